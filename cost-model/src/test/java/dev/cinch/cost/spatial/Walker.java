// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cost.spatial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cinch.cost.spatial.Accesses.Words;
import dev.cinch.cost.work.Axis;
import dev.cinch.cost.work.LayerShape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Walks a mapping loop by loop and word by word: the judge of {@link LoopAnalysis}. It also checks
 * that each word is where the arithmetic reads it, and that every product is made once. What a
 * level holds is a set of words; a load counts those that are not in it.
 */
final class Walker {

  private static final Dim[] DIMS = Dim.values();

  private final Mapping mapping;
  private final LayerShape layer;
  private final boolean bufferSlides;

  /** Where each dimension's range starts and ends, here in the loops. */
  private final int[] from = new int[DIMS.length];

  private final int[] to = new int[DIMS.length];

  private final Map<Operand, Set<List<Integer>>> buffered = new HashMap<>();
  private final Map<Operand, Map<List<Integer>, Set<List<Integer>>>> registered = new HashMap<>();
  private final Map<Operand, Integer> loadAt = new HashMap<>();
  private final Map<Operand, Integer> sendAt = new HashMap<>();
  private final Map<List<Integer>, Integer> products = new HashMap<>();
  private final Set<List<Integer>> begun = new HashSet<>();
  private final Set<List<Integer>> everStored = new HashSet<>();
  private final Map<Operand, Long> array = new HashMap<>();
  private final Map<Operand, Long> buffer = new HashMap<>();
  private final Map<Operand, Long> dram = new HashMap<>();
  private long macs;
  private long cycles;

  private Walker(Mapping mapping, boolean bufferSlides) {
    this.mapping = mapping;
    this.bufferSlides = bufferSlides;
    this.layer = mapping.layer();
    for (Operand operand : Operand.values()) {
      array.put(operand, 0L);
      buffer.put(operand, 0L);
      dram.put(operand, 0L);
      buffered.put(operand, new HashSet<>());
      registered.put(operand, new HashMap<>());
      int all = 2 * DIMS.length;
      sendAt.put(operand, mapping.fleeting().contains(operand) ? all - 1 : last(operand, all));
      loadAt.put(
          operand,
          mapping.streamed().contains(operand) ? at(sendAt, operand) : last(operand, DIMS.length));
    }
  }

  private static int at(Map<Operand, Integer> places, Operand operand) {
    return places.getOrDefault(operand, -1);
  }

  static Accesses walk(Mapping mapping, boolean bufferSlides) {
    Walker walker = new Walker(mapping, bufferSlides);
    for (Dim dim : DIMS) {
      walker.to[dim.index()] = dim.size(mapping.layer());
    }
    walker.inside(-1, true);
    walker.turn(0);
    return walker.result();
  }

  private Dim loop(int depth) {
    return depth < DIMS.length
        ? mapping.outer().get(depth)
        : mapping.inner().get(depth - DIMS.length);
  }

  private int step(int depth) {
    return depth < DIMS.length ? mapping.buffer().of(loop(depth)) : mapping.pass().of(loop(depth));
  }

  private int last(Operand operand, int first) {
    int last = -1;
    for (int depth = 0; depth < first; depth++) {
      Dim dim = loop(depth);
      int whole = depth < DIMS.length ? dim.size(layer) : mapping.buffer().of(dim);
      last = whole > step(depth) && operand.selects(dim) ? depth : last;
    }
    return last;
  }

  private void turn(int depth) {
    if (depth == 2 * DIMS.length) {
      pass();
      return;
    }
    int dim = loop(depth).index();
    int start = from[dim];
    int end = to[dim];
    for (int at = start; at < end; at += step(depth)) {
      from[dim] = at;
      to[dim] = Math.min(end, at + step(depth));
      inside(depth, at == start);
      turn(depth + 1);
    }
    from[dim] = start;
    to[dim] = end;
  }

  /** The loads that stand right inside a loop. */
  private void inside(int depth, boolean isFirst) {
    for (Operand operand : List.of(Operand.IFMAP, Operand.FILTER)) {
      if (depth == at(loadAt, operand)) {
        load(operand, isFirst);
      }
      if (depth == at(sendAt, operand)) {
        send(operand, isFirst);
      }
    }
    if (depth == at(loadAt, Operand.PSUM)) {
      Set<List<Integer>> sums = words(Operand.PSUM, from, to);
      for (List<Integer> sum : sums) {
        boolean isBack = !everStored.add(sum);
        dram.merge(Operand.PSUM, isBack ? 2L : 1L, Long::sum);
        buffer.merge(Operand.PSUM, isBack ? 2L : 1L, Long::sum);
      }
    }
    if (depth == at(sendAt, Operand.PSUM)) {
      sums();
    }
  }

