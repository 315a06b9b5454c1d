// SPDX-License-Identifier: Apache-2.0
package dev.cinch.target.design;

/**
 * Extents of one activation tensor of batch 1. A vector is a plane of height and width 1.
 *
 * @param channels C
 * @param height H
 * @param width W
 */
public record Plane(int channels, int height, int width) {

  public Plane {
    if (channels < 1 || height < 1 || width < 1) {
      throw new IllegalArgumentException("an empty plane");
    }
    Math.multiplyExact(Math.multiplyExact(channels, height), width);
  }

  /** Number of activations. */
  public int size() {
    return channels * height * width;
  }

  /** Number of places that each have all channels. */
  public int places() {
    return height * width;
  }

  @Override
  public String toString() {
    return places() == 1 ? String.valueOf(channels) : channels + "x" + height + "x" + width;
  }
}
