// SPDX-License-Identifier: Apache-2.0
package dev.cinch.target.design;

import dev.cinch.ir.number.Fixed;

/**
 * Activations between two stages: one number a beat, place after place, all channels of a place
 * together. The strides say where a beat's number lies in the graph's tensor, which may be laid out
 * otherwise (NCHW, or transposed).
 *
 * @param number format of each number
 * @param plane extents in streaming order
 * @param channelStride distance in the tensor from a channel to the next
 * @param rowStride distance in the tensor from a row to the next
 * @param columnStride distance in the tensor from a column to the next
 */
public record Stream(
    Fixed number, Plane plane, int channelStride, int rowStride, int columnStride) {

  /** A stream of an NCHW tensor. */
  public static Stream of(Fixed number, Plane plane) {
    return new Stream(number, plane, plane.places(), plane.width(), 1);
  }

  /** Where the number of a beat lies in the tensor: a flat index. */
  public int index(int beat) {
    int channel = beat % plane.channels();
    int place = beat / plane.channels();
    return channel * channelStride
        + place / plane.width() * rowStride
        + place % plane.width() * columnStride;
  }

  /** Whether the tensor is laid out NCHW. */
  public boolean isNatural() {
    return equals(of(number, plane));
  }

  /** The same beats in another format. */
  public Stream with(Fixed other) {
    return new Stream(other, plane, channelStride, rowStride, columnStride);
  }
}
