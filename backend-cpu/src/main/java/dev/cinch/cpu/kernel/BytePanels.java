// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu.kernel;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * Product of a vector of integers with a dense matrix of 8-bit weights, on 32-bit integers: panels
 * of outputs whose sums stay in registers, over those numbers of the vector that are not zero.
 * Exact as {@link IntTile} is.
 */
public final class BytePanels {

  private static final VectorSpecies<Integer> SPECIES = IntVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();
  private static final VectorSpecies<Byte> BYTES =
      VectorSpecies.of(byte.class, VectorShape.forBitSize(Math.max(64, LANES * Byte.SIZE)));
  private static final int WIDTH = 4 * LANES;

  private final int outputs;
  private final int inner;
  private final int[] bias;
  private final byte[] weights;

  /**
   * Packs a matrix.
   *
   * @param matrix inner times outputs, raw, each of at most 8 bits
   * @param bias one number for each output
   */
  public BytePanels(long[] matrix, int[] bias) {
    this.outputs = bias.length;
    this.inner = outputs == 0 ? 0 : matrix.length / outputs;
    int panels = Math.ceilDiv(outputs, WIDTH);
    this.bias = java.util.Arrays.copyOf(bias, panels * WIDTH);
    this.weights = new byte[Math.multiplyExact(panels * WIDTH, inner) + BYTES.length()];
    for (int k = 0; k < inner; k++) {
      for (int j = 0; j < outputs; j++) {
        int panel = j / WIDTH;
        weights[(panel * inner + k) * WIDTH + j % WIDTH] = (byte) matrix[k * outputs + j];
      }
    }
  }

  /** Whether a matrix has weights of at most 8 bits only. */
  public static boolean fit(long[] matrix) {
    for (long raw : matrix) {
      if (raw != (byte) raw) {
        return false;
      }
    }
    return true;
  }

  /** Numbers that a row of results has room for: whole panels. */
  public int room() {
    return bias.length;
  }

  /**
   * Multiplies.
   *
   * @param x the numbers of the vector that are not zero
   * @param places where each of them is in the vector
   * @param count how many
   * @param y where sums go: {@link #room} numbers
   */
  public void multiply(int[] x, int[] places, int count, int[] y) {
    for (int panel = 0; panel * WIDTH < bias.length; panel++) {
      panel(x, places, count, panel, y);
    }
  }

  private void panel(int[] x, int[] places, int count, int panel, int[] y) {
    int to = panel * WIDTH;
    IntVector c0 = IntVector.fromArray(SPECIES, bias, to);
    IntVector c1 = IntVector.fromArray(SPECIES, bias, to + LANES);
    IntVector c2 = IntVector.fromArray(SPECIES, bias, to + 2 * LANES);
    IntVector c3 = IntVector.fromArray(SPECIES, bias, to + 3 * LANES);
    int base = panel * inner * WIDTH;
    for (int i = 0; i < count; i++) {
      int row = base + places[i] * WIDTH;
      int v = x[i];
      c0 = ints(row).mul(v).add(c0);
      c1 = ints(row + LANES).mul(v).add(c1);
      c2 = ints(row + 2 * LANES).mul(v).add(c2);
      c3 = ints(row + 3 * LANES).mul(v).add(c3);
    }
    c0.intoArray(y, to);
    c1.intoArray(y, to + LANES);
    c2.intoArray(y, to + 2 * LANES);
    c3.intoArray(y, to + 3 * LANES);
  }

  private IntVector ints(int at) {
    return (IntVector)
        ByteVector.fromArray(BYTES, weights, at).convertShape(VectorOperators.B2I, SPECIES, 0);
  }
}
