// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu.kernel;

import java.util.Arrays;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Panels of up to 256 different numbers, a code a byte. Where vectors have 64 bytes, the table is
 * kept as four planes, one for each byte of a float, each of them in four registers; bytes that are
 * fetched from them are then put side by side. Elsewhere each code is looked up by itself.
 */
final class PlanePanels extends CodedPanels {

  private static final VectorSpecies<Byte> WHOLE = ByteVector.SPECIES_PREFERRED;
  private static final int SIZE = 64;
  private static final int CODES = 256;
  private static final boolean WIDE = WHOLE.length() == SIZE && LANES * Float.BYTES == SIZE;

  /** Permutations that put bytes, then pairs of bytes, of two vectors side by side. */
  private static final byte[] ZIPS = zips();

  private final float[] table;
  private final byte[] planes;

  PlanePanels(byte[] codes, int inner, float[] numbers) {
    super(inner, codes);
    this.table = Arrays.copyOf(numbers, CODES);
    this.planes = new byte[Float.BYTES * CODES];
    for (int code = 0; code < CODES; code++) {
      int bits = Float.floatToRawIntBits(table[code]);
      for (int plane = 0; plane < Float.BYTES; plane++) {
        planes[plane * CODES + code] = (byte) (bits >> (plane * Byte.SIZE));
      }
    }
  }

  private static byte[] zips() {
    byte[] zips = new byte[4 * SIZE];
    for (int i = 0; i < 2 * SIZE; i++) {
      zips[i] = (byte) (i / 2 + i % 2 * SIZE);
      zips[2 * SIZE + i] = (byte) (i / 4 * 2 + i % 2 + i / 2 % 2 * SIZE);
    }
    return zips;
  }

  @Override
  public void decode(int panel, int first, int count, float[] block, int to) {
    int base = (panel * inner + first) * WIDTH;
    int numbers = count * WIDTH;
    if (WIDE) {
      lower(base, numbers, block, to);
      upper(base, numbers, block, to);
    } else {
      for (int i = 0; i < numbers; i++) {
        block[to + i] = table[codes[base + i] & 0xFF];
      }
    }
  }

  /** Leaves the lower two bytes of each of 64 numbers, side by side, in half of their room. */
  private void lower(int base, int numbers, float[] block, int to) {
    ByteVector p0 = ByteVector.fromArray(WHOLE, planes, 0);
    ByteVector p1 = ByteVector.fromArray(WHOLE, planes, SIZE);
    ByteVector p2 = ByteVector.fromArray(WHOLE, planes, 2 * SIZE);
    ByteVector p3 = ByteVector.fromArray(WHOLE, planes, 3 * SIZE);
    ByteVector q0 = ByteVector.fromArray(WHOLE, planes, 4 * SIZE);
    ByteVector q1 = ByteVector.fromArray(WHOLE, planes, 5 * SIZE);
    ByteVector q2 = ByteVector.fromArray(WHOLE, planes, 6 * SIZE);
    ByteVector q3 = ByteVector.fromArray(WHOLE, planes, 7 * SIZE);
    ByteVector firstZip = ByteVector.fromArray(WHOLE, ZIPS, 0);
    ByteVector secondZip = ByteVector.fromArray(WHOLE, ZIPS, SIZE);
    for (int i = 0; i < numbers; i += SIZE) {
      ByteVector w = ByteVector.fromArray(WHOLE, codes, base + i);
      VectorMask<Byte> above = w.compare(VectorOperators.LT, 0);
      ByteVector p = w.selectFrom(p0, p1).blend(w.selectFrom(p2, p3), above);
      ByteVector q = w.selectFrom(q0, q1).blend(w.selectFrom(q2, q3), above);
      firstZip.selectFrom(p, q).reinterpretAsFloats().intoArray(block, to + i);
      secondZip.selectFrom(p, q).reinterpretAsFloats().intoArray(block, to + i + LANES);
    }
  }

  /** Adds the upper two bytes. */
  private void upper(int base, int numbers, float[] block, int to) {
    ByteVector p0 = ByteVector.fromArray(WHOLE, planes, 8 * SIZE);
    ByteVector p1 = ByteVector.fromArray(WHOLE, planes, 9 * SIZE);
    ByteVector p2 = ByteVector.fromArray(WHOLE, planes, 10 * SIZE);
    ByteVector p3 = ByteVector.fromArray(WHOLE, planes, 11 * SIZE);
    ByteVector q0 = ByteVector.fromArray(WHOLE, planes, 12 * SIZE);
    ByteVector q1 = ByteVector.fromArray(WHOLE, planes, 13 * SIZE);
    ByteVector q2 = ByteVector.fromArray(WHOLE, planes, 14 * SIZE);
    ByteVector q3 = ByteVector.fromArray(WHOLE, planes, 15 * SIZE);
    ByteVector firstZip = ByteVector.fromArray(WHOLE, ZIPS, 0);
    ByteVector secondZip = ByteVector.fromArray(WHOLE, ZIPS, SIZE);
    ByteVector firstPairs = ByteVector.fromArray(WHOLE, ZIPS, 2 * SIZE);
    ByteVector secondPairs = ByteVector.fromArray(WHOLE, ZIPS, 3 * SIZE);
    for (int i = 0; i < numbers; i += SIZE) {
      ByteVector w = ByteVector.fromArray(WHOLE, codes, base + i);
      VectorMask<Byte> above = w.compare(VectorOperators.LT, 0);
      ByteVector p = w.selectFrom(p0, p1).blend(w.selectFrom(p2, p3), above);
      ByteVector q = w.selectFrom(q0, q1).blend(w.selectFrom(q2, q3), above);
      int out = to + i;
      ByteVector low = FloatVector.fromArray(SPECIES, block, out).reinterpretAsBytes();
      ByteVector next = FloatVector.fromArray(SPECIES, block, out + LANES).reinterpretAsBytes();
      ByteVector high = firstZip.selectFrom(p, q);
      firstPairs.selectFrom(low, high).reinterpretAsFloats().intoArray(block, out);
      secondPairs.selectFrom(low, high).reinterpretAsFloats().intoArray(block, out + LANES);
      high = secondZip.selectFrom(p, q);
      firstPairs.selectFrom(next, high).reinterpretAsFloats().intoArray(block, out + 2 * LANES);
      secondPairs.selectFrom(next, high).reinterpretAsFloats().intoArray(block, out + 3 * LANES);
    }
  }
}
