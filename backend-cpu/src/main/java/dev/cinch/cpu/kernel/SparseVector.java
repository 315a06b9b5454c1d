// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu.kernel;

import java.util.Arrays;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * Product of a vector with a sparse matrix. A lane is an output. The vector is taken in chunks of
 * two registers; for each chunk, each lane has its kept weights in slots, one after the other, with
 * the place in the chunk of what they multiply, which a permutation fetches. A lane that has fewer
 * than its neighbours is filled up with zeros; so a vector that is not finite goes another way.
 *
 * <p>Each sum is taken in the order of the terms, whatever the width of vectors.
 */
public final class SparseVector {

  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Integer> INTS = SPECIES.vectorShape().withLanes(int.class);
  private static final int LANES = SPECIES.length();
  private static final VectorSpecies<Byte> BYTES =
      VectorSpecies.of(byte.class, VectorShape.forBitSize(Math.max(64, LANES * Byte.SIZE)));

  /** Numbers of the vector that a chunk takes. */
  private static final int CHUNK = 2 * LANES;

  private final Clamp clamp;
  private final int outputs;
  private final int chunks;
  private final float[] bias;
  private final int[] starts;
  private final float[] weights;
  private final byte[] places;

  /**
   * Packs a matrix.
   *
   * @param matrix inner times outputs
   * @param bias one number for each output
   * @param clamp what happens to finished sums
   */
  public SparseVector(float[] matrix, float[] bias, Clamp clamp) {
    this.clamp = clamp;
    this.outputs = bias.length;
    int inner = outputs == 0 ? 0 : matrix.length / outputs;
    this.chunks = Math.ceilDiv(inner, CHUNK);
    int groups = Math.ceilDiv(outputs, LANES);
    this.bias = Arrays.copyOf(bias, groups * LANES);
    this.starts = new int[groups * chunks + 1];
    for (int group = 0; group < groups; group++) {
      for (int chunk = 0; chunk < chunks; chunk++) {
        int index = group * chunks + chunk;
        starts[index + 1] = starts[index] + slots(matrix, inner, group, chunk);
      }
    }
    int slots = starts[groups * chunks];
    this.weights = new float[Math.multiplyExact(slots, LANES)];
    // Readable by the whole vectors that bytes come in.
    this.places = new byte[weights.length + BYTES.length()];
    for (int group = 0; group < groups; group++) {
      for (int chunk = 0; chunk < chunks; chunk++) {
        fill(matrix, inner, group, chunk);
      }
    }
  }

  private int slots(float[] matrix, int inner, int group, int chunk) {
    int most = 0;
    for (int lane = 0; lane < LANES && group * LANES + lane < outputs; lane++) {
      int kept = 0;
      for (int k = chunk * CHUNK; k < Math.min(inner, (chunk + 1) * CHUNK); k++) {
        kept += matrix[k * outputs + group * LANES + lane] == 0 ? 0 : 1;
      }
      most = Math.max(most, kept);
    }
    return most;
  }

  private void fill(float[] matrix, int inner, int group, int chunk) {
    for (int lane = 0; lane < LANES && group * LANES + lane < outputs; lane++) {
      int slot = starts[group * chunks + chunk];
      for (int k = chunk * CHUNK; k < Math.min(inner, (chunk + 1) * CHUNK); k++) {
        float weight = matrix[k * outputs + group * LANES + lane];
        if (weight != 0) {
          weights[slot * LANES + lane] = weight;
          places[slot * LANES + lane] = (byte) (k - chunk * CHUNK);
          slot++;
        }
      }
    }
  }

  /** Outputs that are computed together. */
  public static int lanes() {
    return LANES;
  }

  /** Numbers that a vector of some length has to have, the last of them zeros. */
  public static int padded(int inner) {
    return Math.ceilDiv(inner, CHUNK) * CHUNK;
  }

  /** Groups of outputs, of {@link #lanes} each. */
  public int groups() {
    return bias.length / LANES;
  }

