// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir;

import dev.cinch.ir.tensor.Shape;

/**
 * Where a number stands among the values of a layer, as users are told.
 *
 * @param layer the layer's name
 * @param what which of the layer's numbers: its sums, or what leaves it
 * @param sample the sample, from 0
 * @param channel channel of the number
 * @param row row of the number; 0 in a vector
 * @param column column of the number; 0 in a vector
 */
public record Position(String layer, String what, long sample, int channel, int row, int column) {

  /**
   * The position of a flat index.
   *
   * @param shape extents of the value: samples, channels, spatial axes; of those all but the last
   *     count as rows, and a single one as columns. One axis alone is the channels.
   * @param index row-major
   */
  public static Position of(String layer, String what, Shape shape, long index) {
    int rank = shape.rank();
    long columns = rank > 2 ? shape.dim(-1) : 1;
    long places = rank > 2 ? shape.size(2, rank) : 1;
    long channels = rank == 0 ? 1 : shape.dim(Math.min(1, rank - 1));
    long plane = index / places;
    return new Position(
        layer,
        what,
        plane / channels,
        Math.toIntExact(plane % channels),
        Math.toIntExact(index % places / columns),
        Math.toIntExact(index % columns));
  }

  /** The same position so many samples later. */
  public Position later(long samples) {
    return new Position(layer, what, sample + samples, channel, row, column);
  }

  /** Everything, in words: the beginning of a message. */
  @Override
  public String toString() {
    return "layer %s, %s of sample %d at channel %d, row %d, column %d"
        .formatted(layer, what, sample, channel, row, column);
  }
}
