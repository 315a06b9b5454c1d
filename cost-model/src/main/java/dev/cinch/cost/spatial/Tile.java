// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cost.spatial;

import dev.cinch.cost.work.LayerShape;
import java.util.Arrays;
import java.util.Map;

/** A part of a layer: an extent along each dimension, 1 where nothing was said. */
public final class Tile {

  private final int[] extents;

  private Tile(int[] extents) {
    this.extents = extents;
    for (int extent : extents) {
      if (extent < 1) {
        throw new IllegalArgumentException("a tile of extent " + extent);
      }
    }
  }

  /** One point of each dimension. */
  public static Tile point() {
    int[] ones = new int[Dim.COUNT];
    Arrays.fill(ones, 1);
    return new Tile(ones);
  }

  /** All of a layer. */
  public static Tile whole(LayerShape layer) {
    int[] sizes = new int[Dim.COUNT];
    for (Dim dim : Dim.values()) {
      sizes[dim.index()] = dim.size(layer);
    }
    return new Tile(sizes);
  }

  /** The tile with extents of some dimensions, and 1 along the others. */
  public static Tile of(Map<Dim, Integer> extents) {
    int[] all = point().extents;
    extents.forEach((dim, extent) -> all[dim.index()] = extent);
    return new Tile(all);
  }

  /** The same tile but for one extent. */
  public Tile with(Dim dim, int extent) {
    int[] others = extents.clone();
    others[dim.index()] = extent;
    return new Tile(others);
  }

  /** The extent along a dimension, at least 1. */
  public int of(Dim dim) {
    return extents[dim.index()];
  }

  /** Whether it is at most as large as another along each dimension. */
  boolean isWithin(Tile other) {
    for (int i = 0; i < Dim.COUNT; i++) {
      if (extents[i] > other.extents[i]) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Tile tile && Arrays.equals(extents, tile.extents);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(extents);
  }

  /** Letters with extents above 1, such as {@code M64 C4}; empty for a point. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (Dim dim : Dim.values()) {
      if (of(dim) > 1) {
        text.append(text.isEmpty() ? "" : " ").append(dim.letter()).append(of(dim));
      }
    }
    return text.toString();
  }
}
