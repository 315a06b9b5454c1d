// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.learn;

import java.util.Arrays;

/**
 * Labelled examples of one step. The arrays are handed over, not copied.
 *
 * @param examples the numbers of each example, one after the other
 * @param labels the class of each
 */
@SuppressWarnings("ArrayRecordComponent")
public record Batch(float[] examples, int[] labels) {

  public Batch {
    if (labels.length == 0 || examples.length % labels.length != 0) {
      throw new IllegalArgumentException(
          examples.length + " numbers, " + labels.length + " labels");
    }
  }

  /** How many examples there are. */
  public int size() {
    return labels.length;
  }

  /** How many numbers an example has. */
  public int each() {
    return examples.length / labels.length;
  }

  /** The examples from {@code from} on, to {@code to}, which is not among them. */
  public Batch slice(int from, int to) {
    return new Batch(
        Arrays.copyOfRange(examples, from * each(), to * each()),
        Arrays.copyOfRange(labels, from, to));
  }
}