  private void load(Operand operand, boolean isFirst) {
    Set<List<Integer>> held = held(operand);
    Set<List<Integer>> needed = words(operand, from, to);
    boolean keeps =
        mapping.streamed().contains(operand) ? !mapping.fleeting().contains(operand) : bufferSlides;
    long fresh = count(needed, isFirst || !keeps ? Set.of() : held);
    dram.merge(operand, fresh, Long::sum);
    buffer.merge(operand, fresh, Long::sum);
    held.clear();
    held.addAll(needed);
  }

  private Set<List<Integer>> held(Operand operand) {
    return buffered.getOrDefault(operand, new HashSet<>());
  }

  private static long count(Set<List<Integer>> needed, Set<List<Integer>> held) {
    return needed.stream().filter(word -> !held.contains(word)).count();
  }

  /** What the buffer sends: each word once, to all elements that take it. */
  private void send(Operand operand, boolean isFirst) {
    boolean isFresh = isFirst || mapping.fleeting().contains(operand);
    Map<List<Integer>, Set<List<Integer>>> elements =
        registered.getOrDefault(operand, new HashMap<>());
    Set<List<Integer>> before = new HashSet<>();
    Set<List<Integer>> needed = new HashSet<>();
    int[] start = new int[DIMS.length];
    int[] end = new int[DIMS.length];
    first(start, end);
    Map<List<Integer>, Set<List<Integer>>> now = new HashMap<>();
    for (List<Integer> element : elements(start, end)) {
      Set<List<Integer>> mine = wordsOf(operand, element, start, end);
      Set<List<Integer>> old = isFresh ? Set.of() : elements.getOrDefault(element, Set.of());
      array.merge(operand, count(mine, old), Long::sum);
      now.put(element, mine);
    }
    needed.addAll(words(operand, start, end));
    before.addAll(isFresh ? Set.of() : sentBefore.getOrDefault(operand, Set.of()));
    buffer.merge(operand, count(needed, before), Long::sum);
    assertThat(held(operand)).containsAll(needed);
    sentBefore.put(operand, needed);
    registered.put(operand, now);
  }

  private final Map<Operand, Set<List<Integer>>> sentBefore = new HashMap<>();

  /** The range that the first pass inside has: loops further inside start with it. */
  private void first(int[] start, int[] end) {
    for (Dim dim : DIMS) {
      int i = dim.index();
      start[i] = from[i];
      end[i] = Math.min(to[i], from[i] + mapping.pass().of(dim));
    }
  }

  /** The elements that a range is spread over, each by its place along each dimension. */
  private List<List<Integer>> elements(int[] start, int[] end) {
    List<List<Integer>> elements = new ArrayList<>();
    elements.add(List.of());
    for (Dim dim : DIMS) {
      int count = Math.min(mapping.spread(dim), end[dim.index()] - start[dim.index()]);
      List<List<Integer>> longer = new ArrayList<>();
      for (List<Integer> element : elements) {
        for (int place = 0; place < count; place++) {
          List<Integer> next = new ArrayList<>(element);
          next.add(place);
          longer.add(next);
        }
      }
      elements = longer;
    }
    return elements;
  }

  private void part(List<Integer> element, int[] start, int[] end, int[] mine, int[] until) {
    for (Dim dim : DIMS) {
      int i = dim.index();
      int count = Math.min(mapping.spread(dim), end[i] - start[i]);
      mine[i] = start[i] + (end[i] - start[i]) * element.get(i) / count;
      until[i] = start[i] + (end[i] - start[i]) * (element.get(i) + 1) / count;
    }
  }

  private Set<List<Integer>> wordsOf(
      Operand operand, List<Integer> element, int[] start, int[] end) {
    int[] mine = new int[DIMS.length];
    int[] until = new int[DIMS.length];
    part(element, start, end, mine, until);
    return words(operand, mine, until);
  }

  /** The words of an operand that a range of the loops reads. */
  private Set<List<Integer>> words(Operand operand, int[] start, int[] end) {
    Set<List<Integer>> words = new HashSet<>();
    points(0, start, end, new int[DIMS.length], operand, words);
    return words;
  }

