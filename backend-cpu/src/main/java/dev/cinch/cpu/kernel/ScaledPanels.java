// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu.kernel;

import java.util.Arrays;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Panels of 8-bit integers that stand for {@code integer * scale}, rounded once, with a scale for
 * each column.
 */
final class ScaledPanels extends CodedPanels.Direct {

  private final float[] scales;

  ScaledPanels(byte[] codes, int inner, float[] scales) {
    super(inner, codes);
    this.scales = Arrays.copyOf(scales, count(scales.length) * WIDTH);
  }

  private FloatVector floats(int at) {
    return (FloatVector)
        ByteVector.fromArray(BYTES, codes, at).convertShape(VectorOperators.B2F, SPECIES, 0);
  }

  @Override
  public void one(float[] x, int at, int panel, float[] sums, int to) {
    int base = panel * inner * WIDTH;
    int column = panel * WIDTH;
    FloatVector s0 = FloatVector.fromArray(SPECIES, scales, column);
    FloatVector s1 = FloatVector.fromArray(SPECIES, scales, column + LANES);
    FloatVector s2 = FloatVector.fromArray(SPECIES, scales, column + 2 * LANES);
    FloatVector s3 = FloatVector.fromArray(SPECIES, scales, column + 3 * LANES);
    FloatVector s4 = FloatVector.fromArray(SPECIES, scales, column + 4 * LANES);
    FloatVector s5 = FloatVector.fromArray(SPECIES, scales, column + 5 * LANES);
    FloatVector s6 = FloatVector.fromArray(SPECIES, scales, column + 6 * LANES);
    FloatVector s7 = FloatVector.fromArray(SPECIES, scales, column + 7 * LANES);
    FloatVector c0 = FloatVector.fromArray(SPECIES, sums, to);
    FloatVector c1 = FloatVector.fromArray(SPECIES, sums, to + LANES);
    FloatVector c2 = FloatVector.fromArray(SPECIES, sums, to + 2 * LANES);
    FloatVector c3 = FloatVector.fromArray(SPECIES, sums, to + 3 * LANES);
    FloatVector c4 = FloatVector.fromArray(SPECIES, sums, to + 4 * LANES);
    FloatVector c5 = FloatVector.fromArray(SPECIES, sums, to + 5 * LANES);
    FloatVector c6 = FloatVector.fromArray(SPECIES, sums, to + 6 * LANES);
    FloatVector c7 = FloatVector.fromArray(SPECIES, sums, to + 7 * LANES);
    for (int k = 0; k < inner; k++) {
      FloatVector v = FloatVector.broadcast(SPECIES, x[at + k]);
      int row = base + k * WIDTH;
      c0 = v.fma(floats(row).mul(s0), c0);
      c1 = v.fma(floats(row + LANES).mul(s1), c1);
      c2 = v.fma(floats(row + 2 * LANES).mul(s2), c2);
      c3 = v.fma(floats(row + 3 * LANES).mul(s3), c3);
      c4 = v.fma(floats(row + 4 * LANES).mul(s4), c4);
      c5 = v.fma(floats(row + 5 * LANES).mul(s5), c5);
      c6 = v.fma(floats(row + 6 * LANES).mul(s6), c6);
      c7 = v.fma(floats(row + 7 * LANES).mul(s7), c7);
    }
    c0.intoArray(sums, to);
    c1.intoArray(sums, to + LANES);
    c2.intoArray(sums, to + 2 * LANES);
    c3.intoArray(sums, to + 3 * LANES);
    c4.intoArray(sums, to + 4 * LANES);
    c5.intoArray(sums, to + 5 * LANES);
    c6.intoArray(sums, to + 6 * LANES);
    c7.intoArray(sums, to + 7 * LANES);
  }

