// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu;

import dev.cinch.cpu.kernel.FloatColumns;
import dev.cinch.cpu.kernel.FloatRows;
import java.util.Arrays;

/** Convolution in single precision: unfold, then sum weighted columns, four filters at a time. */
final class FloatConvolution implements Step {

  private final Geometry geometry;
  private final float[] x;
  private final float[] weights;
  private final float[] bias;
  private final float[] y;
  private final FloatColumns columns;
  private final float[][] sums;

  /**
   * A convolution.
   *
   * @param geometry its extents
   * @param x the input
   * @param weights filters times terms
   * @param bias one number for each filter
   * @param y the result
   */
  FloatConvolution(Geometry geometry, float[] x, float[] weights, float[] bias, float[] y) {
    this.geometry = geometry;
    this.x = x;
    this.bias = bias;
    this.y = y;
    this.columns = new FloatColumns(geometry.unfold, geometry.channels, geometry.blockRows);
    this.sums = new float[FloatRows.GROUP][geometry.blockPlaces()];
    int padded = FloatRows.padded(geometry.terms);
    this.weights = new float[bias.length * padded];
    for (int filter = 0; filter < bias.length; filter++) {
      System.arraycopy(
          weights, filter * geometry.terms, this.weights, filter * padded, geometry.terms);
    }
  }

  @Override
  public void run() {
    geometry.blocks(this::block);
  }

  private void block(int image, int group, int from, int until) {
    columns.fill(x, geometry.input(image, group), from, until);
    int width = (until - from) * geometry.unfold.length();
    int padded = columns.rows().length;
    int end = (group + 1) * geometry.filters;
    int filter = group * geometry.filters;
    while (filter < end) {
      int many = filter + sums.length <= end ? sums.length : 1;
      for (int s = 0; s < many; s++) {
        Arrays.fill(sums[s], 0, width, bias[filter + s]);
      }
      if (many == 1) {
        FloatRows.addOne(weights, filter * padded, columns.rows(), width, sums[0]);
      } else {
        FloatRows.addFour(weights, filter * padded, columns.rows(), width, sums);
      }
      for (int s = 0; s < many; s++) {
        System.arraycopy(sums[s], 0, y, geometry.output(image, filter + s, from), width);
      }
      filter += many;
    }
  }
}
