// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu.kernel;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;

/** Panels of no more different numbers than two registers hold, a code a byte. */
final class TablePanels extends CodedPanels.Direct {

  private final float[] table;

  TablePanels(MemorySegment matrix, int inner, int columns, float[] table) {
    super(inner, bytes(matrix, inner, columns, same()));
    this.table = table;
  }

  @Override
  public void one(float[] x, int at, int panel, float[] sums, int to) {
    int base = panel * inner * WIDTH;
    IntVector low = FloatVector.fromArray(SPECIES, table, 0).reinterpretAsInts();
    IntVector high = FloatVector.fromArray(SPECIES, table, LANES).reinterpretAsInts();
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
      c0 = v.fma(ints(row).selectFrom(low, high).reinterpretAsFloats(), c0);
      c1 = v.fma(ints(row + LANES).selectFrom(low, high).reinterpretAsFloats(), c1);
      c2 = v.fma(ints(row + 2 * LANES).selectFrom(low, high).reinterpretAsFloats(), c2);
      c3 = v.fma(ints(row + 3 * LANES).selectFrom(low, high).reinterpretAsFloats(), c3);
      c4 = v.fma(ints(row + 4 * LANES).selectFrom(low, high).reinterpretAsFloats(), c4);
      c5 = v.fma(ints(row + 5 * LANES).selectFrom(low, high).reinterpretAsFloats(), c5);
      c6 = v.fma(ints(row + 6 * LANES).selectFrom(low, high).reinterpretAsFloats(), c6);
      c7 = v.fma(ints(row + 7 * LANES).selectFrom(low, high).reinterpretAsFloats(), c7);
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
    IntVector low = FloatVector.fromArray(SPECIES, table, 0).reinterpretAsInts();
    IntVector high = FloatVector.fromArray(SPECIES, table, LANES).reinterpretAsInts();
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
      FloatVector b0 = ints(row).selectFrom(low, high).reinterpretAsFloats();
      FloatVector b1 = ints(row + LANES).selectFrom(low, high).reinterpretAsFloats();
      FloatVector b2 = ints(row + 2 * LANES).selectFrom(low, high).reinterpretAsFloats();
      FloatVector b3 = ints(row + 3 * LANES).selectFrom(low, high).reinterpretAsFloats();
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
    IntVector low = FloatVector.fromArray(SPECIES, table, 0).reinterpretAsInts();
    IntVector high = FloatVector.fromArray(SPECIES, table, LANES).reinterpretAsInts();
    int base = (panel * inner + first) * WIDTH;
    int numbers = count * WIDTH;
    for (int i = 0; i < numbers; i += LANES) {
      ints(base + i).selectFrom(low, high).reinterpretAsFloats().intoArray(block, to + i);
    }
  }
}
