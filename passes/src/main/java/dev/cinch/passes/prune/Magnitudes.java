// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.prune;

import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorWriter;

/**
 * Keeps the numbers of largest magnitude (Han, Pool, Tran, Dally, Learning both Weights and
 * Connections, NIPS 2015, section 3), or of largest score, each by itself. Scores are compared in
 * single precision, whose bits are in their order. They are counted by the upper half of their bits
 * once; a density then looks through those that share that half with its threshold. Nothing is
 * sorted, so that many densities of large weights can be tried.
 */
public final class Magnitudes {

  private static final int PIECE = 1 << 14;
  private static final int HALF_BITS = 16;
  private static final int LOW_HALF = (1 << HALF_BITS) - 1;

  private final Tensor tensor;
  private final Tensor scores;
  // How many scores begin with each half. The bit of the sign is 0.
  private final int[] counts = new int[1 << (HALF_BITS - 1)];

  /** Ranks the finite numbers of a floating-point weight, fewer than 2^31, by magnitude. */
  public Magnitudes(Tensor tensor) {
    this(tensor, tensor);
  }

  /**
   * Ranks the numbers of a floating-point weight, fewer than 2^31, by scores.
   *
   * @param scores one for each number, in its place; of negative ones the magnitude counts
   * @throws IllegalArgumentException for scores of another shape, and for NaN
   */
  public Magnitudes(Tensor tensor, Tensor scores) {
    if (!scores.shape().equals(tensor.shape())) {
      throw new IllegalArgumentException("scores " + scores.type() + " for " + tensor.type());
    }
    this.tensor = tensor;
    this.scores = scores;
    int size = Math.toIntExact(tensor.size());
    double[] piece = new double[Math.min(PIECE, size)];
    for (int from = 0; from < size; from += PIECE) {
      int count = Math.min(PIECE, size - from);
      scores.copyValues(from, count, piece);
      for (int i = 0; i < count; i++) {
        if (Double.isNaN(piece[i])) {
          throw new IllegalArgumentException("the score at " + (from + i) + " is NaN");
        }
        counts[bits(piece[i]) >>> HALF_BITS]++;
      }
    }
  }

  /** The bits of a magnitude: they are greater where it is greater. */
  private static int bits(double score) {
    return Float.floatToRawIntBits((float) Math.abs(score));
  }

  /** How many numbers there are. */
  public int size() {
    return (int) tensor.size();
  }

  /** How many numbers a density keeps: to nearest, and at least one. */
  public int kept(double density) {
    return Math.clamp(Math.round(density * size()), Math.min(1, size()), size());
  }

  /**
   * The tensor with all but the largest set to zero; of equal ones the first are kept.
   *
   * @param density share of the numbers to keep, above 0 and at most 1
   */
  public Tensor keep(double density) {
    int kept = kept(density);
    return kept == size() ? tensor : above(threshold(kept));
  }

  /**
   * Where the kept end.
   *
   * @param bits of the least score that is kept
   * @param equal how many that equal it are kept: as many as there is room for
   */
  private record Threshold(int bits, int equal) {}

  private Threshold threshold(int kept) {
    int room = kept;
    int high = counts.length - 1;
    while (counts[high] < room) {
      room -= counts[high--];
    }
    int[] low = lowHalves(high);
    int rest = LOW_HALF;
    while (low[rest] < room) {
      room -= low[rest--];
    }
    return new Threshold(high << HALF_BITS | rest, room);
  }

  /** How many of the scores that begin with a half end with each. */
  private int[] lowHalves(int high) {
    int[] low = new int[LOW_HALF + 1];
    double[] piece = new double[Math.min(PIECE, size())];
    for (int from = 0; from < size(); from += PIECE) {
      int count = Math.min(PIECE, size() - from);
      scores.copyValues(from, count, piece);
      for (int i = 0; i < count; i++) {
        int bits = bits(piece[i]);
        if (bits >>> HALF_BITS == high) {
          low[bits & LOW_HALF]++;
        }
      }
    }
    return low;
  }

  private Tensor above(Threshold threshold) {
    TensorWriter out = Tensor.writer(tensor.type());
    double[] piece = new double[Math.min(PIECE, size())];
    int equal = threshold.equal;
    for (int from = 0; from < size(); from += PIECE) {
      int count = Math.min(PIECE, size() - from);
      scores.copyValues(from, count, piece);
      for (int i = 0; i < count; i++) {
        int bits = bits(piece[i]);
        if (bits > threshold.bits || (bits == threshold.bits && equal-- > 0)) {
          out.setValue(from + i, tensor.valueAt(from + i));
        }
      }
    }
    return out.finish();
  }
}
