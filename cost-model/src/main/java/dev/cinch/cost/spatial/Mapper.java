// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cost.spatial;

import dev.cinch.cost.work.LayerShape;
import dev.cinch.target.SpatialArray;
import dev.cinch.target.SpatialArray.Level;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongPredicate;

/**
 * Finds the best row-stationary mapping. First it looks at what the array does: with a buffer that
 * holds the whole layer an arrangement costs least, which bounds what it can cost at all. Then it
 * tries tiles of the buffer, arrangement after arrangement from the least bound on, until the bound
 * of the next is no better than what it has: then that is the best of all. The same question always
 * has the same answer; a search that tries too many mappings ends with the best so far.
 */
public final class Mapper {

  /** Mappings that are tried before a search gives up, if nothing else is said. */
  public static final long MOST_TRIED = 300_000;

  /** Of a dimension with more sizes than these only some are tried. */
  private static final int MOST_SIZES = 20;

  /** So many illegal mappings take as long as a legal one. */
  private static final int REFUSED_AS_ONE = 8;

  /** Of more arrangements than these fewer sizes are tried. */
  private static final int MOST_ARRANGEMENTS = 200_000;

  private static final List<List<Dim>> ORDERS =
      List.of(
          List.of(Dim.BATCH, Dim.FILTERS, Dim.ROWS, Dim.CHANNELS),
          List.of(Dim.BATCH, Dim.ROWS, Dim.FILTERS, Dim.CHANNELS),
          List.of(Dim.FILTERS, Dim.BATCH, Dim.ROWS, Dim.CHANNELS),
          List.of(Dim.FILTERS, Dim.ROWS, Dim.BATCH, Dim.CHANNELS),
          List.of(Dim.ROWS, Dim.BATCH, Dim.FILTERS, Dim.CHANNELS),
          List.of(Dim.ROWS, Dim.FILTERS, Dim.BATCH, Dim.CHANNELS));

  private static final Set<Operand> STREAMED = Set.of(Operand.FILTER);
  private static final Set<Operand> NONE = Set.of();

  /**
   * A mapping and what it does.
   *
   * @param mapping the mapping
   * @param accesses its counts
   * @param tried how many legal mappings were costed
   * @param isBest whether none of all that are searched is better; else only none that was tried
   */
  public record Mapped(Mapping mapping, Accesses accesses, long tried, boolean isBest) {}

  /** What the array does, and the least that it can cost. */
  private record Arrangement(
      int e, int p, int q, int r, int t, double energy, long cycles, double bound) {

    /** The same with another bound of its energy. */
    Arrangement bounded(double least, Objective objective) {
      return new Arrangement(e, p, q, r, t, least, cycles, objective.first(least, cycles));
    }
  }

  /** A mapping that was costed. */
  private record Costed(Mapping mapping, Accesses accesses, double first, double second) {}

  private final SpatialArray array;
  private final LayerShape layer;
  private final Objective objective;
  private final long mostTried;
  private final LoopAnalysis analysis;
  private final List<Arrangement> arrangements = new ArrayList<>();
  private Optional<Costed> best = Optional.empty();
  private long tried;
  private long refused;
  private int mostSizes = MOST_SIZES;
  private boolean isThinned;

  private Mapper(SpatialArray array, LayerShape layer, Objective objective, long mostTried) {
    this.array = array;
    this.layer = layer;
    this.objective = objective;
    this.mostTried = mostTried;
    this.analysis = new LoopAnalysis(layer, false);
  }

  /** The mapping of least energy; empty when the array holds none. */
  public static Optional<Mapped> map(SpatialArray array, LayerShape layer) {
    return map(array, layer, Objective.ENERGY, MOST_TRIED);
  }

  /**
   * The best mapping; empty when the array holds none: a kernel row is longer than the registers,
   * or rows of inputs and results are longer than the buffer.
   *
   * @param mostTried mappings after which a search ends with the best so far
   */
  public static Optional<Mapped> map(
      SpatialArray array, LayerShape layer, Objective objective, long mostTried) {
    return new Mapper(array, layer, objective, mostTried).search();
  }

