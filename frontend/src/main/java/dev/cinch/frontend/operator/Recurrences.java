// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.operator;

import dev.cinch.ir.Value;
import dev.cinch.ir.number.Fixed;
import dev.cinch.ir.op.Activation;
import dev.cinch.ir.op.Recurrence;
import dev.cinch.ir.op.Recurrence.Cell;
import dev.cinch.ir.op.TypeException;
import dev.cinch.ir.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * RNN, GRU and LSTM: a recurrence for each direction, whose stacked results are taken apart. {@code
 * layout} 1 has the batch in front.
 */
final class Recurrences {

  private final Call call;
  private final Cell cell;
  private final Expansion out;
  private final boolean batchFirst;
  private final boolean variant;
  private final float clip;
  private final String direction;
  private final List<Activation> activations;

  private Recurrences(Call call, Cell cell) {
    Attributes attributes = call.attributes();
    this.call = call;
    this.cell = cell;
    this.out = new Expansion(call);
    this.batchFirst = attributes.flag("layout");
    this.clip = attributes.real("clip", 0);
    this.variant =
        switch (cell) {
          case RNN -> false;
          case GRU -> attributes.flag("linear_before_reset");
          case LSTM -> attributes.flag("input_forget");
        };
    attributes.ignore("hidden_size", "output_sequence");
    String stated = attributes.text("direction", "forward");
    boolean known = List.of("forward", "reverse", "bidirectional").contains(stated);
    this.direction = known ? stated : "forward";
    if (!known) {
      attributes.refuse("direction = \"" + stated + "\" is not known");
    }
    this.activations = activations(attributes);
  }

  /** The import of a cell. */
  static OnnxOp.Reader reader(Cell cell) {
    return call -> new Recurrences(call, cell).read();
  }

  private int directions() {
    return direction.equals("bidirectional") ? 2 : 1;
  }

  private List<Activation> activations(Attributes attributes) {
    List<String> names = attributes.texts("activations");
    List<Float> alphas = attributes.reals("activation_alpha").orElse(List.of());
    List<Float> betas = attributes.reals("activation_beta").orElse(List.of());
    List<Activation> all = new ArrayList<>();
    if (names.isEmpty()) {
      for (int i = 0; i < directions(); i++) {
        usual().forEach(kind -> all.add(kind.usual()));
      }
      return all;
    }
    if (names.size() != directions() * cell.functions()) {
      throw new TypeException(names.size() + " activations for " + direction + " " + cell);
    }
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i).toUpperCase(Locale.ROOT);
      Activation usual = CinchDomain.named(name, "activation", Activation.Kind.RELU).usual();
      float alpha = i < alphas.size() ? alphas.get(i) : usual.alpha();
      float beta = i < betas.size() ? betas.get(i) : usual.beta();
      all.add(new Activation(usual.kind(), alpha, beta));
    }
    return all;
  }

  private List<Activation.Kind> usual() {
    Activation.Kind sigmoid = Activation.Kind.SIGMOID;
    Activation.Kind tanh = Activation.Kind.TANH;
    return switch (cell) {
      case RNN -> List.of(tanh);
      case GRU -> List.of(sigmoid, tanh);
      case LSTM -> List.of(sigmoid, tanh, tanh);
    };
  }

  private Operand read() {
    Value x = batchFirst ? out.transpose(call.in(0), 1, 0, 2) : call.in(0);
    if (out.rank(x) != 3 || out.rank(call.in(2)) != 3) {
      throw new TypeException("a sequence of [" + call.shape(0) + "]");
    }
    long steps = out.shape(x).dim(0);
    long batch = out.shape(x).dim(1);
    long hidden = call.shape(2).dim(2);
    List<Value> outputs = new ArrayList<>();
    List<Value> states = new ArrayList<>();
    List<Value> memories = new ArrayList<>();
    for (int d = 0; d < directions(); d++) {
      Value stacked = direction(x, d, batch, hidden);
      Value rows = out.slice(stacked, 0, 0, steps);
      outputs.add(out.reshape(rows, steps, 1, batch, hidden));
      states.add(out.slice(stacked, 0, steps, steps + 1));
      if (cell == Cell.LSTM) {
        memories.add(out.slice(stacked, 0, steps + 1, steps + 2));
      }
    }
    Value all = out.concat(1, outputs);
    List<Operand> results = new ArrayList<>();
    results.add(Expansion.part(batchFirst ? out.transpose(all, 2, 0, 1, 3) : all));
    results.add(state(states));
    if (cell == Cell.LSTM) {
      results.add(state(memories));
    }
    return new Operand.Several(results);
  }

  private Operand state(List<Value> parts) {
    Value all = out.concat(0, parts);
    return Expansion.part(batchFirst ? out.transpose(all, 1, 0, 2) : all);
  }

  /** One direction: its part of each operand. */
  private Value direction(Value x, int d, long batch, long hidden) {
    long rows = cell.gates() * hidden;
    List<Value> in = new ArrayList<>();
    in.add(x);
    in.add(part(call.in(1), d, rows, out.shape(x).dim(2)));
    in.add(part(call.in(2), d, rows, hidden));
    in.add(optional(3, d, x, 2 * rows));
    in.add(
        call.has(4)
            ? call.in(4)
            : out.expand(out.scalar((double) out.shape(x).dim(0), Fixed.INT32), Shape.of(batch)));
    in.add(initial(5, d, x, batch, hidden));
    if (cell == Cell.LSTM) {
      in.add(initial(6, d, x, batch, hidden));
      in.add(optional(7, d, x, 3 * hidden));
    }
    int functions = cell.functions();
    List<Activation> own = activations.subList(d * functions, (d + 1) * functions);
    boolean reverse = direction.equals("reverse") || d == 1;
    return call.step(
        directions() == 1 ? "steps" : d == 0 ? "forward" : "backward",
        new Recurrence(cell, reverse, own, clip, variant),
        in.toArray(Value[]::new));
  }

  private Value part(Value all, int d, long... dims) {
    return out.reshape(out.slice(all, 0, d, d + 1), dims);
  }

  private Value optional(int operand, int d, Value x, long size) {
    return call.has(operand)
        ? part(call.in(operand), d, size)
        : out.expand(out.scalar(0, x), Shape.of(size));
  }

  private Value initial(int operand, int d, Value x, long batch, long hidden) {
    if (!call.has(operand)) {
      return out.expand(out.scalar(0, x), Shape.of(batch, hidden));
    }
    Value state = call.in(operand);
    return part(batchFirst ? out.transpose(state, 1, 0, 2) : state, d, batch, hidden);
  }
}
