// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.operator;

/** Ends the import of one node; the importer turns it into a diagnostic and goes on. */
final class Refusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String code;
  private final String text;
  private final String hint;

  Refusal(String code, String text, String hint) {
    super(text, null, false, false);
    this.code = code;
    this.text = text;
    this.hint = hint;
  }

  /** The reason has been reported where it arose. */
  static Refusal reported() {
    return new Refusal("", "", "");
  }

  boolean isReported() {
    return code.isEmpty();
  }

  String code() {
    return code;
  }

  String text() {
    return text;
  }

  String hint() {
    return hint;
  }
}