  private Optional<Mapped> search() {
    double leastDram = leastDram();
    if (Double.isInfinite(leastDram)) {
      return Optional.empty();
    }
    arrange();
    double spilled = leastDram - ratio(Level.DRAM) * compulsory();
    arrangements.replaceAll(it -> it.bounded(it.energy() + Math.max(0, spilled), objective));
    arrangements.sort(
        Comparator.comparingDouble(Arrangement::bound)
            .thenComparingDouble(it -> objective.second(it.energy(), it.cycles())));
    boolean isWhole = true;
    for (Arrangement arrangement : arrangements) {
      if (!canBeBetter(arrangement)) {
        break;
      }
      if (tried >= mostTried || refused / REFUSED_AS_ONE >= mostTried) {
        isWhole = false;
        break;
      }
      buffer(arrangement);
    }
    boolean isBest = isWhole && !isThinned;
    return best.map(it -> new Mapped(it.mapping(), it.accesses(), tried, isBest));
  }

  private boolean canBeBetter(Arrangement arrangement) {
    return best.isEmpty()
        || arrangement.bound() < best.get().first()
        || (arrangement.bound() == best.get().first()
            && objective.second(arrangement.energy(), arrangement.cycles()) < best.get().second());
  }

  private List<Integer> some(List<Integer> sizes) {
    List<Integer> some = Sizes.thinned(sizes, mostSizes);
    isThinned |= some.size() < sizes.size();
    return some;
  }

  private void arrange() {
    while (!arrangeAll()) {
      arrangements.clear();
      mostSizes = mostSizes * 3 / 4;
    }
  }

  /** All arrangements of the sizes that are tried; false when they are too many. */
  private boolean arrangeAll() {
    int kernelRows = layer.rows().kernel();
    int widest = most(layer.rows().out(), e -> Mapping.sets(array, kernelRows, e) > 0);
    for (int e : some(Sizes.even(layer.rows().out(), widest))) {
      int sets = Mapping.sets(array, kernelRows, e);
      for (int r : some(Sizes.even(layer.channels(), sets))) {
        for (int t : some(Sizes.even(layer.filters(), sets / r))) {
          registers(e, r, t);
          if (arrangements.size() > MOST_ARRANGEMENTS) {
            return false;
          }
        }
      }
    }
    return true;
  }

  private void registers(int e, int r, int t) {
    long taps = layer.columns().kernel();
    int channels = Math.ceilDiv(layer.channels(), r);
    int filters = Math.ceilDiv(layer.filters(), t);
    int mostChannels = most(channels, q -> array.registers().hold(q * taps, q * taps, 1));
    for (int q : some(Sizes.even(channels, mostChannels))) {
      int mostFilters = most(filters, p -> array.registers().hold(p * (q * taps), q * taps, p));
      for (int p : some(Sizes.even(filters, mostFilters))) {
        arrange(e, p, q, r, t);
      }
    }
  }

  /** What an arrangement costs when the buffer holds the whole layer. */
  private void arrange(int e, int p, int q, int r, int t) {
    RowStationary whole =
        new RowStationary(
            layer.batch(), layer.filters(), layer.channels(), layer.rows().out(), e, p, q, r, t);
    Accesses accesses = analysis.count(whole.of(layer, ORDERS.getFirst(), NONE));
    double energy = energy(accesses);
    arrangements.add(
        new Arrangement(
            e, p, q, r, t, energy, accesses.cycles(), objective.first(energy, accesses.cycles())));
  }

  /** Words that any mapping moves from and to DRAM. */
  private double compulsory() {
    return analysis.count(smallest(Tile.whole(layer), ORDERS.getFirst(), NONE)).dram().all();
  }

  /** A mapping with tiles of the buffer whose passes are as small as can be. */
  private Mapping smallest(Tile buffer, List<Dim> order, Set<Operand> streamed) {
    RowStationary of =
        new RowStationary(
            buffer.of(Dim.BATCH),
            buffer.of(Dim.FILTERS),
            buffer.of(Dim.CHANNELS),
            buffer.of(Dim.ROWS),
            1,
            1,
            1,
            1,
            1);
    return of.of(layer, order, streamed);
  }

