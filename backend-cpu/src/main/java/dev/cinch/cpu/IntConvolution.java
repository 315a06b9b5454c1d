// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu;

import dev.cinch.cpu.kernel.IntColumns;
import dev.cinch.cpu.kernel.IntRows;
import java.util.Arrays;

/** Convolution in 32-bit integers: unfold, then sum the columns of each filter's kept weights. */
final class IntConvolution implements Step {

  private final Geometry geometry;
  private final int[] x;
  private final KeptInts[] weights;
  private final int[] bias;
  private final int[] y;
  private final IntColumns columns;
  private final int[] sum;

  /**
   * A convolution.
   *
   * @param geometry its extents
   * @param x the input
   * @param weights filters times terms, raw
   * @param bias one number for each filter
   * @param y the result
   */
  IntConvolution(Geometry geometry, int[] x, long[] weights, int[] bias, int[] y) {
    this.geometry = geometry;
    this.x = x;
    this.bias = bias;
    this.y = y;
    this.columns = new IntColumns(geometry.unfold, geometry.channels, geometry.blockRows);
    this.sum = new int[geometry.blockPlaces()];
    this.weights = new KeptInts[bias.length];
    for (int filter = 0; filter < bias.length; filter++) {
      this.weights[filter] = new KeptInts(weights, filter * geometry.terms, 1, geometry.terms);
    }
  }

  @Override
  public void run(Team team) {
    geometry.blocks(this::block);
  }

  private void block(int image, int group, int from, int until) {
    columns.fill(x, geometry.input(image, group), from, until);
    int width = (until - from) * geometry.unfold.length();
    int first = group * geometry.filters;
    for (int filter = first; filter < first + geometry.filters; filter++) {
      KeptInts kept = weights[filter];
      Arrays.fill(sum, 0, width, bias[filter]);
      IntRows.add(kept.weights, kept.terms, kept.count, columns.rows(), width, sum);
      System.arraycopy(sum, 0, y, geometry.output(image, filter, from), width);
    }
  }
}
