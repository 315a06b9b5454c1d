// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.operator;

import dev.cinch.ir.op.TypeException;
import java.util.stream.LongStream;

/**
 * One axis that Resize gives another extent.
 *
 * @param rule how numbers are found
 * @param in extent of the operand
 * @param out extent of the result
 * @param scale the stated ratio of both, which need not be that of the extents
 * @param start where the region of interest starts, as a part of the operand
 * @param end where it ends
 */
record ResizeAxis(ResizeRule rule, long in, long out, double scale, double start, double end) {

  /** No region of interest leads so far; behind it places are no longer told apart. */
  private static final double FARTHEST = 1L << 40;

  ResizeAxis {
    if (out < 0) {
      throw new TypeException("an extent of " + out);
    }
  }

  /**
   * The place in the operand of a place in the result. It is rounded to single precision, in which
   * scales are stated, so that a third of 3 is 1.
   */
  private double place(long x) {
    double length = scale * in;
    double half = (x + 0.5) / scale - 0.5;
    return (float)
        switch (rule.transformation()) {
          case "asymmetric" -> x / scale;
          case "pytorch_half_pixel" -> out > 1 ? half : 0;
          case "tf_half_pixel_for_nn" -> (x + 0.5) / scale;
          case "align_corners" -> out == 1 ? 0 : x * (in - 1) / (length - 1);
          case "half_pixel_symmetric" -> in / 2.0 * (1 - out / length) + half;
          case ResizeRule.CROP ->
              out > 1
                  ? start * (in - 1) + x * (end - start) * (in - 1) / (out - 1)
                  : 0.5 * (start + end) * (in - 1);
          default -> half;
        };
  }

  /** Whether a number of the result lies outside the operand, and is a stated number instead. */
  boolean isOutside(long x) {
    return rule.crops() && (place(x) < 0 || place(x) > in - 1);
  }

  /** Whether any number of the result lies outside the operand. */
  boolean leaves() {
    return LongStream.range(0, out).anyMatch(this::isOutside);
  }

  /** The operand's number that a number of the result is. */
  long nearest(long x) {
    return Math.clamp(rule.nearestTo(place(x), scale < 1), 0, in - 1);
  }

  private double narrow() {
    return rule.antialias() ? Math.min(scale, 1) : 1;
  }

  /** How far a number of the result sees to each side. */
  double reach() {
    return rule.support() / narrow();
  }

  /** What each number of the operand gives to one of the result. */
  double[] weights(long x) {
    double place = place(x);
    double reach = reach();
    if (!(Math.abs(place) <= FARTHEST)) {
      throw new TypeException("the number at place " + place + " of " + in);
    }
    double[] weights = new double[Math.toIntExact(in)];
    double sum = 0;
    for (long tap = (long) Math.floor(place - reach); tap <= Math.ceil(place + reach); tap++) {
      double weight = rule.weight((tap - place) * narrow());
      if (!rule.excludeOutside() || (tap >= 0 && tap < in)) {
        weights[(int) Math.clamp(tap, 0, in - 1)] += weight;
        sum += weight;
      }
    }
    for (int i = 0; i < weights.length; i++) {
      weights[i] /= sum;
    }
    return weights;
  }
}
