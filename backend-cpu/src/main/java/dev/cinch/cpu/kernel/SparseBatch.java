// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Product of a turned matrix with a sparse one: a kept weight multiplies a vector of rows at a
 * time. Terms are taken in chunks of as many as fit a core's first cache; between chunks, sums are
 * kept where the result goes.
 *
 * <p>A turned matrix has one row for each term, with the numbers of some rows of the matrix side by
 * side. Each sum is taken in the order of the terms, whatever the width of vectors.
 */
public final class SparseBatch {

  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  /** Rows that are computed together at most. */
  public static final int WIDEST = 4 * LANES;

  /** Bytes of the terms of a chunk, which leave room for weights and sums in 48 kB. */
  private static final int CHUNK = 40 << 10;

  private final Clamp clamp;
  private final boolean clamps;
  private final int pitch;
  private final int outputs;
  private final int chunks;
  private final float[] bias;
  private final int[] starts;
  private final float[] weights;
  private final int[] rows;

  /**
   * Packs a matrix.
   *
   * @param matrix inner times outputs
   * @param bias one number for each output
   * @param pitch distance of the rows of turned matrices: whole vectors, at most {@link #WIDEST}
   * @param clamp what happens to finished sums
   */
  public SparseBatch(float[] matrix, float[] bias, int pitch, Clamp clamp) {
    this.clamp = clamp;
    this.clamps = !clamp.equals(Clamp.NONE);
    this.pitch = pitch;
    this.outputs = bias.length;
    this.bias = bias;
    int inner = outputs == 0 ? 0 : matrix.length / outputs;
    int chunk = Math.max(1, CHUNK / (pitch * Float.BYTES));
    this.chunks = Math.max(1, Math.ceilDiv(inner, chunk));
    int kept = 0;
    for (float weight : matrix) {
      kept += weight == 0 ? 0 : 1;
    }
    this.weights = new float[kept];
    this.rows = new int[kept];
    this.starts = new int[chunks * outputs + 1];
    int at = 0;
    for (int c = 0; c < chunks; c++) {
      for (int output = 0; output < outputs; output++) {
        for (int k = c * chunk; k < Math.min(inner, (c + 1) * chunk); k++) {
          float weight = matrix[k * outputs + output];
          if (weight != 0) {
            weights[at] = weight;
            rows[at] = k * pitch;
            at++;
          }
        }
        starts[c * outputs + output + 1] = at;
      }
    }
  }

  /** Distance of the rows of a turned matrix of some rows: whole vectors, as even as can be. */
  public static int pitch(int rows) {
    int blocks = Math.max(1, Math.ceilDiv(rows, WIDEST));
    return Math.max(1, Math.ceilDiv(Math.ceilDiv(rows, blocks), LANES)) * LANES;
  }

  /**
   * Computes some outputs.
   *
   * @param first the first
   * @param last the one after the last
   * @param b the turned matrix
   * @param from where it begins
   * @param c the turned result
   * @param to where it begins
   */
  public void multiply(int first, int last, float[] b, int from, float[] c, int to) {
    for (int chunk = 0; chunk < chunks; chunk++) {
      int column = 0;
      if (pitch == WIDEST) {
        four(chunk, first, last, b, from, c, to);
        column = WIDEST;
      } else if (pitch >= 2 * LANES) {
        two(chunk, first, last, b, from, c, to);
        column = 2 * LANES;
      }
      for (; column < pitch; column += LANES) {
        one(chunk, first, last, b, from + column, c, to + column);
      }
    }
  }

  private void four(int chunk, int first, int last, float[] b, int from, float[] c, int to) {
    for (int output = first; output < last; output++) {
      int at = to + output * pitch;
      FloatVector begin = FloatVector.broadcast(SPECIES, bias[output]);
      FloatVector c0 = begin;
      FloatVector c1 = begin;
      FloatVector c2 = begin;
      FloatVector c3 = begin;
      if (chunk > 0) {
        c0 = FloatVector.fromArray(SPECIES, c, at);
        c1 = FloatVector.fromArray(SPECIES, c, at + LANES);
        c2 = FloatVector.fromArray(SPECIES, c, at + 2 * LANES);
        c3 = FloatVector.fromArray(SPECIES, c, at + 3 * LANES);
      }
      int end = starts[chunk * outputs + output + 1];
      for (int i = starts[chunk * outputs + output]; i < end; i++) {
        FloatVector v = FloatVector.broadcast(SPECIES, weights[i]);
        int row = from + rows[i];
        c0 = v.fma(FloatVector.fromArray(SPECIES, b, row), c0);
        c1 = v.fma(FloatVector.fromArray(SPECIES, b, row + LANES), c1);
        c2 = v.fma(FloatVector.fromArray(SPECIES, b, row + 2 * LANES), c2);
        c3 = v.fma(FloatVector.fromArray(SPECIES, b, row + 3 * LANES), c3);
      }
      if (clamps && chunk == chunks - 1) {
        c0 = c0.max(clamp.low()).min(clamp.high());
        c1 = c1.max(clamp.low()).min(clamp.high());
        c2 = c2.max(clamp.low()).min(clamp.high());
        c3 = c3.max(clamp.low()).min(clamp.high());
      }
      c0.intoArray(c, at);
      c1.intoArray(c, at + LANES);
      c2.intoArray(c, at + 2 * LANES);
      c3.intoArray(c, at + 3 * LANES);
    }
  }

  private void two(int chunk, int first, int last, float[] b, int from, float[] c, int to) {
    for (int output = first; output < last; output++) {
      int at = to + output * pitch;
      FloatVector begin = FloatVector.broadcast(SPECIES, bias[output]);
      FloatVector c0 = begin;
      FloatVector c1 = begin;
      if (chunk > 0) {
        c0 = FloatVector.fromArray(SPECIES, c, at);
        c1 = FloatVector.fromArray(SPECIES, c, at + LANES);
      }
      int end = starts[chunk * outputs + output + 1];
      for (int i = starts[chunk * outputs + output]; i < end; i++) {
        FloatVector v = FloatVector.broadcast(SPECIES, weights[i]);
        int row = from + rows[i];
        c0 = v.fma(FloatVector.fromArray(SPECIES, b, row), c0);
        c1 = v.fma(FloatVector.fromArray(SPECIES, b, row + LANES), c1);
      }
      if (clamps && chunk == chunks - 1) {
        c0 = c0.max(clamp.low()).min(clamp.high());
        c1 = c1.max(clamp.low()).min(clamp.high());
      }
      c0.intoArray(c, at);
      c1.intoArray(c, at + LANES);
    }
  }

  private void one(int chunk, int first, int last, float[] b, int from, float[] c, int to) {
    for (int output = first; output < last; output++) {
      int at = to + output * pitch;
      FloatVector begin = FloatVector.broadcast(SPECIES, bias[output]);
      FloatVector sum = begin;
      if (chunk > 0) {
        sum = FloatVector.fromArray(SPECIES, c, at);
      }
      int end = starts[chunk * outputs + output + 1];
      for (int i = starts[chunk * outputs + output]; i < end; i++) {
        FloatVector v = FloatVector.broadcast(SPECIES, weights[i]);
        sum = v.fma(FloatVector.fromArray(SPECIES, b, from + rows[i]), sum);
      }
      if (clamps && chunk == chunks - 1) {
        sum = sum.max(clamp.low()).min(clamp.high());
      }
      sum.intoArray(c, at);
    }
  }
}
