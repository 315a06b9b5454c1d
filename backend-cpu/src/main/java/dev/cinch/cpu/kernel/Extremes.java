// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Places of the greatest or least numbers, zeros being equal and NaN greater than all. Floats are
 * compared as integers of the same order.
 */
public final class Extremes {

  /** Columns that are looked at together. */
  public static final int COLUMNS = 256;

  private static final VectorSpecies<Float> SPECIES = FloatFunctions.SPECIES;
  private static final VectorSpecies<Integer> INTS = SPECIES.vectorShape().withLanes(int.class);
  private static final int LANES = FloatFunctions.LANES;
  private static final int NAN = Float.floatToIntBits(Float.NaN);

  private final boolean greatest;
  private final boolean last;

  /**
   * What is looked for.
   *
   * @param greatest whether the greatest is meant
   * @param last whether of equals the last counts
   */
  public Extremes(boolean greatest, boolean last) {
    this.greatest = greatest;
    this.last = last;
  }

  /** The place in a line of numbers that lie beside one another; there is at least one. */
  public int line(float[] x, int from, int count) {
    float most =
        greatest
            ? Aggregates.greatest(x, from, count, Float.NEGATIVE_INFINITY)
            : Aggregates.least(x, from, count, Float.POSITIVE_INFINITY);
    if (Float.isNaN(most)) {
      return oneByOne(x, from, count);
    }
    if (last) {
      int place = count - 1;
      while (x[from + place] != most) {
        place--;
      }
      return place;
    }
    // It is there, so that what lies behind the line is not looked at.
    int at = from;
    VectorMask<Float> found = FloatVector.fromArray(SPECIES, x, at).eq(most);
    while (!found.anyTrue()) {
      at += LANES;
      found = FloatVector.fromArray(SPECIES, x, at).eq(most);
    }
    return at - from + found.firstTrue();
  }

  private int oneByOne(float[] x, int from, int count) {
    int flip = greatest ? 0 : -1;
    int best = 0;
    int most = order(x[from]) ^ flip;
    for (int place = 1; place < count; place++) {
      int order = order(x[from + place]) ^ flip;
      if (order > most || (order == most && last)) {
        most = order;
        best = place;
      }
    }
    return best;
  }

  private static int order(float x) {
    int bits = Float.floatToIntBits(x + 0.0f);
    return bits ^ (bits >> 31 & Integer.MAX_VALUE);
  }

  /**
   * The places in columns side by side.
   *
   * @param x the numbers, readable a vector beyond their end
   * @param from index of the first
   * @param extent numbers of a column; at least 1
   * @param pitch distance of rows
   * @param columns how many; at most {@link #COLUMNS}
   * @param best the places, first of what this writes, then as many numbers of room
   */
  public void columns(float[] x, int from, int extent, int pitch, int columns, int[] best) {
    int flip = greatest ? 0 : -1;
    for (int k = 0; k < extent; k++) {
      for (int i = 0; i < columns; i += LANES) {
        FloatVector v = FloatVector.fromArray(SPECIES, x, from + k * pitch + i).add(0);
        IntVector bits =
            v.reinterpretAsInts().blend(NAN, v.compare(VectorOperators.NE, v).cast(INTS));
        IntVector order =
            bits.lanewise(VectorOperators.ASHR, 31)
                .and(Integer.MAX_VALUE)
                .lanewise(VectorOperators.XOR, bits)
                .lanewise(VectorOperators.XOR, flip);
        if (k == 0) {
          IntVector.zero(INTS).intoArray(best, i);
          order.intoArray(best, COLUMNS + i);
        } else {
          IntVector most = IntVector.fromArray(INTS, best, COLUMNS + i);
          VectorMask<Integer> better =
              order.compare(last ? VectorOperators.GE : VectorOperators.GT, most);
          IntVector.fromArray(INTS, best, i).blend(k, better).intoArray(best, i);
          most.blend(order, better).intoArray(best, COLUMNS + i);
        }
      }
    }
  }
}