  private void points(
      int depth, int[] start, int[] end, int[] at, Operand operand, Set<List<Integer>> words) {
    if (depth == DIMS.length) {
      List<Integer> word = word(operand, at);
      if (!word.isEmpty()) {
        words.add(word);
      }
      return;
    }
    boolean matters = operand.selects(DIMS[depth]);
    for (at[depth] = start[depth]; at[depth] < end[depth]; at[depth]++) {
      points(depth + 1, start, end, at, operand, words);
      if (!matters) {
        break;
      }
    }
  }

  private int at(Dim dim, int[] at) {
    return at[dim.index()];
  }

  /** The word of an operand at a point; empty for padding. */
  private List<Integer> word(Operand operand, int[] at) {
    int g = at(Dim.GROUPS, at);
    return switch (operand) {
      case IFMAP -> {
        int z = layer.planes().position(at(Dim.PLANES, at), at(Dim.PLANE_TAPS, at));
        int y = layer.rows().position(at(Dim.ROWS, at), at(Dim.ROW_TAPS, at));
        int x = layer.columns().position(at(Dim.COLUMNS, at), at(Dim.COLUMN_TAPS, at));
        yield isReal(layer.planes(), z) && isReal(layer.rows(), y) && isReal(layer.columns(), x)
            ? List.of(g, at(Dim.BATCH, at), at(Dim.CHANNELS, at), z, y, x)
            : List.of();
      }
      case FILTER ->
          List.of(
              g,
              at(Dim.FILTERS, at),
              at(Dim.CHANNELS, at),
              at(Dim.PLANE_TAPS, at),
              at(Dim.ROW_TAPS, at),
              at(Dim.COLUMN_TAPS, at));
      case PSUM ->
          List.of(
              g,
              at(Dim.BATCH, at),
              at(Dim.FILTERS, at),
              at(Dim.PLANES, at),
              at(Dim.ROWS, at),
              at(Dim.COLUMNS, at));
    };
  }

  private static boolean isReal(Axis axis, int at) {
    return at >= 0 && at < axis.extent();
  }

  /** Sums come to the elements and go again; they are handed from element to element. */
  private void sums() {
    int[] start = new int[DIMS.length];
    int[] end = new int[DIMS.length];
    first(start, end);
    long chain = 1;
    for (Dim dim : DIMS) {
      if (dim.isSummed()) {
        chain *= Math.min(mapping.spread(dim), end[dim.index()] - start[dim.index()]);
      }
    }
    for (List<Integer> sum : words(Operand.PSUM, start, end)) {
      boolean isBack = !begun.add(sum);
      array.merge(Operand.PSUM, chain - 1 + (isBack ? 2 : 1), Long::sum);
      buffer.merge(Operand.PSUM, isBack ? 2L : 1L, Long::sum);
    }
  }

  /** One pass: every element's products. */
  private void pass() {
    long busiest = 0;
    for (List<Integer> element : elements(from, to)) {
      int[] mine = new int[DIMS.length];
      int[] until = new int[DIMS.length];
      part(element, from, to, mine, until);
      long work = 1;
      for (int i = 0; i < DIMS.length; i++) {
        work *= until[i] - mine[i];
      }
      busiest = Math.max(busiest, work);
      macs += work;
      multiply(0, mine, until, new int[DIMS.length], element);
    }
    cycles += busiest;
  }

  private void multiply(int depth, int[] mine, int[] until, int[] at, List<Integer> element) {
    if (depth == DIMS.length) {
      products.merge(word(Operand.PSUM, at), 1, Integer::sum);
      for (Operand operand : List.of(Operand.IFMAP, Operand.FILTER)) {
        List<Integer> word = word(operand, at);
        if (!word.isEmpty()) {
          assertThat(registered.getOrDefault(operand, Map.of()).getOrDefault(element, Set.of()))
              .contains(word);
        }
      }
      return;
    }
    for (at[depth] = mine[depth]; at[depth] < until[depth]; at[depth]++) {
      multiply(depth + 1, mine, until, at, element);
    }
  }

  private Accesses result() {
    assertThat(products).hasSize((int) layer.outputs());
    assertThat(products.values()).containsOnly((int) (layer.macs() / layer.outputs()));
    return new Accesses(
        macs, new Words(macs, macs, 2 * macs), words(array), words(buffer), words(dram), cycles);
  }

  private static Words words(Map<Operand, Long> counts) {
    return new Words(
        counts.getOrDefault(Operand.IFMAP, 0L),
        counts.getOrDefault(Operand.FILTER, 0L),
        counts.getOrDefault(Operand.PSUM, 0L));
  }
}
