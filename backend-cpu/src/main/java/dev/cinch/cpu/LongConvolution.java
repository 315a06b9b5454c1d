// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu;

import dev.cinch.cpu.kernel.LongColumns;
import dev.cinch.cpu.kernel.LongRows;
import java.util.Arrays;

/** Convolution in 64-bit integers: unfold, then sum the columns of each filter's kept weights. */
final class LongConvolution implements Step {

  private final Geometry geometry;
  private final Wide x;
  private final KeptLongs[] weights;
  private final long[] bias;
  private final long[] y;
  private final LongColumns columns;
  private final long[] sum;

  /**
   * A convolution.
   *
   * @param geometry its extents
   * @param x the input
   * @param weights filters times terms, raw
   * @param bias one number for each filter
   * @param y the result
   */
  LongConvolution(Geometry geometry, Wide x, long[] weights, long[] bias, long[] y) {
    this.geometry = geometry;
    this.x = x;
    this.bias = bias;
    this.y = y;
    this.columns = new LongColumns(geometry.unfold, geometry.channels, geometry.blockRows);
    this.sum = new long[geometry.blockPlaces()];
    this.weights = new KeptLongs[bias.length];
    for (int filter = 0; filter < bias.length; filter++) {
      this.weights[filter] = new KeptLongs(weights, filter * geometry.terms, 1, geometry.terms);
    }
  }

  @Override
  public void run(Team team) {
    geometry.blocks(this::block);
  }

  private void block(int image, int group, int from, int until) {
    columns.fill(x.numbers(), geometry.input(image, group), from, until);
    int width = (until - from) * geometry.unfold.length();
    int first = group * geometry.filters;
    for (int filter = first; filter < first + geometry.filters; filter++) {
      KeptLongs kept = weights[filter];
      Arrays.fill(sum, 0, width, bias[filter]);
      LongRows.add(kept.weights, kept.terms, kept.count, columns.rows(), width, sum);
      System.arraycopy(sum, 0, y, geometry.output(image, filter, from), width);
    }
  }
}
