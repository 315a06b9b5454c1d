// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cli.command;

import dev.cinch.ir.Diagnostic;
import dev.cinch.ir.Origin;
import java.util.List;

/** The work cannot be done, for reasons that the user can do something about. */
public final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final Exit exit;
  private final transient List<Diagnostic> diagnostics;

  /** A refusal with all its reasons. */
  public Refusal(Exit exit, List<Diagnostic> diagnostics) {
    super(diagnostics.toString());
    this.exit = exit;
    this.diagnostics = List.copyOf(diagnostics);
  }

  /** A refusal for wrong input, with one reason. */
  public static Refusal of(String code, String where, String text, String hint) {
    return new Refusal(
        Exit.INPUT_WRONG, List.of(Diagnostic.error(code, Origin.of(where, ""), text, hint)));
  }

  /** How the run ends. */
  public Exit exit() {
    return exit;
  }

  /** The reasons. */
  public List<Diagnostic> diagnostics() {
    return diagnostics;
  }
}
