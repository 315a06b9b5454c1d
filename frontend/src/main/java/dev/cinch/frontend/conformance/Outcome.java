// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.conformance;

/** What became of a case. */
public sealed interface Outcome {

  /** Every output of every data set is within the tolerance. */
  record Passed() implements Outcome {}

  /**
   * The model was imported, and an output differs, or its computation failed.
   *
   * @param reason which, and how
   */
  record Wrong(String reason) implements Outcome {}

  /**
   * The model was not imported.
   *
   * @param reason every problem
   */
  record Refused(String reason) implements Outcome {}
}
