// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cost.spatial;

import dev.cinch.cost.spatial.Accesses.Words;
import dev.cinch.cost.spatial.Slides.Reuse;
import dev.cinch.cost.work.LayerShape;
import java.util.List;

/**
 * Counts the accesses of mappings of a layer, exactly and without walking their loops. What a level
 * holds of an operand is loaded inside the innermost loop, of those that turn, that selects other
 * words of it; the loops inside that one reuse it. Where that one slides windows along an axis,
 * elements load only what is new, and so does a buffer that keeps what windows share. Every sum
 * over tiles then falls apart into one factor for each dimension, or for an axis' windows and taps
 * together. Not for several threads.
 */
public final class LoopAnalysis {

  private static final int LOOPS = 2 * Dim.COUNT;
  private static final Dim[] DIMS = Dim.values();

  private final LayerShape layer;
  private final boolean bufferSlides;
  private final Slides planes;
  private final Slides rows;
  private final Slides columns;

  private final Tiling[] tilings = new Tiling[Dim.COUNT];
  private final int[] spread = new int[Dim.COUNT];
  private final Dim[] loops = new Dim[LOOPS];
  private final boolean[] turns = new boolean[LOOPS];
  private final int[] outerAt = new int[Dim.COUNT];
  private final int[] innerAt = new int[Dim.COUNT];

  /**
   * An analysis of mappings of a layer.
   *
   * @param bufferSlides whether the buffer keeps what the windows of its next tile share with those
   *     of this one
   */
  public LoopAnalysis(LayerShape layer, boolean bufferSlides) {
    this.layer = layer;
    this.bufferSlides = bufferSlides;
    this.planes = new Slides(layer.planes());
    this.rows = new Slides(layer.rows());
    this.columns = new Slides(layer.columns());
  }

  /** What a mapping accesses on an array whose buffer loads each tile whole. */
  public static Accesses of(Mapping mapping) {
    return new LoopAnalysis(mapping.layer(), false).count(mapping);
  }

  /** What a mapping of the layer accesses. */
  public Accesses count(Mapping mapping) {
    lay(mapping);
    long macs = layer.macs();
    int ifmapSent = sent(mapping, Operand.IFMAP);
    int filterSent = sent(mapping, Operand.FILTER);
    int psumSent = sent(mapping, Operand.PSUM);
    int ifmapLoaded =
        mapping.streamed().contains(Operand.IFMAP) ? ifmapSent : loaded(Operand.IFMAP);
    int filterLoaded =
        mapping.streamed().contains(Operand.FILTER) ? filterSent : loaded(Operand.FILTER);
    int psumLoaded = loaded(Operand.PSUM);

    long ifmapReads = ifmaps(ifmapSent, mapping.fleeting().contains(Operand.IFMAP));
    long ifmapDram =
        mapping.streamed().contains(Operand.IFMAP) ? ifmapReads : bufferedIfmaps(ifmapLoaded);
    long filterReads = layer.weights() * visits(Operand.FILTER, filterSent);
    long filterDram = layer.weights() * visits(Operand.FILTER, filterLoaded);
    long visits = visits(Operand.PSUM, psumSent);
    long outputs = layer.outputs();
    long psums = outputs * (2 * visits - 1);
    long psumDram = outputs * (2 * visits(Operand.PSUM, psumLoaded) - 1);
    long hops = outputs * (uses(Operand.PSUM, psumSent) - visits);
    return new Accesses(
        macs,
        new Words(macs, macs, 2 * macs),
        new Words(
            sentIfmaps(ifmapSent, mapping.fleeting().contains(Operand.IFMAP)),
            layer.weights() * uses(Operand.FILTER, filterSent),
            hops + psums),
        new Words(ifmapDram + ifmapReads, filterDram + filterReads, psums + psumDram),
        new Words(ifmapDram, filterDram, psumDram),
        cycles());
  }

  private void lay(Mapping mapping) {
    for (Dim dim : DIMS) {
      tilings[dim.index()] = mapping.tiling(dim);
      spread[dim.index()] = mapping.spread(dim);
    }
    lay(mapping.outer(), 0, outerAt);
    lay(mapping.inner(), Dim.COUNT, innerAt);
  }

  private void lay(List<Dim> order, int first, int[] at) {
    for (int i = 0; i < Dim.COUNT; i++) {
      Dim dim = order.get(i);
      Tiling tiling = tiling(dim);
      loops[first + i] = dim;
      turns[first + i] =
          first == 0 ? tiling.buffer() < tiling.size() : tiling.pass() < tiling.buffer();
      at[dim.index()] = first + i;
    }
  }

  private Tiling tiling(Dim dim) {
    return tilings[dim.index()];
  }

  private int spread(Dim dim) {
    return spread[dim.index()];
  }

  /** The innermost of the first loops that turns and selects words of an operand; -1 for none. */
  private int last(Operand operand, int first) {
    for (int i = first - 1; i >= 0; i--) {
      if (turns[i] && operand.selects(loops[i])) {
        return i;
      }
    }
    return -1;
  }

