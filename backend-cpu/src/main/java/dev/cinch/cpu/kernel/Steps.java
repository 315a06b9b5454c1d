// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu.kernel;

import java.util.Optional;

/**
 * A table whose numbers are all multiples of one step by 8-bit integers, as a fixed-point or
 * quantized matrix has them.
 *
 * @param map the integer of each code
 * @param step the step: each number is its integer times this, rounded once
 */
record Steps(byte[] map, float step) {

  private static final int CODES = 256;

  /** The steps of a table, where it has them. */
  static Optional<Steps> of(float[] table) {
    float greatest = 0;
    float least = Float.POSITIVE_INFINITY;
    for (float number : table) {
      float size = Math.abs(number);
      greatest = Math.max(greatest, size);
      least = size > 0 ? Math.min(least, size) : least;
    }
    if (!(greatest < Float.POSITIVE_INFINITY) || greatest == 0) {
      return Optional.empty();
    }
    for (int small = 1; small <= -Byte.MIN_VALUE; small++) {
      long large = Math.round((double) greatest / least * small);
      if (large > -Byte.MIN_VALUE) {
        return Optional.empty();
      }
      float near = (float) ((double) greatest / large);
      for (float step : new float[] {near, Math.nextDown(near), Math.nextUp(near)}) {
        Optional<Steps> steps = of(table, step);
        if (steps.isPresent()) {
          return steps;
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<Steps> of(float[] table, float step) {
    byte[] map = new byte[CODES];
    for (int code = 0; code < table.length; code++) {
      long integer = Math.round((double) table[code] / step);
      if (integer != (byte) integer
          || Float.floatToRawIntBits(integer * step) != Float.floatToRawIntBits(table[code])) {
        return Optional.empty();
      }
      map[code] = (byte) integer;
    }
    return Optional.of(new Steps(map, step));
  }
}
