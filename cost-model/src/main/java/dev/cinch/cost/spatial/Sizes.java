// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cost.spatial;

import java.util.ArrayList;
import java.util.List;

/**
 * Sizes of tiles that are worth trying. Of all sizes that cut a dimension into the same number of
 * tiles the least is enough: it asks for the least room, and what is moved depends on the number.
 */
final class Sizes {

  private Sizes() {}

  /** The least size of each number of tiles, up to a limit, largest first. */
  static List<Integer> even(int size, int limit) {
    List<Integer> sizes = new ArrayList<>();
    for (int tile = Math.min(size, limit); tile >= 1; ) {
      int tiles = Math.ceilDiv(size, tile);
      int least = Math.ceilDiv(size, tiles);
      sizes.add(least);
      tile = least - 1;
    }
    return sizes;
  }

  /** Multiples of a tile, and the whole dimension, that differ in the number of tiles. */
  static List<Integer> multiples(int tile, int size) {
    return even(Math.ceilDiv(size, tile), Integer.MAX_VALUE).stream()
        .map(count -> (int) Math.min(size, (long) count * tile))
        .toList();
  }

  /** At most so many of some sizes: the first, the last, and others between them evenly. */
  static List<Integer> thinned(List<Integer> sizes, int most) {
    if (sizes.size() <= most) {
      return sizes;
    }
    List<Integer> some = new ArrayList<>();
    for (int i = 0; i < most; i++) {
      some.add(sizes.get((int) ((long) i * (sizes.size() - 1) / (most - 1))));
    }
    return some;
  }
}
