// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu.kernel;

import java.util.Arrays;

/**
 * The unfolded input of a float convolution (im2col): one array for each channel and tap, with one
 * number for each window of a block of rows.
 */
public final class FloatColumns {

  private final Unfold unfold;
  private final int channels;
  private final float[][] columns;

  /**
   * Reserves the arrays.
   *
   * @param unfold where taps fall
   * @param channels channels of one group
   * @param rows most rows of a block
   */
  public FloatColumns(Unfold unfold, int channels, int rows) {
    this.unfold = unfold;
    this.channels = channels;
    int used = channels * unfold.taps();
    this.columns = new float[FloatRows.padded(used)][];
    float[] zeros = new float[rows * unfold.length()];
    for (int k = 0; k < columns.length; k++) {
      columns[k] = k < used ? new float[rows * unfold.length()] : zeros;
    }
  }

  /**
   * Unfolds a block.
   *
   * @param x the input
   * @param start index of the first channel's plane
   * @param from first row
   * @param until row after the last
   */
  public void fill(float[] x, int start, int from, int until) {
    for (int channel = 0; channel < channels; channel++) {
      for (int tap = 0; tap < unfold.taps(); tap++) {
        float[] column = columns[channel * unfold.taps() + tap];
        for (int row = from; row < until; row++) {
          row(x, start + channel * unfold.plane(), tap, row, column, (row - from));
        }
      }
    }
  }

  private void row(float[] x, int plane, int tap, int row, float[] column, int place) {
    int at = place * unfold.length();
    int end = at + unfold.length();
    int source = unfold.source(tap, row);
    int first = at + unfold.first(tap);
    int count = source < 0 ? 0 : unfold.count(tap);
    Arrays.fill(column, at, first, 0);
    Arrays.fill(column, first + count, end, 0);
    int stride = unfold.stride();
    if (stride == 1 && count > 0) {
      System.arraycopy(x, plane + source, column, first, count);
    } else {
      for (int i = 0; i < count; i++) {
        column[first + i] = x[plane + source + i * stride];
      }
    }
  }

  /** The arrays, filled up with zeros to whole groups of {@link FloatRows}. */
  public float[][] rows() {
    return columns;
  }
}
