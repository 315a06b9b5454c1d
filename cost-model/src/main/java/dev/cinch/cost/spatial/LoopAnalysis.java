// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cost.spatial;

import dev.cinch.cost.spatial.Accesses.Words;
import dev.cinch.cost.work.LayerShape;
import java.util.List;

/**
 * Counts the accesses of a mapping, exactly and without walking it. What a level holds is loaded
 * inside the innermost loop, of those that turn, that selects other words; the loops inside that
 * one reuse it. Every sum over tiles then falls apart into one factor for each dimension.
 */
final class LoopAnalysis {

  private final Mapping mapping;
  private final LayerShape layer;
  private final List<Mapping.Turn> nest;
  private final Tiling batch;
  private final Tiling filters;
  private final Tiling rows;
  private final Tiling channels;

  private LoopAnalysis(Mapping mapping) {
    this.mapping = mapping;
    this.layer = mapping.layer();
    this.nest = mapping.nest();
    this.batch = mapping.tiling(Loop.BATCH);
    this.filters = mapping.tiling(Loop.FILTERS);
    this.rows = mapping.tiling(Loop.ROWS);
    this.channels = mapping.tiling(Loop.CHANNELS);
  }

  /** What a mapping accesses. */
  static Accesses of(Mapping mapping) {
    return new LoopAnalysis(mapping).count();
  }

  private Accesses count() {
    long groups = layer.groups();
    long macs = layer.macs();
    int inFilters = lastFilterLoop(8);
    int inKept = mapping.filtersKept() ? lastFilterLoop(4) : inFilters;
    long weights = layer.weights();
    long filterDram = weights * turns(Loop.BATCH, inKept) * turns(Loop.ROWS, inKept);
    long filterReads = weights * turns(Loop.BATCH, inFilters) * turns(Loop.ROWS, inFilters);
    long filterArray = weights * turns(Loop.BATCH, inFilters) * columnsLoaded(inFilters);

    long columns = layer.columns().touched(0, layer.columns().out());
    long plane = groups * batch.size() * channels.size() * columns;
    int inIfmaps = lastIfmapLoop();
    long ifmapDram = plane * rows.touchedByBuffers(layer.rows()) * turns(Loop.FILTERS, inIfmaps);
    long ifmapReads = plane * rows.touchedByPasses(layer.rows()) * filters.passTiles();
    long ifmapArray =
        plane * layer.rows().taps() * filters.sumOverPasses(size -> Math.min(mapping.t(), size));

    long outputs = layer.outputs();
    long passes = channels.passTiles();
    int kernelRows = layer.rows().kernel();
    long hops = channels.sumOverPasses(size -> kernelRows * Math.min(mapping.r(), size) - 1);
    long psumBuffer = outputs * (2 * passes - 1);
    long cycles =
        groups
            * batch.size()
            * rows.passTiles()
            * layer.columns().out()
            * layer.columns().kernel()
            * filters.sumOverPasses(size -> Math.ceilDiv(size, mapping.t()))
            * channels.sumOverPasses(size -> Math.ceilDiv(size, mapping.r()));
    return new Accesses(
        macs,
        new Words(macs, macs, 2 * macs),
        new Words(ifmapArray, filterArray, outputs * hops + psumBuffer),
        new Words(ifmapDram + ifmapReads, filterDram + filterReads, psumBuffer + outputs),
        new Words(ifmapDram, filterDram, outputs),
        cycles);
  }

  /** The innermost of the first loops that turns and selects filters; -1 when there is none. */
  private int lastFilterLoop(int first) {
    int last = -1;
    for (int i = 0; i < first; i++) {
      if (nest.get(i).trips() > 1 && nest.get(i).loop().selectsFilters()) {
        last = i;
      }
    }
    return last;
  }

  private int lastIfmapLoop() {
    int last = -1;
    for (int i = 0; i < 4; i++) {
      if (nest.get(i).trips() > 1 && nest.get(i).loop().selectsIfmaps()) {
        last = i;
      }
    }
    return last;
  }

  /** How often the loops of a dimension that are not inside loop {@code last} turn together. */
  private long turns(Loop loop, int last) {
    return switch (depth(loop, last)) {
      case 0 -> 1;
      case 1 -> mapping.tiling(loop).bufferTiles();
      default -> mapping.tiling(loop).passTiles();
    };
  }

  /** Columns of elements that filters are sent to, summed over the rows that send them. */
  private long columnsLoaded(int last) {
    return switch (depth(Loop.ROWS, last)) {
      case 0 -> rows.pass();
      case 1 -> rows.sumOverBuffers(size -> Math.min(rows.pass(), size));
      default -> rows.size();
    };
  }

  private int depth(Loop loop, int last) {
    int depth = 0;
    for (int i = 0; i <= last; i++) {
      if (nest.get(i).loop() == loop) {
        depth++;
      }
    }
    return depth;
  }
}
