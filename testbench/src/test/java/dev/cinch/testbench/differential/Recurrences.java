// SPDX-License-Identifier: Apache-2.0
package dev.cinch.testbench.differential;

import static dev.cinch.testbench.differential.OnnxGraph.integer;
import static dev.cinch.testbench.differential.OnnxGraph.real;
import static dev.cinch.testbench.differential.OnnxGraph.text;

import dev.cinch.frontend.proto.AttributeProto;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Recurrent layers: x is steps, batch, numbers. */
final class Recurrences {

  private static final List<String> DIRECTIONS = List.of("forward", "reverse", "bidirectional");

  private Recurrences() {}

  static List<Long> layer(Call call, String op, long gates) {
    Unfit.unless(call.rank() == 3, "not steps of a batch of rows");
    long steps = call.dim(0);
    long batch = call.dim(1);
    long width = call.dim(2);
    long hidden = call.extent(0);
    long directions = call.parameter(1) == 2 ? 2 : 1;
    Call.requireWork(steps * batch * hidden * gates * (width + hidden) * directions);
    boolean lstm = op.equals("LSTM");
    List<String> in = new ArrayList<>(List.of(call.in(0)));
    in.add(call.constant(0.3, directions, gates * hidden, width));
    in.add(call.recurrent(0.3, directions, gates * hidden, hidden));
    in.add(call.flag(4) ? call.constant(1, directions, 2 * gates * hidden) : "");
    in.add(call.flag(2) ? lengths(call, steps, batch) : "");
    in.add(call.flag(5) ? call.constant(1, directions, batch, hidden) : "");
    if (lstm) {
      in.add(call.flag(5) ? call.constant(1, directions, batch, hidden) : "");
      in.add(call.flag(8) ? call.constant(1, directions, 3 * hidden) : "");
    }
    while (in.getLast().isEmpty()) {
      in.removeLast();
    }
    List<AttributeProto> attributes = new ArrayList<>();
    attributes.add(integer("hidden_size", hidden));
    attributes.add(text("direction", DIRECTIONS.get(call.parameter(1))));
    if (call.flag(6)) {
      attributes.add(real("clip", 0.75f));
    }
    if (op.equals("GRU")) {
      attributes.add(integer("linear_before_reset", call.parameter(3)));
    }
    call.pick(op, attributes, call.parameter(7), in);
    return call.flag(7)
        ? List.of(directions, batch, hidden)
        : List.of(steps, directions, batch, hidden);
  }

  private static String lengths(Call call, long steps, long batch) {
    Unfit.unless(steps > 0, "no steps");
    long[] lengths = new long[Math.toIntExact(batch)];
    Arrays.setAll(lengths, i -> steps - i % steps);
    return call.shortIntegers(lengths);
  }
}
