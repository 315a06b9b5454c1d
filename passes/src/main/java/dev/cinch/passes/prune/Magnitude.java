// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.prune;

/** {@code |w|} (Han, Pool, Tran, Dally, NIPS 2015, section 3). */
public record Magnitude() implements Saliency {
  @Override
  public void score(int tensor, float[] numbers, float[] scores) {
    for (int i = 0; i < numbers.length; i++) {
      scores[i] = Math.abs(numbers[i]);
    }
  }
}
