// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu.kernel;

/** Matrices turned over. */
public final class Turn {

  /** Rows that are turned over together. */
  public static final int ROWS = 8;

  private Turn() {}

  /**
   * Turns up to {@link #ROWS} rows into as many columns.
   *
   * @param x the matrix
   * @param from index of its first number
   * @param many how many rows
   * @param pitch distance of its rows
   * @param length numbers of each
   * @param y the other matrix
   * @param to index of its first number
   * @param outPitch distance of its rows
   */
  public static void rows(
      float[] x, int from, int many, int pitch, int length, float[] y, int to, int outPitch) {
    if (many == ROWS) {
      int second = from + pitch;
      int third = second + pitch;
      int fourth = third + pitch;
      int fifth = fourth + pitch;
      int sixth = fifth + pitch;
      int seventh = sixth + pitch;
      int eighth = seventh + pitch;
      for (int k = 0; k < length; k++) {
        int at = to + k * outPitch;
        y[at] = x[from + k];
        y[at + 1] = x[second + k];
        y[at + 2] = x[third + k];
        y[at + 3] = x[fourth + k];
        y[at + 4] = x[fifth + k];
        y[at + 5] = x[sixth + k];
        y[at + 6] = x[seventh + k];
        y[at + 7] = x[eighth + k];
      }
      return;
    }
    for (int r = 0; r < many; r++) {
      for (int k = 0; k < length; k++) {
        y[to + k * outPitch + r] = x[from + r * pitch + k];
      }
    }
  }
}
