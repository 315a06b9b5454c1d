// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cost.spatial;

import dev.cinch.cost.work.LayerShape;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A row-stationary mapping by its parameters (Chen et al., ISCA 2016; JSSC 2017, table III).
 * Element (i, j) of a set keeps row i of its filters and computes row j of the results; r x t sets
 * work on different channels and filters.
 *
 * @param n inputs in the buffer
 * @param m filters whose sums are in the buffer
 * @param c channels in the buffer
 * @param rows rows of results in the buffer
 * @param e rows of results of a pass, the width of a set
 * @param p filters of an element
 * @param q channels of an element
 * @param r sets with different channels
 * @param t sets with different filters
 */
public record RowStationary(int n, int m, int c, int rows, int e, int p, int q, int r, int t) {

  private static final Set<Dim> DOWN = Set.of(Dim.ROW_TAPS);
  private static final Set<Dim> ACROSS = Set.of(Dim.ROWS);
  private static final List<Dim> INNER =
      List.of(
          Dim.GROUPS,
          Dim.FILTERS,
          Dim.CHANNELS,
          Dim.PLANE_TAPS,
          Dim.BATCH,
          Dim.PLANES,
          Dim.ROWS,
          Dim.ROW_TAPS,
          Dim.COLUMN_TAPS,
          Dim.COLUMNS);

  /**
   * The mapping of a layer.
   *
   * @param outer order of the loops over buffer tiles, outermost first; those that are not named
   *     follow, groups first of all
   * @param streamed operands that the buffer does not keep
   */
  public Mapping of(LayerShape layer, List<Dim> outer, Set<Operand> streamed) {
    Tile whole = Tile.whole(layer);
    int filters = Math.min(p * t, m);
    int channels = Math.min(q * r, c);
    Tile buffer =
        whole
            .with(Dim.GROUPS, 1)
            .with(Dim.BATCH, n)
            .with(Dim.FILTERS, m)
            .with(Dim.CHANNELS, c)
            .with(Dim.ROWS, rows);
    Map<Dim, Integer> pass = new EnumMap<>(Dim.class);
    pass.put(Dim.FILTERS, filters);
    pass.put(Dim.CHANNELS, channels);
    pass.put(Dim.ROWS, e);
    pass.put(Dim.ROW_TAPS, whole.of(Dim.ROW_TAPS));
    pass.put(Dim.COLUMN_TAPS, whole.of(Dim.COLUMN_TAPS));
    Map<Dim, Integer> element = new EnumMap<>(Dim.class);
    element.put(Dim.FILTERS, Math.ceilDiv(filters, t));
    element.put(Dim.CHANNELS, Math.ceilDiv(channels, r));
    element.put(Dim.COLUMN_TAPS, whole.of(Dim.COLUMN_TAPS));
    return new Mapping(
        layer,
        buffer,
        Tile.of(pass),
        Tile.of(element),
        order(outer),
        INNER,
        DOWN,
        ACROSS,
        streamed,
        Set.of());
  }

  private static List<Dim> order(List<Dim> named) {
    EnumSet<Dim> all = EnumSet.of(Dim.GROUPS);
    List<Dim> order = new ArrayList<>(List.of(Dim.GROUPS));
    named.stream().filter(all::add).forEach(order::add);
    for (Dim dim : Dim.values()) {
      if (all.add(dim)) {
        order.add(dim);
      }
    }
    return order;
  }
}
