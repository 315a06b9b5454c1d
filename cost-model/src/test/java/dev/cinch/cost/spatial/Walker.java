// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cost.spatial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cinch.cost.spatial.Accesses.Words;
import dev.cinch.cost.work.Axis;
import dev.cinch.cost.work.LayerShape;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Walks a mapping loop by loop and word by word: the judge of {@link LoopAnalysis}. It also checks
 * that each word is where the arithmetic reads it, and that every product is made once.
 */
final class Walker {

  private record Word(int group, int a, int b, int c, int d) {}

  private record Range(int from, int to) {
    int size() {
      return to - from;
    }
  }

  private final Mapping mapping;
  private final LayerShape layer;
  private final List<Mapping.Turn> nest;
  private final Map<Loop, Range> now = new EnumMap<>(Loop.class);
  private final Set<Word> bufferedIfmaps = new HashSet<>();
  private final Set<Word> bufferedFilters = new HashSet<>();
  private final Set<Word> registeredFilters = new HashSet<>();
  private final Map<Word, Integer> sums = new HashMap<>();
  private final int loadIfmaps;
  private final int loadFilters;
  private final int sendFilters;
  private int group;

  private final long[] array = new long[3];
  private final long[] buffer = new long[3];
  private final long[] dram = new long[3];
  private long macs;
  private long cycles;

  private Walker(Mapping mapping) {
    this.mapping = mapping;
    this.layer = mapping.layer();
    this.nest = mapping.nest();
    this.loadIfmaps = innermost(4, List.of(Loop.BATCH, Loop.ROWS, Loop.CHANNELS));
    this.sendFilters = innermost(8, List.of(Loop.FILTERS, Loop.CHANNELS));
    this.loadFilters =
        mapping.filtersKept()
            ? innermost(4, List.of(Loop.FILTERS, Loop.CHANNELS))
            : this.sendFilters;
  }

  static Accesses walk(Mapping mapping) {
    Walker walker = new Walker(mapping);
    for (walker.group = 0; walker.group < walker.layer.groups(); walker.group++) {
      for (Loop loop : Loop.values()) {
        walker.now.put(loop, new Range(0, mapping.tiling(loop).size()));
      }
      walker.loads(-1);
      walker.turn(0);
    }
    return walker.result();
  }

  private int innermost(int first, List<Loop> selecting) {
    int last = -1;
    for (int i = 0; i < first; i++) {
      last = nest.get(i).trips() > 1 && selecting.contains(nest.get(i).loop()) ? i : last;
    }
    return last;
  }

  private void turn(int depth) {
    if (depth == nest.size()) {
      pass();
      return;
    }
    Loop loop = nest.get(depth).loop();
    Tiling tiling = mapping.tiling(loop);
    int step = nest.get(depth).inner() ? tiling.pass() : tiling.buffer();
    Range whole = range(loop);
    for (int from = whole.from; from < whole.to; from += step) {
      now.put(loop, new Range(from, Math.min(whole.to, from + step)));
      loads(depth);
      turn(depth + 1);
    }
    now.put(loop, whole);
  }

  private Range range(Loop loop) {
    return java.util.Objects.requireNonNull(now.get(loop));
  }

  /** What a loop that did not turn yet will start with. */
  private Range first(Loop loop, int depth) {
    Range range = range(loop);
    for (int i = depth + 1; i < nest.size(); i++) {
      if (nest.get(i).loop() == loop) {
        Tiling tiling = mapping.tiling(loop);
        int step = nest.get(i).inner() ? tiling.pass() : tiling.buffer();
        range = new Range(range.from, Math.min(range.to, range.from + step));
      }
    }
    return range;
  }

  /** The loads that stand right inside a loop. */
  private void loads(int depth) {
    if (depth == loadIfmaps) {
      bufferedIfmaps.clear();
      bufferedIfmaps.addAll(ifmaps());
      dram[0] += bufferedIfmaps.size();
      buffer[0] += bufferedIfmaps.size();
    }
    if (depth == loadFilters) {
      bufferedFilters.clear();
      bufferedFilters.addAll(filters());
      dram[1] += bufferedFilters.size();
      buffer[1] += bufferedFilters.size();
    }
    if (depth == sendFilters) {
      registeredFilters.clear();
      registeredFilters.addAll(filters());
      assertThat(bufferedFilters).containsAll(registeredFilters);
      buffer[1] += registeredFilters.size();
      array[1] += (long) registeredFilters.size() * first(Loop.ROWS, depth).size();
    }
  }

