// SPDX-License-Identifier: Apache-2.0
package dev.cinch.testbench.differential;

import java.util.SplittableRandom;

/** Kinds of numbers that fill a tensor, the simplest first. */
enum Numbers {
  /** About 1. */
  ORDINARY {
    @Override
    float one(SplittableRandom random) {
      return (float) random.nextGaussian();
    }
  },
  /** Zeros of both signs among ordinary numbers. */
  ZEROS {
    @Override
    float one(SplittableRandom random) {
      return switch (random.nextInt(4)) {
        case 0 -> 0f;
        case 1 -> -0f;
        default -> (float) random.nextGaussian();
      };
    }
  },
  /** Numbers below the normal ones, and the least of those. */
  DENORMAL {
    @Override
    float one(SplittableRandom random) {
      float sign = random.nextBoolean() ? 1 : -1;
      return switch (random.nextInt(4)) {
        case 0 -> sign * Float.MIN_NORMAL;
        case 1 -> sign * Float.MIN_VALUE;
        default -> sign * Float.intBitsToFloat(random.nextInt(1 << 23));
      };
    }
  },
  /** So great that sums and products of some pass the range. */
  HUGE {
    @Override
    float one(SplittableRandom random) {
      float number = (float) random.nextGaussian();
      return random.nextInt(3) == 0 ? number * 1e38f : number;
    }
  },
  /** Infinities and NaN among ordinary numbers and zeros. */
  SPECIAL {
    @Override
    float one(SplittableRandom random) {
      return switch (random.nextInt(24)) {
        case 0 -> Float.POSITIVE_INFINITY;
        case 1 -> Float.NEGATIVE_INFINITY;
        case 2 -> Float.NaN;
        case 3 -> 0f;
        default -> (float) random.nextGaussian();
      };
    }
  };

  abstract float one(SplittableRandom random);

  /**
   * Numbers, the same for a seed.
   *
   * @param density share of them that are not made zero
   */
  float[] fill(int size, long seed, double density) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] numbers = new float[size];
    for (int i = 0; i < size; i++) {
      float number = one(random);
      numbers[i] = random.nextDouble() < density ? number : 0;
    }
    return numbers;
  }
}
