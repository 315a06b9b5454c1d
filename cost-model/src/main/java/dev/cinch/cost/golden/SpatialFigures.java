// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cost.golden;

import dev.cinch.cost.golden.Comparison.AtMost;
import dev.cinch.cost.golden.Comparison.Same;
import dev.cinch.cost.golden.Comparison.Within;
import dev.cinch.cost.peer.NnDataflow;
import dev.cinch.cost.peer.ScaleSim;
import dev.cinch.cost.peer.Timeloop;
import dev.cinch.cost.spatial.Accesses;
import dev.cinch.cost.spatial.Dim;
import dev.cinch.cost.spatial.LoopAnalysis;
import dev.cinch.cost.spatial.Mapping;
import dev.cinch.cost.spatial.Operand;
import dev.cinch.cost.spatial.RowStationary;
import dev.cinch.cost.spatial.RunLength;
import dev.cinch.cost.spatial.Tile;
import dev.cinch.cost.work.LayerShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What was published of spatial arrays. */
final class SpatialFigures {

  private static final int BATCH = 4;
  private static final int ISCA_BATCH = 16;
  private static final double GIGA = 1e-9;
  private static final double MEGA = 1e-6;
  private static final int KILOBYTE = 1024;
  private static final int WORD = 2;

  /** The last digit that nn_dataflow's table has. */
  private static final double DIGIT = 1e-3;

  private static final String LAYER = "layer";
  private static final String CYCLES = "cycles";
  private static final String CYCLE = "cycle";
  private static final String UNITS = "1e9 MAC";

  private static final NnDataflow.Array CHIP = new NnDataflow.Array(12, 14, 55_296, 261);
  private static final NnDataflow.Array ISCA = new NnDataflow.Array(16, 16, 65_536, 256);

  /** Outer loops of the chip: filters, strips and images, and channels inside. */
  private static final List<Dim> ORDER = List.of(Dim.FILTERS, Dim.ROWS, Dim.BATCH, Dim.CHANNELS);

  private final List<Comparison> rows = new ArrayList<>();

  /** All of them. */
  static List<Comparison> all() {
    SpatialFigures figures = new SpatialFigures();
    figures.isca();
    figures.chip();
    figures.nnDataflow();
    figures.timeloop();
    figures.scaleSim();
    return figures.rows;
  }

  private void add(
      String source, String name, String unit, double published, double ours, Comparison.Bar bar) {
    rows.add(new Comparison(source, name, unit, published, ours, bar));
  }

  private void isca() {
    for (Published row : Published.table("isca16")) {
      String layer = row.text(LAYER);
      NnDataflow.Costs ours =
          NnDataflow.best(AlexNet.halved(layer, ISCA_BATCH), ISCA).orElseThrow();
      String source = "Eyeriss, ISCA 2016";
      Same printed = new Same(0.01);
      double registers = GIGA * ours.register();
      add(source, layer + " MACs", UNITS, row.number("mac"), GIGA * ours.mac(), printed);
      add(source, layer + " registers", UNITS, row.number("registers"), registers, printed);
      add(source, layer + " DRAM", UNITS, row.number("dram"), GIGA * ours.dram(), new Within(0.1));
    }
  }

  private static Mapping chips(Published row, LayerShape layer) {
    int e = row.whole("e");
    int channels = row.whole("q") * row.whole("r");
    RowStationary of =
        new RowStationary(
            row.whole("n"),
            row.whole("m"),
            channels,
            e,
            e,
            row.whole("p"),
            row.whole("q"),
            row.whole("r"),
            row.whole("t"));
    return of.of(layer, ORDER, Set.of(Operand.FILTER));
  }

