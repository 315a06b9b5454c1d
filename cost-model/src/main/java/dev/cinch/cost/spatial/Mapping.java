// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cost.spatial;

import dev.cinch.cost.work.LayerShape;
import dev.cinch.target.SpatialArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A row-stationary mapping of a layer (Chen et al., ISCA 2016; JSSC 2017, table III). Element (i,
 * j) of a set keeps row i of its filters and computes row j of the results; r x t sets work on
 * different channels and filters. The outer loops choose what the buffer holds, the inner ones a
 * pass over the array; groups are outermost. Channels are the innermost outer loop, so that sums
 * never leave for DRAM.
 *
 * @param layer what is mapped
 * @param n inputs in the buffer
 * @param m filters whose sums are in the buffer
 * @param c channels in the buffer
 * @param rows rows of results in the buffer
 * @param e rows of results of a pass, the width of a set
 * @param p filters of an element
 * @param q channels of an element
 * @param r sets with different channels
 * @param t sets with different filters
 * @param order of the outer loops but channels, outermost first
 * @param filtersKept whether the buffer keeps the filters of its tile; else it streams them, and
 *     holds those of one pass
 */
public record Mapping(
    LayerShape layer,
    int n,
    int m,
    int c,
    int rows,
    int e,
    int p,
    int q,
    int r,
    int t,
    List<Loop> order,
    boolean filtersKept) {

  private static final List<Loop> INNER =
      List.of(Loop.FILTERS, Loop.CHANNELS, Loop.BATCH, Loop.ROWS);

  public Mapping {
    order = List.copyOf(order);
    if (order.size() != 3
        || order.contains(Loop.CHANNELS)
        || order.stream().distinct().count() != 3) {
      throw new IllegalArgumentException("no order of batch, filters and rows: " + order);
    }
  }

  /**
   * A loop of the nest.
   *
   * @param loop which dimension
   * @param inner whether it runs over passes; else over buffer tiles
   * @param trips how often it turns, where the tiles are full
   */
  public record Turn(Loop loop, boolean inner, int trips) {}

  /** The tiles of a dimension. */
  Tiling tiling(Loop loop) {
    return switch (loop) {
      case BATCH -> new Tiling(layer.batch(), n, 1);
      case FILTERS -> new Tiling(layer.filters(), m, Math.min(p * t, m));
      case ROWS -> new Tiling(layer.rows().out(), rows, e);
      case CHANNELS -> new Tiling(layer.channels(), c, Math.min(q * r, c));
    };
  }

  /** The loops of a group, outermost first: four over buffer tiles, four over passes. */
  public List<Turn> nest() {
    List<Turn> turns = new ArrayList<>(8);
    order.forEach(loop -> turns.add(new Turn(loop, false, tiling(loop).bufferTiles())));
    turns.add(new Turn(Loop.CHANNELS, false, tiling(Loop.CHANNELS).bufferTiles()));
    INNER.forEach(loop -> turns.add(new Turn(loop, true, tiling(loop).passTilesOfBuffer())));
    return turns;
  }

  /** Words that the buffer must hold. */
  public long bufferWords() {
    long ifmap =
        (long) n
            * c
            * tiling(Loop.ROWS).widestBuffer(layer.rows())
            * layer.columns().touched(0, layer.columns().out());
    long psum = (long) n * m * rows * layer.columns().out();
    long taps = (long) layer.rows().kernel() * layer.columns().kernel();
    long filters =
        filtersKept
            ? (long) m * c
            : (long) tiling(Loop.FILTERS).pass() * tiling(Loop.CHANNELS).pass();
    return ifmap + psum + filters * taps;
  }

  /** Sets of R x e elements that fit on an array; a wide one is folded into strips. */
  public static int sets(SpatialArray array, int kernelRows, int e) {
    int high = array.height() / kernelRows;
    if (high == 0) {
      return array.width() / (e * Math.ceilDiv(kernelRows, array.height()));
    }
    return e <= array.width() ? high * (array.width() / e) : high / Math.ceilDiv(e, array.width());
  }

  /** Whether registers, buffer and array hold what the mapping puts there. */
  public boolean isLegal(SpatialArray array) {
    long taps = layer.columns().kernel();
    return array.registers().hold((long) p * q * taps, q * taps, p)
        && (long) r * t <= sets(array, layer.rows().kernel(), e)
        && bufferWords() <= array.bufferWords();
  }

  /** The loop nest, one line a loop that turns, with the sizes of its tiles. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(layer.toString()).append('\n');
    if (layer.groups() > 1) {
      text.append("for group in ").append(layer.groups()).append('\n');
    }
    for (Turn turn : nest()) {
      if (turn.trips() > 1) {
        Tiling tiling = tiling(turn.loop());
        text.append(turn.inner() ? "  pass: for " : "buffer: for ")
            .append(turn.loop().name().toLowerCase(Locale.ROOT))
            .append(" in ")
            .append(turn.inner() ? tiling.buffer() : tiling.size())
            .append(" by ")
            .append(turn.inner() ? tiling.pass() : tiling.buffer())
            .append('\n');
      }
    }
    return text.append(
            "array: %d x %d elements a set, r=%d t=%d; element: p=%d q=%d; filters %s"
                .formatted(layer.rows().kernel(), e, r, t, p, q, filtersKept ? "kept" : "streamed"))
        .toString();
  }
}
