// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu.kernel;

import java.util.Arrays;

/**
 * The unfolded input of an integer convolution (im2col): one array for each channel and tap, with
 * one number for each window of a block of rows.
 */
public final class IntColumns {

  private final Unfold unfold;
  private final int channels;
  private final int[][] columns;

  /**
   * Reserves the arrays.
   *
   * @param unfold where taps fall
   * @param channels channels of one group
   * @param rows most rows of a block
   */
  public IntColumns(Unfold unfold, int channels, int rows) {
    this.unfold = unfold;
    this.channels = channels;
    this.columns = new int[channels * unfold.taps()][rows * unfold.length()];
  }

  /**
   * Unfolds a block.
   *
   * @param x the input
   * @param start index of the first channel's plane
   * @param from first row
   * @param until row after the last
   */
  public void fill(int[] x, int start, int from, int until) {
    for (int channel = 0; channel < channels; channel++) {
      for (int tap = 0; tap < unfold.taps(); tap++) {
        int[] column = columns[channel * unfold.taps() + tap];
        for (int row = from; row < until; row++) {
          row(x, start + channel * unfold.plane(), tap, row, column, (row - from));
        }
      }
    }
  }

  private void row(int[] x, int plane, int tap, int row, int[] column, int place) {
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

  /** The arrays: row {@code channel * taps + tap}. */
  public int[][] rows() {
    return columns;
  }
}
