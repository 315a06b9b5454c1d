// SPDX-License-Identifier: Apache-2.0
package dev.cinch.target;

import dev.cinch.ir.Diagnostic;
import dev.cinch.ir.Origin;
import dev.cinch.ir.Result;

/** What a network can be costed for, read from a target file; some of them can also be built. */
public sealed interface Target permits Device, SpatialArray, EieArray {

  /** Name on the command line, such as {@code pynq-z2}. */
  String name();

  /** One line for lists. */
  String description();

  /** Clock frequency in Hz. */
  Figure clock();

  /** Length of a clock cycle in seconds. */
  default double period() {
    return 1 / clock().value();
  }

  /** The target with a name that ships with Cinch, or in a target file at a path. */
  static Result<Target> load(String nameOrPath) {
    return TargetFiles.load(nameOrPath);
  }

  /** A refusal of a target that is of the wrong kind for what is asked. */
  static <T> Result<T> refused(Target target, String text, String hint) {
    return Result.failed(Diagnostic.error("target.kind", Origin.named(target.name()), text, hint));
  }
}
