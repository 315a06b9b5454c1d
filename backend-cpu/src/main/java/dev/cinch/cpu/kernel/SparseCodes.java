// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu.kernel;

import java.util.Arrays;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Product of a vector with a sparse matrix of few different numbers: {@link SparseVector} with a
 * code of one byte in place of each float, to the same bits. A kept weight takes two bytes instead
 * of five.
 */
public final class SparseCodes {

  private static final VectorSpecies<Float> SPECIES = CodedPanels.SPECIES;
  private static final VectorSpecies<Integer> INTS = CodedPanels.INTS;
  private static final VectorSpecies<Byte> BYTES = CodedPanels.BYTES;
  private static final int LANES = CodedPanels.LANES;

  /** Different numbers at most: what two registers hold. */
  public static final int TABLE = 2 * LANES;

  /** Numbers of the vector that a chunk takes. */
  private static final int CHUNK = 2 * LANES;

  private final Clamp clamp;
  private final int outputs;
  private final int chunks;
  private final float[] bias;
  private final float[] table;
  private final int[] starts;
  private final byte[] codes;
  private final byte[] places;

  /**
   * Packs a matrix.
   *
   * @param inner its rows
   * @param positions flat indices of kept weights, row by row, ascending
   * @param kept their codes
   * @param numbers what codes stand for, the first a zero
   * @param bias one number for each output
   * @param clamp what happens to finished sums
   */
  public SparseCodes(
      int inner, int[] positions, byte[] kept, float[] numbers, float[] bias, Clamp clamp) {
    this.clamp = clamp;
    this.outputs = bias.length;
    this.chunks = Math.ceilDiv(inner, CHUNK);
    this.table = Arrays.copyOf(numbers, TABLE);
    int groups = Math.ceilDiv(outputs, LANES);
    this.bias = Arrays.copyOf(bias, groups * LANES);
    this.starts = starts(positions, groups);
    int slots = starts[groups * chunks];
    // Readable by the whole vectors that bytes come in.
    int size = Math.addExact(Math.multiplyExact(slots, LANES), BYTES.length());
    this.codes = new byte[size];
    this.places = new byte[size];
    int[] next = new int[outputs];
    int entry = 0;
    for (int chunk = 0; chunk < chunks; chunk++) {
      for (int output = 0; output < outputs; output++) {
        next[output] = starts[output / LANES * chunks + chunk] * LANES + output % LANES;
      }
      for (; entry < kept.length && chunkOf(positions[entry]) == chunk; entry++) {
        int output = positions[entry] % outputs;
        codes[next[output]] = kept[entry];
        places[next[output]] = (byte) (positions[entry] / outputs % CHUNK);
        next[output] += LANES;
      }
    }
  }

  private int chunkOf(int position) {
    return position / outputs / CHUNK;
  }

  /** Where the slots of each group begin, chunk by chunk: as many as its fullest lane needs. */
  private int[] starts(int[] positions, int groups) {
    int[] begin = new int[groups * chunks + 1];
    int[] lanes = new int[outputs];
    int entry = 0;
    for (int chunk = 0; chunk < chunks; chunk++) {
      Arrays.fill(lanes, 0);
      for (; entry < positions.length && chunkOf(positions[entry]) == chunk; entry++) {
        int output = positions[entry] % outputs;
        int index = output / LANES * chunks + chunk + 1;
        begin[index] = Math.max(begin[index], ++lanes[output]);
      }
    }
    for (int i = 1; i < begin.length; i++) {
      begin[i] += begin[i - 1];
    }
    return begin;
  }

  /** Groups of outputs. */
  public int groups() {
    return bias.length / LANES;
  }

  /**
   * Computes all outputs one by one, each from its kept weights alone.
   *
   * @param x the vector, {@link SparseVector#padded}
   * @param y the result
   * @param to where it begins
   */
  public void plain(float[] x, float[] y, int to) {
    for (int output = 0; output < outputs; output++) {
      float sum = bias[output];
      for (int chunk = 0; chunk < chunks; chunk++) {
        int index = output / LANES * chunks + chunk;
        for (int slot = starts[index]; slot < starts[index + 1]; slot++) {
          int at = slot * LANES + output % LANES;
          float weight = table[codes[at]];
          if (weight != 0) {
            sum = Math.fma(x[chunk * CHUNK + places[at]], weight, sum);
          }
        }
      }
      y[to + output] = Math.min(Math.max(sum, clamp.low()), clamp.high());
    }
  }

  /**
   * Computes two groups of outputs, or the last one.
   *
   * @param x the vector, {@link SparseVector#padded}, finite
   * @param group the first group
   * @param y the result
   * @param to where it begins
   */
  public void two(float[] x, int group, float[] y, int to) {
    boolean alone = group + 1 == groups();
    IntVector low = FloatVector.fromArray(SPECIES, table, 0).reinterpretAsInts();
    IntVector high = FloatVector.fromArray(SPECIES, table, LANES).reinterpretAsInts();
    FloatVector left = FloatVector.fromArray(SPECIES, bias, group * LANES);
    FloatVector right = FloatVector.fromArray(SPECIES, bias, (alone ? group : group + 1) * LANES);
    int first = group * chunks;
    int second = alone ? first : first + chunks;
    int p = starts[first];
    int q = starts[second];
    for (int chunk = 0; chunk < chunks; chunk++) {
      int pEnd = starts[first + chunk + 1];
      int qEnd = starts[second + chunk + 1];
      IntVector x0 = FloatVector.fromArray(SPECIES, x, chunk * CHUNK).reinterpretAsInts();
      IntVector x1 = FloatVector.fromArray(SPECIES, x, chunk * CHUNK + LANES).reinterpretAsInts();
      int both = Math.min(pEnd - p, qEnd - q);
      for (int i = 0; i < both; i++) {
        FloatVector v = ints(places, p).selectFrom(x0, x1).reinterpretAsFloats();
        left = v.fma(ints(codes, p).selectFrom(low, high).reinterpretAsFloats(), left);
        v = ints(places, q).selectFrom(x0, x1).reinterpretAsFloats();
        right = v.fma(ints(codes, q).selectFrom(low, high).reinterpretAsFloats(), right);
        p++;
        q++;
      }
      for (; p < pEnd; p++) {
        FloatVector v = ints(places, p).selectFrom(x0, x1).reinterpretAsFloats();
        left = v.fma(ints(codes, p).selectFrom(low, high).reinterpretAsFloats(), left);
      }
      for (; q < qEnd; q++) {
        FloatVector v = ints(places, q).selectFrom(x0, x1).reinterpretAsFloats();
        right = v.fma(ints(codes, q).selectFrom(low, high).reinterpretAsFloats(), right);
      }
    }
    store(left, group, y, to);
    if (!alone) {
      store(right, group + 1, y, to);
    }
  }

  private static IntVector ints(byte[] bytes, int slot) {
    return (IntVector)
        ByteVector.fromArray(BYTES, bytes, slot * LANES).convertShape(VectorOperators.B2I, INTS, 0);
  }

  private void store(FloatVector sum, int group, float[] y, int to) {
    FloatVector held = sum.max(clamp.low()).min(clamp.high());
    int at = group * LANES;
    if (at + LANES <= outputs) {
      held.intoArray(y, to + at);
    } else {
      held.intoArray(y, to + at, SPECIES.indexInRange(at, outputs));
    }
  }
}
