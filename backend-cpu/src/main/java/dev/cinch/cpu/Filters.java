// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu;

import dev.cinch.cpu.kernel.FloatTile;

/**
 * The filters of a convolution, packed for tiles: in panels, or each with its kept weights alone.
 */
final class Filters {

  /** Numbers of a tile that is computed aside, at the front of a worker's room. */
  static final int TILE = 8 * FloatTile.WIDTH;

  /**
   * Below this density, filters walk their kept weights: a weight costs a row of its own as much as
   * a panel of 8 takes for seven (by the loads and multiplications of the tiles).
   */
  private static final double SPARSE = 0.7;

  private static final int PANEL = 8;

  private final FloatTile tile;
  private final int perGroup;
  private final int terms;
  private final int[] offsets;
  private final boolean single;
  private final float[] packed;
  private final int[] rows;
  private final int[] starts;

  /**
   * Packs filters.
   *
   * @param weights filters times terms
   * @param bias one number for each filter
   * @param groups how many groups they fall into
   * @param offsets where the row of each term begins
   * @param tile what multiplies
   */
  Filters(float[] weights, float[] bias, int groups, int[] offsets, FloatTile tile) {
    this.tile = tile;
    this.perGroup = bias.length / groups;
    this.terms = offsets.length;
    this.offsets = offsets;
    int kept = 0;
    for (float weight : weights) {
      kept += weight == 0 ? 0 : 1;
    }
    this.single = perGroup == 1 || kept < SPARSE * weights.length;
    this.rows = new int[single ? kept : 0];
    this.starts = new int[single ? bias.length + 1 : 0];
    this.packed = single ? rows(weights, bias, kept) : panels(weights, bias, groups);
  }

  private float[] rows(float[] weights, float[] bias, int kept) {
    float[] out = new float[kept + bias.length];
    int at = 0;
    for (int filter = 0; filter < bias.length; filter++) {
      starts[filter] = at;
      out[at + filter] = bias[filter];
      for (int k = 0; k < terms; k++) {
        float weight = weights[filter * terms + k];
        if (weight != 0) {
          rows[at] = offsets[k];
          at++;
          out[at + filter] = weight;
        }
      }
    }
    starts[bias.length] = at;
    return out;
  }

  private float[] panels(float[] weights, float[] bias, int groups) {
    int size = FloatTile.packed(perGroup, terms);
    float[] out = new float[groups * size];
    for (int group = 0; group < groups; group++) {
      for (int m = 0; m < perGroup; m++) {
        int panel = m / PANEL * PANEL;
        int height = FloatTile.height(perGroup - panel);
        int at = group * size + panel * (terms + 1) + m - panel;
        int filter = group * perGroup + m;
        out[at] = bias[filter];
        for (int k = 0; k < terms; k++) {
          out[at + (k + 1) * height] = weights[filter * terms + k];
        }
      }
    }
    return out;
  }

  /** Places of a tile. */
  int width() {
    return single ? FloatTile.LONG_WIDTH : FloatTile.WIDTH;
  }

  /** Multiply-accumulates for a place of all filters of a group. */
  long work() {
    return single
        ? 1 + (long) rows.length / (starts.length - 1) * perGroup
        : (long) perGroup * terms;
  }

  /**
   * Multiplies some filters of a group.
   *
   * @param group the group
   * @param first its first filter
   * @param last the filter after the last
   * @param b the input
   * @param base where the group's first row begins
   * @param from first place, a multiple of the width of tiles
   * @param until place after the last
   * @param c where sums go
   * @param to index of the sum of the group's filter {@code first} at place 0
   * @param pitch distance of the filters there
   * @param room places that may be written in a row
   * @param aside room for a tile
   */
  void multiply(
      int group,
      int first,
      int last,
      float[] b,
      int base,
      int from,
      int until,
      float[] c,
      int to,
      int pitch,
      int room,
      float[] aside) {
    if (single) {
      int filter = group * perGroup;
      for (int place = from; place < until; place += FloatTile.LONG_WIDTH) {
        int end = Math.min(until, place + FloatTile.LONG_WIDTH);
        int m = first;
        if (end - place <= 2 * FloatTile.WIDTH && place + 2 * FloatTile.WIDTH <= room) {
          for (; m + 1 < last; m += 2) {
            pair(filter + m, b, base + place, c, to + (m - first) * pitch + place, pitch);
          }
        }
        for (; m < last; m++) {
          row(filter + m, b, base, place, end, c, to + (m - first) * pitch, room, aside);
        }
      }
    } else {
      int start = group * FloatTile.packed(perGroup, terms);
      for (int place = from; place < until; place += FloatTile.WIDTH) {
        for (int m = first; m < last; m += PANEL) {
          int at = start + m * (terms + 1);
          int index = to + (m - first) * pitch + place;
          int height = FloatTile.height(last - m);
          if (last - m >= height && place + FloatTile.WIDTH <= room) {
            panel(height, at, b, base + place, c, index, pitch);
          } else {
            panel(height, at, b, base + place, aside, 0, FloatTile.WIDTH);
            int width = Math.min(FloatTile.WIDTH, room - place);
            for (int r = 0; r < Math.min(height, last - m); r++) {
              System.arraycopy(aside, r * FloatTile.WIDTH, c, index + r * pitch, width);
            }
          }
        }
      }
    }
  }

  private void panel(int height, int at, float[] b, int from, float[] c, int to, int pitch) {
    if (height == PANEL) {
      tile.eight(packed, at, b, offsets, from, c, to, pitch);
    } else {
      tile.four(packed, at, b, offsets, from, c, to, pitch);
    }
  }

  /** Twice a tile's width of a filter and the next. */
  private void pair(int filter, float[] b, int from, float[] c, int to, int pitch) {
    int first = starts[filter];
    int second = starts[filter + 1];
    int end = starts[filter + 2];
    tile.twoHalf(
        packed,
        first + filter,
        second + filter + 1,
        b,
        rows,
        first,
        second - first,
        end - second,
        from,
        c,
        to,
        pitch);
  }

  private void row(
      int filter,
      float[] b,
      int base,
      int place,
      int end,
      float[] c,
      int to,
      int room,
      float[] aside) {
    int first = starts[filter];
    int count = starts[filter + 1] - first;
    int at = first + filter;
    if (end - place > FloatTile.LONG_WIDTH / 2 && place + FloatTile.LONG_WIDTH <= room) {
      tile.one(packed, at, b, rows, first, count, base + place, FloatTile.WIDTH, c, to + place);
      return;
    }
    int i = place;
    if (end - i > FloatTile.WIDTH && i + 2 * FloatTile.WIDTH <= room) {
      tile.oneHalf(packed, at, b, rows, first, count, base + i, c, to + i);
      i += 2 * FloatTile.WIDTH;
    }
    for (; i < end; i += FloatTile.WIDTH) {
      if (i + FloatTile.WIDTH <= room) {
        tile.oneShort(packed, at, b, rows, first, count, base + i, c, to + i);
      } else {
        tile.oneShort(packed, at, b, rows, first, count, base + i, aside, 0);
        System.arraycopy(aside, 0, c, to + i, room - i);
      }
    }
  }
}
