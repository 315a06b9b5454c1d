// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cost.spatial;

import dev.cinch.cost.work.Axis;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/**
 * What windows that slide along an axis read, counted by walking the axis and remembered: a search
 * meets the same tiles again and again. Not for several threads.
 */
final class Slides {

  /** Which loop a load stands right inside of, so that only what is new is loaded. */
  enum Reuse {
    /** None of this axis: each tile is loaded whole. */
    NONE,
    /** That over buffer tiles of windows. */
    WINDOWS_OUTER,
    /** That over passes of windows. */
    WINDOWS_INNER,
    /** That over buffer tiles of taps. */
    TAPS_OUTER,
    /** That over passes of taps. */
    TAPS_INNER
  }

  /**
   * The tiles of an axis.
   *
   * @param windows tiles of windows
   * @param windowElements elements that a pass of windows is spread over
   * @param taps tiles of taps
   * @param tapElements elements that a pass of taps is spread over
   */
  private record Key(
      Tiling windows, int windowElements, Tiling taps, int tapElements, Reuse reuse) {}

  /**
   * The words that an element holds.
   *
   * @param base position of the first bit
   * @param words a bit for each word from there on
   */
  private record Part(int base, BitSet words) {
    /** How many words another part has, too. */
    long shared(Part other) {
      return words.stream()
          .map(bit -> bit + base - other.base)
          .filter(bit -> bit >= 0 && other.words.get(bit))
          .count();
    }
  }

  private final Axis axis;
  private final Map<Key, Long> known = new HashMap<>();

  Slides(Axis axis) {
    this.axis = axis;
  }

  /** Words that are loaded for all passes together. */
  long loads(Tiling windows, Tiling taps, Reuse reuse) {
    return deliveries(windows, 1, taps, 1, reuse);
  }

  /** Words that are loaded for all passes together, summed over the elements. */
  long deliveries(Tiling windows, int windowElements, Tiling taps, int tapElements, Reuse reuse) {
    if (axis.kernel() == 1) {
      return axis.touched(0, axis.out());
    }
    return known.computeIfAbsent(
        new Key(windows, windowElements, taps, tapElements, reuse), this::walk);
  }

  private long walk(Key key) {
    boolean slidesTaps = key.reuse == Reuse.TAPS_OUTER || key.reuse == Reuse.TAPS_INNER;
    Tiling slid = slidesTaps ? key.taps : key.windows;
    Tiling fixed = slidesTaps ? key.windows : key.taps;
    boolean outer = key.reuse == Reuse.WINDOWS_OUTER || key.reuse == Reuse.TAPS_OUTER;
    long[] sum = new long[1];
    fixed.forEachPass((from, to, _, _) -> {
      Part[] held = new Part[key.windowElements * key.tapElements];
      slid.forEachPass((start, end, isFirstOfBuffer, isFirst) -> {
        boolean isFresh = key.reuse == Reuse.NONE || (outer ? isFirst : isFirstOfBuffer);
        sum[0] +=
            slidesTaps
                ? pass(key, from, to, start, end, isFresh, held)
                : pass(key, start, end, from, to, isFresh, held);
      });
    });
    return sum[0];
  }

  /** What one pass loads that its elements do not hold from the last one. */
  private long pass(
      Key key, int from, int to, int fromTap, int toTap, boolean isFresh, Part[] held) {
    int elements = Math.min(key.windowElements, to - from);
    int tapElements = Math.min(key.tapElements, toTap - fromTap);
    long loaded = 0;
    for (int i = 0; i < elements; i++) {
      for (int j = 0; j < tapElements; j++) {
        int start = part(from, to, i, elements);
        int startTap = part(fromTap, toTap, j, tapElements);
        Part needed = new Part(Math.max(0, axis.position(start, startTap)), new BitSet());
        axis.read(
            start,
            part(from, to, i + 1, elements),
            startTap,
            part(fromTap, toTap, j + 1, tapElements),
            needed.base(),
            needed.words());
        int element = i * key.tapElements + j;
        loaded += needed.words().cardinality();
        Part before = held[element];
        if (!isFresh && before != null) {
          loaded -= needed.shared(before);
        }
        held[element] = needed;
      }
    }
    return loaded;
  }

  /** Where the part of an element starts when points are spread evenly. */
  static int part(int from, int to, int element, int elements) {
    return from + (int) ((long) (to - from) * element / elements);
  }
}
