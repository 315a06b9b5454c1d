// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.learn;

/** Numbers that are kept or brought back, depending on the direction. */
public interface State {

  /** Keeps the numbers, or fills the array with those that were kept. */
  void numbers(float[] values);

  /** Keeps the numbers, or fills the array with those that were kept. */
  void numbers(double[] values);

  /** Keeps the numbers, or fills the array with those that were kept. */
  void numbers(int[] values);
}
