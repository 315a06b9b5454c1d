// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cinch.ir.number.Fixed;
import dev.cinch.ir.number.Overflow;
import dev.cinch.ir.number.Rounding;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The tight loops give the integers of {@link Fixed}, at every shift and edge. */
final class RequantizeTest {

  private static final int[] SHIFTS = {0, 1, 2, 7, 30, 31, 32, 33, 40, 63, 64, 65, 100};
  private static final int[] WIDTHS = {1, 2, 7, 8, 16, 31};

  @Test
  void intsEqualTheDefinition() {
    Random random = new Random(11);
    int[] in = new int[64];
    for (int i = 0; i < in.length; i++) {
      in[i] = random.nextInt() >> random.nextInt(32);
    }
    in[0] = Integer.MIN_VALUE;
    in[1] = Integer.MAX_VALUE;
    in[2] = 0;
    in[3] = -1;
    in[4] = 1;
    int[] out = new int[in.length];
    for (int shift : SHIFTS) {
      for (int width : WIDTHS) {
        for (Rounding rounding : Rounding.values()) {
          for (Overflow overflow : Overflow.values()) {
            Fixed to = new Fixed(width % 2 == 0, width, 3);
            Fixed from = new Fixed(true, 32, 3 + shift);
            Requantize format = new Requantize(from, to, rounding, overflow);
            format.ints(in, out, in.length);
            for (int i = 0; i < in.length; i++) {
              long expected = to.requantize(in[i], from.fraction(), rounding, overflow);
              assertThat((long) out[i])
                  .as("%s: %s to %s, %s, %s", in[i], from, to, rounding, overflow)
                  .isEqualTo(expected);
              assertThat(format.one(in[i])).isEqualTo(expected);
            }
          }
        }
      }
    }
  }

  @Test
  void floatsEqualTheDefinition() {
    Random random = new Random(12);
    float[] in = new float[256];
    for (int i = 0; i < in.length; i++) {
      in[i] = random.nextInt(4) == 0 ? random.nextInt(64) / 4f - 8 : gaussian(random);
    }
    float[] edges = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, -0f, 1e38f};
    System.arraycopy(edges, 0, in, 0, edges.length);
    in[5] = -Float.MIN_VALUE;
    int[] out = new int[in.length];
    for (int fraction : new int[] {-40, -1, 0, 1, 7, 40}) {
      for (Rounding rounding : Rounding.values()) {
        for (Overflow overflow : Overflow.values()) {
          Fixed to = new Fixed(true, 8, fraction);
          new Quantize(to, rounding, overflow).ints(in, out, in.length);
          for (int i = 0; i < in.length; i++) {
            assertThat((long) out[i])
                .as("%s to %s, %s, %s", in[i], to, rounding, overflow)
                .isEqualTo(to.quantize(in[i], rounding, overflow));
          }
        }
      }
    }
  }

  private static float gaussian(Random random) {
    return (float) (random.nextGaussian() * Math.scalb(1.0, random.nextInt(40) - 20));
  }
}
