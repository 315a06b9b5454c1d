// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cli.console;

import dev.cinch.ir.Diagnostic;
import java.io.PrintWriter;

/** Where a command speaks: its result goes to standard output, everything else to the other. */
public final class Console {

  /** How much is said. */
  public enum Level {
    /** Results and errors. */
    QUIET,
    /** Also warnings, notes and progress. */
    NORMAL,
    /** Also details, and the stack trace of a fault. */
    VERBOSE
  }

  private final Terminal terminal;
  private final Level level;
  private final boolean json;

  /** A console for one run of one command. */
  public Console(Terminal terminal, Level level, boolean json) {
    this.terminal = terminal;
    this.level = level;
    this.json = json;
  }

  /** The surroundings. */
  public Terminal terminal() {
    return terminal;
  }

  /** Prints the result, in the form that was asked for. */
  public void result(Report report) {
    terminal.out().print(json ? Json.text(report.json()) : report.text());
    terminal.out().flush();
  }

  /** Says something that is good to know. */
  public void note(String text) {
    if (level != Level.QUIET) {
      terminal.err().println(text);
      terminal.err().flush();
    }
  }

  /** Says something that only matters when one looks for it. */
  public void detail(String text) {
    if (level == Level.VERBOSE) {
      note(text);
    }
  }

  /** Prints a diagnostic. */
  public void diagnostic(Diagnostic diagnostic) {
    boolean error = diagnostic.severity() == Diagnostic.Severity.ERROR;
    if (error || level != Level.QUIET) {
      print(terminal.err(), diagnostic);
    }
  }

  /** {@code error: where: text}, and the hint on a line of its own. */
  public static void print(PrintWriter err, Diagnostic diagnostic) {
    String word =
        switch (diagnostic.severity()) {
          case ERROR -> "error: ";
          case WARNING -> "warning: ";
        };
    String where = diagnostic.origin().toString();
    err.println(word + (where.isEmpty() ? "" : where + ": ") + diagnostic.text());
    if (!diagnostic.hint().isEmpty()) {
      err.println("  hint: " + diagnostic.hint());
    }
    err.flush();
  }

  /** Starts to show how far work of a known length is. */
  public Progress progress(String label, long total) {
    return new Progress(terminal.err(), level != Level.QUIET, terminal.live(), label, total);
  }

  /** Whether details are wanted. */
  public boolean verbose() {
    return level == Level.VERBOSE;
  }

  /** Whether only results and errors are wanted. */
  public boolean quiet() {
    return level == Level.QUIET;
  }
}
