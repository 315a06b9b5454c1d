// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cost.work;

/**
 * The extents of a contraction, in the letters of ISCA 2016: a dense layer is a convolution with
 * one result for each filter.
 *
 * @param batch N, inputs that are worked on together
 * @param groups G, independent convolutions
 * @param filters M, filters of one group
 * @param channels C, channels of one group
 * @param rows E results of R taps
 * @param columns F results of S taps
 */
public record LayerShape(
    int batch, int groups, int filters, int channels, Axis rows, Axis columns) {

  /** A dense layer. */
  public static LayerShape dense(int batch, int inputs, int outputs) {
    return new LayerShape(batch, 1, outputs, inputs, Axis.POINT, Axis.POINT);
  }

  /** Products that are summed, padding included. */
  public long macs() {
    return outputs() * channels * rows.kernel() * columns.kernel();
  }

  /** Results of all groups. */
  public long outputs() {
    return (long) batch * groups * filters * rows.out() * columns.out();
  }

  /** Weights of all groups. */
  public long weights() {
    return (long) groups * filters * channels * rows.kernel() * columns.kernel();
  }

  @Override
  public String toString() {
    return "N%d G%d M%d C%d E%d F%d R%d S%d"
        .formatted(
            batch,
            groups,
            filters,
            channels,
            rows.out(),
            columns.out(),
            rows.kernel(),
            columns.kernel());
  }
}