  private Set<Word> filters() {
    Set<Word> words = new HashSet<>();
    for (int m = range(Loop.FILTERS).from; m < range(Loop.FILTERS).to; m++) {
      for (int c = range(Loop.CHANNELS).from; c < range(Loop.CHANNELS).to; c++) {
        for (int i = 0; i < layer.rows().kernel(); i++) {
          for (int s = 0; s < layer.columns().kernel(); s++) {
            words.add(new Word(group, m, c, i, s));
          }
        }
      }
    }
    return words;
  }

  private static boolean isReal(Axis axis, int at) {
    return at >= 0 && at < axis.extent();
  }

  private Set<Integer> row(Axis axis) {
    Set<Integer> touched = new HashSet<>();
    for (int window = 0; window < axis.out(); window++) {
      for (int tap = 0; tap < axis.kernel(); tap++) {
        if (isReal(axis, axis.position(window, tap))) {
          touched.add(axis.position(window, tap));
        }
      }
    }
    return touched;
  }

  private Set<Word> ifmaps() {
    Set<Word> words = new HashSet<>();
    for (int n = range(Loop.BATCH).from; n < range(Loop.BATCH).to; n++) {
      for (int c = range(Loop.CHANNELS).from; c < range(Loop.CHANNELS).to; c++) {
        for (int j = range(Loop.ROWS).from; j < range(Loop.ROWS).to; j++) {
          for (int i = 0; i < layer.rows().kernel(); i++) {
            int y = layer.rows().position(j, i);
            if (isReal(layer.rows(), y)) {
              for (int x : row(layer.columns())) {
                words.add(new Word(group, n, c, y, x));
              }
            }
          }
        }
      }
    }
    return words;
  }

  /** One pass: every element's rows, filters and channels, and the sums along its column. */
  private void pass() {
    Set<Word> read = ifmaps();
    assertThat(bufferedIfmaps).containsAll(read);
    buffer[0] += read.size();
    Map<String, Long> work = new TreeMap<>();
    Set<String> deliveries = new HashSet<>();
    int n = range(Loop.BATCH).from;
    for (int m = range(Loop.FILTERS).from; m < range(Loop.FILTERS).to; m++) {
      int t = (m - range(Loop.FILTERS).from) % mapping.t();
      for (int j = range(Loop.ROWS).from; j < range(Loop.ROWS).to; j++) {
        for (int f = 0; f < layer.columns().out(); f++) {
          sum(n, m, j, f, t, work, deliveries);
        }
      }
    }
    array[0] += deliveries.size();
    cycles += work.values().stream().mapToLong(Long::longValue).max().orElseThrow();
  }

  private void sum(
      int n, int m, int j, int f, int t, Map<String, Long> work, Set<String> deliveries) {
    Word result = new Word(group, n, m, j, f);
    int before = sums.getOrDefault(result, 0);
    Set<String> column = new HashSet<>();
    for (int c = range(Loop.CHANNELS).from; c < range(Loop.CHANNELS).to; c++) {
      int r = (c - range(Loop.CHANNELS).from) % mapping.r();
      for (int i = 0; i < layer.rows().kernel(); i++) {
        String element = r + "," + t + "," + i + "," + j;
        column.add(element);
        int y = layer.rows().position(j, i);
        for (int s = 0; s < layer.columns().kernel(); s++) {
          int x = layer.columns().position(f, s);
          assertThat(registeredFilters).contains(new Word(group, m, c, i, s));
          if (isReal(layer.rows(), y) && isReal(layer.columns(), x)) {
            deliveries.add(element + ":" + c + "," + y + "," + x);
          }
          work.merge(element, 1L, Long::sum);
          macs++;
          sums.merge(result, 1, Integer::sum);
        }
      }
    }
    if (before > 0) {
      buffer[2]++;
      array[2]++;
    }
    array[2] += column.size();
    buffer[2]++;
  }

  private Accesses result() {
    int products = layer.channels() * layer.rows().kernel() * layer.columns().kernel();
    assertThat(sums).hasSize((int) layer.outputs());
    assertThat(sums.values()).containsOnly(products);
    dram[2] += sums.size();
    buffer[2] += sums.size();
    return new Accesses(
        macs, new Words(macs, macs, 2 * macs), words(array), words(buffer), words(dram), cycles);
  }

  private static Words words(long[] counts) {
    return new Words(counts[0], counts[1], counts[2]);
  }
}