  /** The least energy of DRAM that any tiles of the buffer have, whatever the array does. */
  private double leastDram() {
    double least = Double.POSITIVE_INFINITY;
    List<Integer> ms = Sizes.even(layer.filters(), layer.filters());
    for (int c : ends(1)) {
      for (int rows : Sizes.even(layer.rows().out(), layer.rows().out())) {
        for (int n : Sizes.even(layer.batch(), layer.batch())) {
          for (Set<Operand> streamed : List.of(STREAMED, NONE)) {
            least = Math.min(least, leastDram(ms, c, rows, n, streamed));
          }
        }
      }
    }
    return least;
  }

  private double leastDram(List<Integer> ms, int c, int rows, int n, Set<Operand> streamed) {
    Tile tile = Tile.whole(layer).with(Dim.BATCH, n).with(Dim.CHANNELS, c).with(Dim.ROWS, rows);
    double least = Double.POSITIVE_INFINITY;
    for (int m : ms) {
      Tile buffer = tile.with(Dim.FILTERS, m);
      if (smallest(buffer, ORDERS.getFirst(), streamed).bufferWords() <= array.bufferWords()) {
        for (List<Dim> order : orders(n, m, rows)) {
          Accesses accesses = analysis.count(smallest(buffer, order, streamed));
          // A streamed filter is loaded at least once for each time that the outer loops want it.
          least = Math.min(least, ratio(Level.DRAM) * bound(accesses, streamed));
        }
        break;
      }
    }
    return least;
  }

  private double bound(Accesses accesses, Set<Operand> streamed) {
    double filters = streamed.isEmpty() ? accesses.dram().filter() : layer.weights();
    return accesses.dram().ifmap() + filters + accesses.dram().psum();
  }

  /** Tiles of the buffer for an arrangement. */
  private void buffer(Arrangement it) {
    int filters = Math.min(it.p() * it.t(), layer.filters());
    int channels = Math.min(it.q() * it.r(), layer.channels());
    List<Integer> ms = some(Sizes.multiples(filters, layer.filters()));
    for (int c : ends(channels)) {
      for (int rows : some(Sizes.multiples(it.e(), layer.rows().out()))) {
        for (int n : some(Sizes.even(layer.batch(), layer.batch()))) {
          widest(it, ms, c, rows, n, STREAMED);
          widest(it, ms, c, rows, n, NONE);
        }
      }
    }
  }

  /**
   * The channels of a buffer tile: all of them, or those of one pass. Their loop is the innermost
   * one: when it turns, inputs and filters are loaded again however large its tiles are.
   */
  private List<Integer> ends(int pass) {
    return pass == layer.channels() ? List.of(pass) : List.of(layer.channels(), pass);
  }

  /** Only as many filters as there is room for: fewer move no word less. */
  private void widest(
      Arrangement it, List<Integer> ms, int c, int rows, int n, Set<Operand> streamed) {
    for (int m : ms) {
      RowStationary of = new RowStationary(n, m, c, rows, it.e(), it.p(), it.q(), it.r(), it.t());
      List<List<Dim>> orders = orders(n, m, rows);
      Mapping first = of.of(layer, orders.getFirst(), streamed);
      if (first.isLegal(array)) {
        consider(first);
        for (List<Dim> order : orders.subList(1, orders.size())) {
          consider(of.of(layer, order, streamed));
        }
        return;
      }
      refused++;
    }
  }

  private void consider(Mapping mapping) {
    tried++;
    Accesses accesses = analysis.count(mapping);
    double energy = energy(accesses);
    double first = objective.first(energy, accesses.cycles());
    double second = objective.second(energy, accesses.cycles());
    boolean isBetter =
        best.isEmpty()
            || first < best.get().first()
            || (first == best.get().first() && second < best.get().second());
    if (isBetter) {
      best = Optional.of(new Costed(mapping, accesses, first, second));
    }
  }

  private double energy(Accesses accesses) {
    return accesses.operations()
        + accesses.register().all() * ratio(Level.REGISTER)
        + accesses.array().all() * ratio(Level.ARRAY)
        + accesses.buffer().all() * ratio(Level.BUFFER)
        + accesses.dram().all() * ratio(Level.DRAM);
  }

  private double ratio(Level level) {
    return array.ratio(level).value();
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
}
