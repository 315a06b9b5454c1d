// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cost.fpga;

import dev.cinch.ir.number.Fixed;
import dev.cinch.ir.op.Window;
import dev.cinch.target.Device.Resource;
import dev.cinch.target.Figure;
import dev.cinch.target.design.Design;
import dev.cinch.target.design.Engine;
import dev.cinch.target.design.MaxPooling;
import dev.cinch.target.design.Rectify;
import dev.cinch.target.design.Requantize;
import dev.cinch.target.design.Stage;
import dev.cinch.target.design.Stream;
import dev.cinch.target.eie.PackedColumns;
import java.util.EnumMap;
import java.util.Map;

/**
 * Counts what the structure of a design takes: multipliers and memory bits are the design's own;
 * look-up tables and flip-flops are those of its adders, registers and small memories, and leave
 * out control, which only synthesis knows.
 */
public final class ResourceCount {

  private static final String STRUCTURE =
      "adders, registers and distributed memories of the design, control left out";
  private static final String UNKNOWN = "not known until a tool's report is read";

  private final Map<Resource, Long> used = new EnumMap<>(Resource.class);

  private ResourceCount(Iterable<Stage> stages) {
    for (Resource resource : Resource.values()) {
      used.put(resource, 0L);
    }
    stages.forEach(this::stage);
  }

  /** What a design takes of each resource. */
  public static Map<Resource, Figure> of(Design design) {
    return of(design.stages());
  }

  /** What stages take of each resource. */
  public static Map<Resource, Figure> of(Iterable<Stage> stages) {
    Map<Resource, Figure> figures = new EnumMap<>(Resource.class);
    new ResourceCount(stages)
        .used.forEach((resource, count) -> figures.put(resource, figure(resource, count)));
    return figures;
  }

  private static Figure figure(Resource resource, long count) {
    String id = "resources." + resource.key();
    Figure.Source source =
        switch (resource) {
          case DSP -> new Figure.Counted("multipliers of the processing elements");
          case BRAM18 -> new Figure.Counted("memories above 1 kbit, in the shapes of AMD UG473");
          case URAM -> new Figure.Counted("memories bound to UltraRAM");
          case LUT, FF -> new Figure.Estimated(STRUCTURE, UNKNOWN);
        };
    return new Figure(id, resource.key(), count, resource.key(), source);
  }

  private void stage(Stage stage) {
    switch (stage) {
      case Engine engine -> engine(engine);
      case MaxPooling(var _, var in, var _, var _, var window) -> lines(in, window);
      case Rectify(var _, var in, var _, var _) -> registers(in.number().width());
      case Requantize(var _, var in, var _, var _) -> adder(in.number().width());
    }
  }

  private void engine(Engine engine) {
    PackedColumns columns = engine.columns();
    Fixed weight = columns.matrix().number();
    int sum = engine.accumulator().width();
    int pointer = bits(columns.depth());
    engine.window().ifPresent(window -> lines(engine.in(), window));
    for (int element = 0; element < columns.elements(); element++) {
      add(Resource.DSP, multipliers(weight.width(), engine.in().number().width()));
      memory(columns.depth(), columns.matrix().codeBits() + columns.gapBits());
      memory(columns.matrix().columns() + 1L, pointer);
      memory(columns.rowsPerElement(), sum);
      memory(columns.rowsPerElement(), sum);
      if (columns.matrix().hasTable()) {
        memory(1L << columns.matrix().codeBits(), weight.width());
      }
      adder(sum);
      adder(pointer);
      adder(bits(columns.rowsPerElement()));
    }
    adder(sum);
  }

  /** DSP48E1 multiplies 25 by 18 bits, signed (AMD UG479). */
  private static long multipliers(int weight, int activation) {
    int wide = Math.max(weight, activation + 1);
    int narrow = Math.min(weight, activation + 1);
    return Math.ceilDiv(wide, 24) * (long) Math.ceilDiv(narrow, 17);
  }

  private void lines(Stream in, Window window) {
    memory(window.reach(0) * in.plane().width() * in.plane().channels(), in.number().width());
    registers(in.number().width());
  }

  private void memory(long depth, int width) {
    add(Resource.BRAM18, BlockRam.blocks(depth, width));
    add(Resource.LUT, BlockRam.tables(depth, width));
  }

  private void adder(int width) {
    add(Resource.LUT, width);
    registers(width);
  }

  private void registers(int width) {
    add(Resource.FF, width);
  }

  private void add(Resource resource, long count) {
    used.merge(resource, count, Long::sum);
  }

  private static int bits(long count) {
    return Math.max(1, Long.SIZE - Long.numberOfLeadingZeros(count));
  }
}