  /**
   * Whether all numbers are finite.
   *
   * @param x the vector, padded
   * @param inner its length
   */
  public static boolean isFinite(float[] x, int inner) {
    FloatVector zeros = FloatVector.zero(SPECIES);
    FloatVector sum = zeros;
    for (int i = 0; i < padded(inner); i += LANES) {
      sum = FloatVector.fromArray(SPECIES, x, i).fma(zeros, sum);
    }
    return sum.reduceLanes(VectorOperators.ADD) == 0;
  }

  /**
   * Computes all outputs one by one, each from its kept weights alone.
   *
   * @param x the vector, padded
   * @param y the result
   * @param to where it begins
   */
  public void plain(float[] x, float[] y, int to) {
    for (int output = 0; output < outputs; output++) {
      int lane = output % LANES;
      float sum = bias[output];
      for (int chunk = 0; chunk < chunks; chunk++) {
        int index = output / LANES * chunks + chunk;
        for (int slot = starts[index]; slot < starts[index + 1]; slot++) {
          int at = slot * LANES + lane;
          if (weights[at] != 0) {
            sum = Math.fma(x[chunk * CHUNK + places[at]], weights[at], sum);
          }
        }
      }
      y[to + output] = Math.min(Math.max(sum, clamp.low()), clamp.high());
    }
  }

  /**
   * Computes two groups of outputs, or the last one.
   *
   * @param x the vector, padded and finite
   * @param group the first group
   * @param y the result
   * @param to where it begins
   */
  public void two(float[] x, int group, float[] y, int to) {
    if (group + 1 == groups()) {
      one(x, group, y, to);
      return;
    }
    FloatVector left = FloatVector.fromArray(SPECIES, bias, group * LANES);
    FloatVector right = FloatVector.fromArray(SPECIES, bias, (group + 1) * LANES);
    int first = group * chunks;
    int p = starts[first];
    int q = starts[first + chunks];
    for (int chunk = 0; chunk < chunks; chunk++) {
      int pEnd = starts[first + chunk + 1];
      int qEnd = starts[first + chunks + chunk + 1];
      IntVector x0 = FloatVector.fromArray(SPECIES, x, chunk * CHUNK).reinterpretAsInts();
      IntVector x1 = FloatVector.fromArray(SPECIES, x, chunk * CHUNK + LANES).reinterpretAsInts();
      int both = Math.min(pEnd - p, qEnd - q);
      for (int i = 0; i < both; i++) {
        left =
            places(p)
                .selectFrom(x0, x1)
                .reinterpretAsFloats()
                .fma(FloatVector.fromArray(SPECIES, weights, p * LANES), left);
        right =
            places(q)
                .selectFrom(x0, x1)
                .reinterpretAsFloats()
                .fma(FloatVector.fromArray(SPECIES, weights, q * LANES), right);
        p++;
        q++;
      }
      for (; p < pEnd; p++) {
        left =
            places(p)
                .selectFrom(x0, x1)
                .reinterpretAsFloats()
                .fma(FloatVector.fromArray(SPECIES, weights, p * LANES), left);
      }
      for (; q < qEnd; q++) {
        right =
            places(q)
                .selectFrom(x0, x1)
                .reinterpretAsFloats()
                .fma(FloatVector.fromArray(SPECIES, weights, q * LANES), right);
      }
    }
    store(left, group, y, to);
    store(right, group + 1, y, to);
  }

  private void one(float[] x, int group, float[] y, int to) {
    FloatVector sum = FloatVector.fromArray(SPECIES, bias, group * LANES);
    int first = group * chunks;
    int p = starts[first];
    for (int chunk = 0; chunk < chunks; chunk++) {
      int end = starts[first + chunk + 1];
      IntVector x0 = FloatVector.fromArray(SPECIES, x, chunk * CHUNK).reinterpretAsInts();
      IntVector x1 = FloatVector.fromArray(SPECIES, x, chunk * CHUNK + LANES).reinterpretAsInts();
      for (; p < end; p++) {
        sum =
            places(p)
                .selectFrom(x0, x1)
                .reinterpretAsFloats()
                .fma(FloatVector.fromArray(SPECIES, weights, p * LANES), sum);
      }
    }
    store(sum, group, y, to);
  }

  private IntVector places(int slot) {
    return (IntVector)
        ByteVector.fromArray(BYTES, places, slot * LANES)
            .convertShape(VectorOperators.B2I, INTS, 0);
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
