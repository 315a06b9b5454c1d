// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cli.command;

/** What a run ends with, and the number by which scripts know it. */
public enum Exit {
  /** Done, and what was promised is true. */
  DONE(0),
  /** Done, but a promise is not kept: a mismatch, a budget missed. */
  PROMISE_BROKEN(1),
  /** The input is wrong: usage, model, recipe, data, or a place that cannot be written. */
  INPUT_WRONG(2),
  /** A tool that the work needs is not on this machine. */
  TOOL_MISSING(3),
  /** A fault of Cinch itself. */
  FAULT(70);

  private final int code;

  Exit(int code) {
    this.code = code;
  }

  /** The exit code of the process. */
  public int code() {
    return code;
  }
}
