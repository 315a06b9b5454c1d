// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu.kernel;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Panels of up to 16 different numbers, two codes a byte: a vector of bytes has the codes of two
 * vectors of columns. The table is in two registers, or twice in them, from which a permutation
 * fetches by the low bits of each code.
 */
final class NibblePanels extends CodedPanels.Direct {

  private static final int BYTES_OF_ROW = WIDTH / 2;

  private final float[] table;

  NibblePanels(MemorySegment matrix, int inner, int columns, float[] table) {
    super(inner, pack(matrix, inner, columns));
    this.table = table;
  }

  private static byte[] pack(MemorySegment matrix, int inner, int columns) {
    int panels = count(columns);
    int size = Math.multiplyExact(panels * BYTES_OF_ROW, inner);
    byte[] out = new byte[Math.addExact(size, BYTES.length())];
    byte[] row = new byte[columns];
    for (int k = 0; k < inner; k++) {
      copy(matrix, k, row);
      for (int j = 0; j < columns; j++) {
        int within = j % WIDTH;
        int vector = within / LANES;
        int at = (j / WIDTH * inner + k) * BYTES_OF_ROW + vector / 2 * LANES + within % LANES;
        out[at] |= (byte) (row[j] << (vector % 2 == 0 ? 0 : 4));
      }
    }
    return out;
  }

  @Override
  public void one(float[] x, int at, int panel, float[] sums, int to) {
    int base = panel * inner * BYTES_OF_ROW;
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
      int row = base + k * BYTES_OF_ROW;
      IntVector w = ints(row);
      c0 = v.fma(w.selectFrom(low, high).reinterpretAsFloats(), c0);
      w = w.lanewise(VectorOperators.LSHR, 4);
      c1 = v.fma(w.selectFrom(low, high).reinterpretAsFloats(), c1);
      w = ints(row + LANES);
      c2 = v.fma(w.selectFrom(low, high).reinterpretAsFloats(), c2);
      w = w.lanewise(VectorOperators.LSHR, 4);
      c3 = v.fma(w.selectFrom(low, high).reinterpretAsFloats(), c3);
      w = ints(row + 2 * LANES);
      c4 = v.fma(w.selectFrom(low, high).reinterpretAsFloats(), c4);
      w = w.lanewise(VectorOperators.LSHR, 4);
      c5 = v.fma(w.selectFrom(low, high).reinterpretAsFloats(), c5);
      w = ints(row + 3 * LANES);
      c6 = v.fma(w.selectFrom(low, high).reinterpretAsFloats(), c6);
      w = w.lanewise(VectorOperators.LSHR, 4);
      c7 = v.fma(w.selectFrom(low, high).reinterpretAsFloats(), c7);
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
    int base = panel * inner * BYTES_OF_ROW + half * 2 * LANES;
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
      int row = base + k * BYTES_OF_ROW;
      IntVector w = ints(row);
      FloatVector b0 = w.selectFrom(low, high).reinterpretAsFloats();
      w = w.lanewise(VectorOperators.LSHR, 4);
      FloatVector b1 = w.selectFrom(low, high).reinterpretAsFloats();
      w = ints(row + LANES);
      FloatVector b2 = w.selectFrom(low, high).reinterpretAsFloats();
      w = w.lanewise(VectorOperators.LSHR, 4);
      FloatVector b3 = w.selectFrom(low, high).reinterpretAsFloats();
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
    int base = (panel * inner + first) * BYTES_OF_ROW;
    int vectors = count * (BYTES_OF_ROW / LANES);
    for (int i = 0; i < vectors; i++) {
      IntVector w = ints(base + i * LANES);
      int out = to + 2 * i * LANES;
      w.selectFrom(low, high).reinterpretAsFloats().intoArray(block, out);
      w = w.lanewise(VectorOperators.LSHR, 4);
      w.selectFrom(low, high).reinterpretAsFloats().intoArray(block, out + LANES);
    }
  }
}
