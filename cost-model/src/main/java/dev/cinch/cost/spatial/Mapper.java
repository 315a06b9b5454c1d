// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cost.spatial;

import dev.cinch.cost.work.LayerShape;
import dev.cinch.target.SpatialArray;
import dev.cinch.target.SpatialArray.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongPredicate;

/**
 * Finds the row-stationary mapping of least energy, of those with equal energy the fastest, of
 * those the first. It tries every combination of a thinned set of even tile sizes; side by side
 * stand as many filters as the array takes. It makes no claim to be the optimum of all mappings.
 */
public final class Mapper {

  private static final int SIZES = 5;
  private static final List<List<Dim>> ORDERS =
      List.of(
          List.of(Dim.BATCH, Dim.FILTERS, Dim.ROWS, Dim.CHANNELS),
          List.of(Dim.BATCH, Dim.ROWS, Dim.FILTERS, Dim.CHANNELS),
          List.of(Dim.FILTERS, Dim.BATCH, Dim.ROWS, Dim.CHANNELS),
          List.of(Dim.FILTERS, Dim.ROWS, Dim.BATCH, Dim.CHANNELS),
          List.of(Dim.ROWS, Dim.BATCH, Dim.FILTERS, Dim.CHANNELS),
          List.of(Dim.ROWS, Dim.FILTERS, Dim.BATCH, Dim.CHANNELS));

  /**
   * A mapping and what it does.
   *
   * @param mapping the mapping
   * @param accesses its counts
   * @param tried how many legal mappings it was chosen from
   */
  public record Mapped(Mapping mapping, Accesses accesses, int tried) {}

  private final SpatialArray array;
  private final LayerShape layer;
  private final LoopAnalysis analysis;
  private Optional<Mapped> best = Optional.empty();
  private double bestEnergy;
  private int tried;

  private Mapper(SpatialArray array, LayerShape layer) {
    this.array = array;
    this.layer = layer;
    this.analysis = new LoopAnalysis(layer, false);
  }

  /** The best mapping found; empty when the array holds none, because a kernel row is too long. */
  public static Optional<Mapped> map(SpatialArray array, LayerShape layer) {
    Mapper mapper = new Mapper(array, layer);
    mapper.search();
    return mapper.best.map(it -> new Mapped(it.mapping(), it.accesses(), mapper.tried));
  }

  private void search() {
    int kernelRows = layer.rows().kernel();
    int widest = most(layer.rows().out(), e -> Mapping.sets(array, kernelRows, (int) e) > 0);
    for (int e : sizes(layer.rows().out(), widest)) {
      int sets = Mapping.sets(array, kernelRows, e);
      for (int r : sizes(layer.channels(), sets)) {
        int t = even(layer.filters(), Math.min(layer.filters(), sets / r));
        registers(e, r, t);
      }
    }
  }

  private void registers(int e, int r, int t) {
    long taps = layer.columns().kernel();
    int channels = Math.ceilDiv(layer.channels(), r);
    int filters = Math.ceilDiv(layer.filters(), t);
    int mostChannels = most(channels, q -> array.registers().hold(q * taps, q * taps, 1));
    for (int q : sizes(channels, mostChannels)) {
      int mostFilters = most(filters, p -> array.registers().hold(p * (q * taps), q * taps, p));
      for (int p : sizes(filters, mostFilters)) {
        buffer(e, r, t, q, p);
      }
    }
  }

  private void buffer(int e, int r, int t, int q, int p) {
    for (int m : multiples(Math.min(p * t, layer.filters()), layer.filters())) {
      for (int c : multiples(Math.min(q * r, layer.channels()), layer.channels())) {
        for (int rows : multiples(e, layer.rows().out())) {
          for (int n : sizes(layer.batch(), layer.batch())) {
            for (List<Dim> order : orders(n, m, rows)) {
              RowStationary of = new RowStationary(n, m, c, rows, e, p, q, r, t);
              consider(of.of(layer, order, Set.of(Operand.FILTER)));
              consider(of.of(layer, order, Set.of()));
            }
          }
        }
      }
    }
  }

  private void consider(Mapping mapping) {
    if (!mapping.isLegal(array)) {
      return;
    }
    tried++;
    Accesses accesses = analysis.count(mapping);
    double energy = energy(accesses);
    boolean better =
        best.isEmpty()
            || energy < bestEnergy
            || (energy == bestEnergy && accesses.cycles() < best.get().accesses().cycles());
    if (better) {
      best = Optional.of(new Mapped(mapping, accesses, tried));
      bestEnergy = energy;
    }
  }

  private double energy(Accesses accesses) {
    return accesses.operations()
        + accesses.register().all() * array.ratio(Level.REGISTER).value()
        + accesses.array().all() * array.ratio(Level.ARRAY).value()
        + accesses.buffer().all() * array.ratio(Level.BUFFER).value()
        + accesses.dram().all() * array.ratio(Level.DRAM).value();
  }

  /** Orders that differ: a loop that does not turn may stand anywhere. */
  private List<List<Dim>> orders(int n, int m, int rows) {
    boolean batch = n < layer.batch();
    boolean filters = m < layer.filters();
    boolean strips = rows < layer.rows().out();
    if (batch && filters && strips) {
      return ORDERS;
    }
    return batch ? List.of(ORDERS.get(0), ORDERS.get(5)) : List.of(ORDERS.get(0), ORDERS.get(1));
  }

  /** The largest number up to a limit for which something holds; 0 when it never does. */
  private static int most(int limit, LongPredicate holds) {
    int most = 0;
    while (most < limit && holds.test(most + 1L)) {
      most++;
    }
    return most;
  }

  /** The least size that cuts a dimension into as many tiles as another size does. */
  private static int even(int size, int tile) {
    return tile < 1 ? 1 : Math.ceilDiv(size, Math.ceilDiv(size, tile));
  }

  /** A few sizes up to a limit that cut a dimension evenly, the largest among them. */
  private static List<Integer> sizes(int size, int limit) {
    TreeSet<Integer> sizes = new TreeSet<>();
    for (int tile = Math.min(size, limit); tile >= 1 && sizes.size() < SIZES; tile /= 2) {
      sizes.add(even(size, tile));
    }
    return new ArrayList<>(sizes.reversed());
  }

  /** A few multiples of a tile up to the whole dimension. */
  private static List<Integer> multiples(int tile, int size) {
    TreeSet<Integer> sizes = new TreeSet<>();
    sizes.add(tile);
    for (int parts = 1; sizes.size() < SIZES && parts <= size; parts *= 2) {
      int part = Math.ceilDiv(Math.ceilDiv(size, parts), tile) * tile;
      sizes.add(Math.min(size, Math.max(tile, part)));
    }
    return new ArrayList<>(sizes.reversed());
  }
}