  @Override
  public void four(float[] x, int at, int panel, int half, float[] sums, int to) {
    int base = panel * inner * WIDTH + half * HALF;
    int column = panel * WIDTH + half * HALF;
    FloatVector s0 = FloatVector.fromArray(SPECIES, scales, column);
    FloatVector s1 = FloatVector.fromArray(SPECIES, scales, column + LANES);
    FloatVector s2 = FloatVector.fromArray(SPECIES, scales, column + 2 * LANES);
    FloatVector s3 = FloatVector.fromArray(SPECIES, scales, column + 3 * LANES);
    FloatVector c00 = FloatVector.fromArray(SPECIES, sums, to);
    FloatVector c01 = FloatVector.fromArray(SPECIES, sums, to + LANES);
    FloatVector c02 = FloatVector.fromArray(SPECIES, sums, to + 2 * LANES);
    FloatVector c03 = FloatVector.fromArray(SPECIES, sums, to + 3 * LANES);
    FloatVector c10 = FloatVector.fromArray(SPECIES, sums, to + WIDTH);
    FloatVector c11 = FloatVector.fromArray(SPECIES, sums, to + WIDTH + LANES);
    FloatVector c12 = FloatVector.fromArray(SPECIES, sums, to + WIDTH + 2 * LANES);
    FloatVector c13 = FloatVector.fromArray(SPECIES, sums, to + WIDTH + 3 * LANES);
    FloatVector c20 = FloatVector.fromArray(SPECIES, sums, to + 2 * WIDTH);
    FloatVector c21 = FloatVector.fromArray(SPECIES, sums, to + 2 * WIDTH + LANES);
    FloatVector c22 = FloatVector.fromArray(SPECIES, sums, to + 2 * WIDTH + 2 * LANES);
    FloatVector c23 = FloatVector.fromArray(SPECIES, sums, to + 2 * WIDTH + 3 * LANES);
    FloatVector c30 = FloatVector.fromArray(SPECIES, sums, to + 3 * WIDTH);
    FloatVector c31 = FloatVector.fromArray(SPECIES, sums, to + 3 * WIDTH + LANES);
    FloatVector c32 = FloatVector.fromArray(SPECIES, sums, to + 3 * WIDTH + 2 * LANES);
    FloatVector c33 = FloatVector.fromArray(SPECIES, sums, to + 3 * WIDTH + 3 * LANES);
    for (int k = 0; k < inner; k++) {
      int row = base + k * WIDTH;
      FloatVector b0 = floats(row).mul(s0);
      FloatVector b1 = floats(row + LANES).mul(s1);
      FloatVector b2 = floats(row + 2 * LANES).mul(s2);
      FloatVector b3 = floats(row + 3 * LANES).mul(s3);
      int p = at + 4 * k;
      FloatVector v = FloatVector.broadcast(SPECIES, x[p]);
      c00 = v.fma(b0, c00);
      c01 = v.fma(b1, c01);
      c02 = v.fma(b2, c02);
      c03 = v.fma(b3, c03);
      v = FloatVector.broadcast(SPECIES, x[p + 1]);
      c10 = v.fma(b0, c10);
      c11 = v.fma(b1, c11);
      c12 = v.fma(b2, c12);
      c13 = v.fma(b3, c13);
      v = FloatVector.broadcast(SPECIES, x[p + 2]);
      c20 = v.fma(b0, c20);
      c21 = v.fma(b1, c21);
      c22 = v.fma(b2, c22);
      c23 = v.fma(b3, c23);
      v = FloatVector.broadcast(SPECIES, x[p + 3]);
      c30 = v.fma(b0, c30);
      c31 = v.fma(b1, c31);
      c32 = v.fma(b2, c32);
      c33 = v.fma(b3, c33);
    }
    c00.intoArray(sums, to);
    c01.intoArray(sums, to + LANES);
    c02.intoArray(sums, to + 2 * LANES);
    c03.intoArray(sums, to + 3 * LANES);
    c10.intoArray(sums, to + WIDTH);
    c11.intoArray(sums, to + WIDTH + LANES);
    c12.intoArray(sums, to + WIDTH + 2 * LANES);
    c13.intoArray(sums, to + WIDTH + 3 * LANES);
    c20.intoArray(sums, to + 2 * WIDTH);
    c21.intoArray(sums, to + 2 * WIDTH + LANES);
    c22.intoArray(sums, to + 2 * WIDTH + 2 * LANES);
    c23.intoArray(sums, to + 2 * WIDTH + 3 * LANES);
    c30.intoArray(sums, to + 3 * WIDTH);
    c31.intoArray(sums, to + 3 * WIDTH + LANES);
    c32.intoArray(sums, to + 3 * WIDTH + 2 * LANES);
    c33.intoArray(sums, to + 3 * WIDTH + 3 * LANES);
  }

  @Override
  public void decode(int panel, int first, int count, float[] block, int to) {
    int base = (panel * inner + first) * WIDTH;
    for (int vector = 0; vector < WIDTH; vector += LANES) {
      FloatVector scale = FloatVector.fromArray(SPECIES, scales, panel * WIDTH + vector);
      for (int k = 0; k < count; k++) {
        int at = k * WIDTH + vector;
        floats(base + at).mul(scale).intoArray(block, to + at);
      }
    }
  }
}
