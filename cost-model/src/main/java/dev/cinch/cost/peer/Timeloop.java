// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cost.peer;

import dev.cinch.cost.spatial.Accesses;
import dev.cinch.cost.spatial.Dim;
import dev.cinch.cost.spatial.LoopAnalysis;
import dev.cinch.cost.spatial.Mapping;
import dev.cinch.cost.spatial.Tiling;
import dev.cinch.cost.work.LayerShape;
import java.util.List;

/**
 * Energy of a row-stationary mapping as Timeloop 3.0.3 counts it (Parashar et al., ISPASS 2019) on
 * an array whose filters go from DRAM to the elements, past the buffer. Registers are charged for
 * being filled too, and each element that adds to a sum has it; an input row is sent once to each
 * element of a diagonal, and once to all copies of a set; wires cost nothing; a finished result
 * that leaves the buffer is not read there; windows share rows only where the rows of results are
 * the innermost loop that turns. Inputs are padded, and padding counts. In MACs of energy.
 *
 * @param mac of arithmetic
 * @param ifmapRegister of the registers of inputs
 * @param filterRegister of those of filters
 * @param psumRegister of those of sums
 * @param buffer of the buffer
 * @param dram of memory off the chip
 * @param cycles of all groups
 */
public record Timeloop(
    double mac,
    double ifmapRegister,
    double filterRegister,
    double psumRegister,
    double buffer,
    double dram,
    long cycles) {

  private static final int BUFFER = 6;
  private static final int DRAM = 200;

  /** What a mapping costs whose filters are streamed. */
  public static Timeloop of(Mapping mapping) {
    LayerShape layer = mapping.layer();
    Accesses accesses = new LoopAnalysis(layer, innermostOuter(mapping) == Dim.ROWS).count(mapping);
    double macs = layer.macs();
    double outputs = layer.outputs();
    Tiling filters = mapping.tiling(Dim.FILTERS);
    Tiling channels = mapping.tiling(Dim.CHANNELS);
    int copies = mapping.spread(Dim.FILTERS);
    double sends =
        (double) accesses.array().ifmap()
            / filters.sumOverPasses(size -> Math.min(copies, size))
            * filters.passTiles();
    double visits = channels.passTiles();
    double chains = accesses.array().psum() - outputs * (visits - 1);
    double first =
        outputs
            * mapping.spread(Dim.ROW_TAPS)
            * Math.min(mapping.spread(Dim.CHANNELS), channels.pass());
    return new Timeloop(
        macs,
        macs + accesses.array().ifmap(),
        macs + accesses.array().filter(),
        2 * macs - first + chains - first,
        BUFFER * (sends + accesses.dram().ifmap() + outputs * (2 * visits - 1)),
        DRAM * (double) accesses.dram().all(),
        accesses.cycles());
  }

  /** The innermost loop over buffer tiles that turns. */
  private static Dim innermostOuter(Mapping mapping) {
    List<Dim> turning =
        mapping.outer().stream()
            .filter(dim -> dim != Dim.GROUPS && mapping.tiling(dim).bufferTiles() > 1)
            .toList();
    return turning.isEmpty() ? Dim.GROUPS : turning.getLast();
  }

  /** All of it. */
  public double total() {
    return mac + ifmapRegister + filterRegister + psumRegister + buffer + dram;
  }
}