  /** The loop inside which the buffer loads an operand. */
  private int loaded(Operand operand) {
    return last(operand, Dim.COUNT);
  }

  /** The loop inside which the elements load an operand. */
  private int sent(Mapping mapping, Operand operand) {
    return mapping.fleeting().contains(operand) ? LOOPS - 1 : last(operand, LOOPS);
  }

  /** How often each word of an operand is loaded inside loop {@code last}. */
  private long visits(Operand operand, int last) {
    long visits = 1;
    for (Dim dim : DIMS) {
      visits *= operand.selects(dim) ? 1 : visits(dim, last);
    }
    return visits;
  }

  /** How often the loops of a dimension that are not inside loop {@code last} turn together. */
  private long visits(Dim dim, int last) {
    if (innerAt[dim.index()] <= last) {
      return tiling(dim).passTiles();
    }
    return outerAt[dim.index()] <= last ? tiling(dim).bufferTiles() : 1;
  }

  /** To how many elements each word of an operand is sent, summed over its loads. */
  private long uses(Operand operand, int last) {
    long uses = 1;
    for (Dim dim : DIMS) {
      uses *= operand.selects(dim) ? 1 : uses(dim, last);
    }
    return uses;
  }

  private long uses(Dim dim, int last) {
    int most = spread(dim);
    Tiling tiling = tiling(dim);
    if (most == 1) {
      return visits(dim, last);
    }
    if (innerAt[dim.index()] <= last) {
      return tiling.sumOverPasses(size -> Math.min(most, size));
    }
    return outerAt[dim.index()] <= last
        ? tiling.sumOverBuffers(size -> Math.min(most, Math.min(tiling.pass(), size)))
        : Math.min(most, tiling.pass());
  }

  /** Inputs that the buffer reads from DRAM. */
  private long bufferedIfmaps(int last) {
    int slid = bufferSlides ? last : -1;
    return inputs()
        * visits(Operand.IFMAP, last)
        * planes.loads(
            tiling(Dim.PLANES).whole(),
            tiling(Dim.PLANE_TAPS).whole(),
            reuse(slid, Dim.PLANES, Dim.PLANE_TAPS))
        * rows.loads(
            tiling(Dim.ROWS).whole(),
            tiling(Dim.ROW_TAPS).whole(),
            reuse(slid, Dim.ROWS, Dim.ROW_TAPS))
        * columns.loads(
            tiling(Dim.COLUMNS).whole(),
            tiling(Dim.COLUMN_TAPS).whole(),
            reuse(slid, Dim.COLUMNS, Dim.COLUMN_TAPS));
  }

  /** Inputs that passes read from the buffer. */
  private long ifmaps(int last, boolean isFleeting) {
    int slid = isFleeting ? -1 : last;
    return inputs()
        * visits(Operand.IFMAP, last)
        * planes.loads(
            tiling(Dim.PLANES), tiling(Dim.PLANE_TAPS), reuse(slid, Dim.PLANES, Dim.PLANE_TAPS))
        * rows.loads(tiling(Dim.ROWS), tiling(Dim.ROW_TAPS), reuse(slid, Dim.ROWS, Dim.ROW_TAPS))
        * columns.loads(
            tiling(Dim.COLUMNS),
            tiling(Dim.COLUMN_TAPS),
            reuse(slid, Dim.COLUMNS, Dim.COLUMN_TAPS));
  }

  /** Inputs that elements take. */
  private long sentIfmaps(int last, boolean isFleeting) {
    int slid = isFleeting ? -1 : last;
    return inputs()
        * uses(Operand.IFMAP, last)
        * sent(planes, Dim.PLANES, Dim.PLANE_TAPS, slid)
        * sent(rows, Dim.ROWS, Dim.ROW_TAPS, slid)
        * sent(columns, Dim.COLUMNS, Dim.COLUMN_TAPS, slid);
  }

  private long sent(Slides axis, Dim windows, Dim taps, int last) {
    return axis.deliveries(
        tiling(windows), spread(windows), tiling(taps), spread(taps), reuse(last, windows, taps));
  }

  /** Pairs of an image and a channel. */
  private long inputs() {
    return (long) layer.groups() * layer.batch() * layer.channels();
  }

  /** What loop {@code last} slides along an axis. */
  private Reuse reuse(int last, Dim windows, Dim taps) {
    if (last < 0) {
      return Reuse.NONE;
    }
    if (loops[last] == windows) {
      return last < Dim.COUNT ? Reuse.WINDOWS_OUTER : Reuse.WINDOWS_INNER;
    }
    if (loops[last] == taps) {
      return last < Dim.COUNT ? Reuse.TAPS_OUTER : Reuse.TAPS_INNER;
    }
    return Reuse.NONE;
  }

  /** Those of the busiest element of each pass, a product a cycle. */
  private long cycles() {
    long cycles = 1;
    for (Dim dim : DIMS) {
      int most = spread(dim);
      cycles *=
          most == 1
              ? dim.size(layer)
              : tiling(dim).sumOverPasses(size -> Math.ceilDiv(size, Math.min(most, size)));
    }
    return cycles;
  }
}