  private void chip() {
    String source = "Eyeriss, JSSC 2017";
    List<Published> table = Published.table("jssc17");
    double plain = 0;
    for (int i = 0; i < table.size(); i++) {
      Published row = table.get(i);
      String layer = row.text(LAYER);
      Mapping mapping = chips(row, AlexNet.layer(layer, BATCH));
      long elements = 1;
      for (Dim dim : Dim.values()) {
        elements *= mapping.spread(dim);
      }
      add(
          source,
          layer + " elements",
          "PE",
          row.number("elements"),
          (double) elements,
          new Same(0));
      add(
          source,
          layer + " cycles of its passes",
          CYCLE,
          row.number(CYCLES),
          (double) LoopAnalysis.of(mapping).cycles(),
          new Same(0));
      add(
          source,
          layer + " inputs in buffer",
          "kB",
          row.number("ifmap"),
          ifmap(mapping),
          new Same(0.1));
      add(
          source,
          layer + " sums in buffer",
          "kB",
          row.number("psum"),
          psum(mapping),
          new Same(0.1));
      Accesses.Words words = LoopAnalysis.of(chips(row, AlexNet.unpadded(layer, BATCH))).dram();
      double input = i == 0 ? 1 : ratio(row);
      double output = ratio(table.get(Math.min(i + 1, table.size() - 1)));
      double coded = words.ifmap() * input + words.filter() + words.psum() * output;
      plain += MEGA * WORD * words.all();
      add(
          source,
          layer + " DRAM, run-length coded",
          "MB",
          row.number("dram"),
          MEGA * WORD * coded,
          new Within(0.15));
    }
    add(source, "DRAM, not coded", "MB", 21.2, plain, new Within(0.03));
  }

  private static double ratio(Published row) {
    return RunLength.EYERISS.ratio(1 - row.number("zeros") / 100);
  }

  private static double ifmap(Mapping mapping) {
    Tile buffer = mapping.buffer();
    LayerShape layer = mapping.layer();
    return (double) buffer.of(Dim.BATCH)
        * buffer.of(Dim.CHANNELS)
        * layer.rows().touched(0, buffer.of(Dim.ROWS))
        * layer.columns().extent()
        * WORD
        / KILOBYTE;
  }

  private static double psum(Mapping mapping) {
    Tile buffer = mapping.buffer();
    return (double) buffer.of(Dim.BATCH)
        * buffer.of(Dim.FILTERS)
        * buffer.of(Dim.ROWS)
        * mapping.layer().columns().out()
        * WORD
        / KILOBYTE;
  }

  private void nnDataflow() {
    for (Published row : Published.table("nn-dataflow")) {
      boolean isChip = row.text("array").equals("chip");
      String layer = row.text(LAYER);
      NnDataflow.Costs ours =
          NnDataflow.best(AlexNet.halved(layer, isChip ? BATCH : ISCA_BATCH), isChip ? CHIP : ISCA)
              .orElseThrow();
      String source = isChip ? "nn_dataflow, chip" : "nn_dataflow, ISCA";
      add(
          source,
          layer + " energy",
          UNITS,
          row.number("total"),
          GIGA * ours.total(),
          new Same(DIGIT));
      add(
          source,
          layer + " cycles",
          CYCLE,
          row.number(CYCLES),
          (double) ours.cycles(),
          new AtMost());
    }
  }

  /** The chip's own mappings beside the best that the tool found. */
  private void timeloop() {
    List<Published> table = Published.table("jssc17");
    for (Published row : Published.table("timeloop")) {
      String layer = row.text(LAYER);
      Published chip =
          table.stream().filter(it -> it.text(LAYER).equals(layer)).findFirst().orElseThrow();
      Timeloop ours = Timeloop.of(chips(chip, AlexNet.layer(layer, BATCH)));
      String source = "Timeloop 3.0.3";
      double energy = ours.total() / ours.mac();
      add(source, layer + " energy", "MAC/MAC", row.number("energy"), energy, new AtMost());
      add(
          source,
          layer + " cycles",
          CYCLE,
          row.number(CYCLES),
          (double) ours.cycles(),
          new AtMost());
    }
  }

  private void scaleSim() {
    ScaleSim array = new ScaleSim(12, 14);
    for (Published row : Published.table("scale-sim")) {
      String layer = row.text(LAYER);
      LayerShape shape = AlexNet.layer(layer, 1);
      String source = "SCALE-Sim 3";
      add(
          source,
          layer + " output stationary",
          CYCLE,
          row.number("output"),
          (double) array.outputStationary(shape),
          new Same(0));
      add(
          source,
          layer + " weight stationary",
          CYCLE,
          row.number("weight"),
          (double) array.weightStationary(shape),
          new Same(0));
    }
  }
}
