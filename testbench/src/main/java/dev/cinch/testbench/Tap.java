// SPDX-License-Identifier: Apache-2.0
package dev.cinch.testbench;

import dev.cinch.hls.ProjectWriter;
import dev.cinch.ir.Position;
import dev.cinch.ir.Value;
import dev.cinch.ir.number.Fixed;
import dev.cinch.target.design.Design;
import dev.cinch.target.design.Engine;
import dev.cinch.target.design.Stage;
import dev.cinch.target.design.Stream;
import java.util.ArrayList;
import java.util.List;

/**
 * A place where numbers of the C++ can be seen and compared with a value of the graph.
 *
 * @param layer the layer's name
 * @param what {@code sum} or {@code output}
 * @param file name of its trace, without ending
 * @param value the graph's value
 * @param stream the order of the numbers in the trace
 * @param number format of the numbers in the trace
 */
record Tap(String layer, String what, String file, Value value, Stream stream, Fixed number) {

  /** What leaves the device. */
  static Tap ofOutput(Design design) {
    Stage last = design.stages().getLast();
    return new Tap(last.name(), "output", "output", last.result(), last.out(), last.out().number());
  }

  /** Every place between the stages and inside the engines, in the order of the data. */
  static List<Tap> ofLayers(Design design) {
    List<String> names = ProjectWriter.traces(design);
    List<Tap> taps = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      Stage stage = design.stages().get(i);
      Stream out = stage.out();
      if (stage instanceof Engine engine) {
        Fixed sum = engine.accumulator();
        taps.add(
            new Tap(stage.name(), "sum", names.get(i) + ".sum", engine.sum(), out.with(sum), sum));
      }
      taps.add(new Tap(stage.name(), "output", names.get(i), stage.result(), out, out.number()));
    }
    return taps;
  }

  /** The mismatch at a beat of a sample. */
  Mismatch mismatch(long sample, int beat, long expected, long got) {
    int place = beat / stream.plane().channels();
    Position at =
        new Position(
            layer,
            what,
            sample,
            beat % stream.plane().channels(),
            place / stream.plane().width(),
            place % stream.plane().width());
    return new Mismatch(at, expected, got);
  }
}
