// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu.kernel;

/**
 * What is done to sums when they are finished: they are held within limits; NaN stays NaN.
 *
 * @param low the least that is left
 * @param high the greatest that is left
 */
public record Clamp(float low, float high) {

  /** Nothing is done. */
  public static final Clamp NONE = new Clamp(Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY);

  /** The greater of a number and zero. */
  public static final Clamp RELU = new Clamp(0, Float.POSITIVE_INFINITY);
}
