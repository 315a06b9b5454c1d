// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir;

/**
 * One thing to tell the user about the input: what is wrong, where, and what to do.
 *
 * @param code stable identifier, such as {@code onnx.operator.unsupported}
 * @param severity whether the work can go on
 * @param origin where
 * @param text what is wrong
 * @param hint what to do about it; empty when the text says it
 */
public record Diagnostic(String code, Severity severity, Origin origin, String text, String hint) {

  /** Whether the work can go on. */
  public enum Severity {
    /** The work cannot go on. */
    ERROR,
    /** The work goes on, and the user should know. */
    WARNING
  }

  /** An error. */
  public static Diagnostic error(String code, Origin origin, String text, String hint) {
    return new Diagnostic(code, Severity.ERROR, origin, text, hint);
  }

  /** A warning. */
  public static Diagnostic warning(String code, Origin origin, String text, String hint) {
    return new Diagnostic(code, Severity.WARNING, origin, text, hint);
  }

  /** {@code where: text (hint)}. */
  @Override
  public String toString() {
    String where = origin.toString();
    return (where.isEmpty() ? "" : where + ": ") + text + (hint.isEmpty() ? "" : " (" + hint + ")");
  }
}
