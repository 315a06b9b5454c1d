// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cost.work;

/**
 * The extents of a contraction, in the letters of ISCA 2016 and two more for a third axis: a dense
 * layer is a convolution with one result for each filter.
 *
 * @param batch N, inputs that are worked on together
 * @param groups G, independent convolutions
 * @param filters M, filters of one group
 * @param channels C, channels of one group
 * @param planes D results of T taps
 * @param rows E results of R taps
 * @param columns F results of S taps
 */
public record LayerShape(
    int batch, int groups, int filters, int channels, Axis planes, Axis rows, Axis columns) {

  /** A convolution along two axes. */
  public LayerShape(int batch, int groups, int filters, int channels, Axis rows, Axis columns) {
    this(batch, groups, filters, channels, Axis.POINT, rows, columns);
  }

  /** A dense layer. */
  public static LayerShape dense(int batch, int inputs, int outputs) {
    return new LayerShape(batch, 1, outputs, inputs, Axis.POINT, Axis.POINT);
  }

  /** Products that are summed, padding included. */
  public long macs() {
    return outputs() * channels * taps();
  }

  /** Results of all groups. */
  public long outputs() {
    return (long) batch * groups * filters * planes.out() * rows.out() * columns.out();
  }

  /** Weights of all groups. */
  public long weights() {
    return (long) groups * filters * channels * taps();
  }

  /** Taps of a kernel. */
  public long taps() {
    return (long) planes.kernel() * rows.kernel() * columns.kernel();
  }

  /** The extents by their letters; those of a third axis only where there is one. */
  @Override
  public String toString() {
    String deep =
        planes.equals(Axis.POINT) ? "" : " D%d T%d".formatted(planes.out(), planes.kernel());
    return "N%d G%d M%d C%d%s E%d F%d R%d S%d"
        .formatted(
            batch,
            groups,
            filters,
            channels,
            deep,
            rows.out(),
            columns.out(),
            rows.kernel(),
            columns.kernel());
  }
}
