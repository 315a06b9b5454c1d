// SPDX-License-Identifier: Apache-2.0
package dev.cinch.testbench.differential;

import dev.cinch.ir.Graph;
import dev.cinch.ir.GraphBuilder;
import dev.cinch.ir.Node;
import dev.cinch.ir.Origin;
import dev.cinch.ir.Value;
import dev.cinch.ir.number.Fixed;
import dev.cinch.ir.number.FloatType;
import dev.cinch.ir.number.Overflow;
import dev.cinch.ir.number.Rounding;
import dev.cinch.ir.op.Add;
import dev.cinch.ir.op.AveragePool;
import dev.cinch.ir.op.Cast;
import dev.cinch.ir.op.Concat;
import dev.cinch.ir.op.Constant;
import dev.cinch.ir.op.Contraction;
import dev.cinch.ir.op.Input;
import dev.cinch.ir.op.MaxPool;
import dev.cinch.ir.op.Multiply;
import dev.cinch.ir.op.Op;
import dev.cinch.ir.op.Relu;
import dev.cinch.ir.op.Reshape;
import dev.cinch.ir.op.SumPool;
import dev.cinch.ir.op.Transpose;
import dev.cinch.ir.op.TypeException;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.weight.Dense;
import dev.cinch.ir.weight.Sparse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;

/**
 * A float graph in fixed point: what has an integer kernel computes with integers of formats that a
 * seed chooses, with a cast behind each sum; all else stays in floats between casts.
 */
final class Integers {

  private static final int WIDE = 40;

  private final SplittableRandom random;
  private final GraphBuilder out;
  private final Graph graph;
  private final Map<Value, Value> values = new HashMap<>();

  private Integers(Graph graph) {
    this.random = new SplittableRandom(graph.nodes().size());
    this.out = new GraphBuilder(graph.name());
    this.graph = graph;
  }

  static Graph of(Graph graph) {
    return new Integers(graph).build();
  }

  private Graph build() {
    for (Node node : graph.nodes()) {
      Value value =
          switch (node.op()) {
            case Input(var type) -> out.input(node.name(), type);
            case Constant(var weight) -> out.constant(node.name(), weight);
            case Op op -> computed(op, node);
          };
      boolean single = node.type().number() == FloatType.F32;
      values.put(node.out(), single && !isConstant(node.out()) ? narrowed(value) : value);
    }
    for (Graph.Output output : graph.outputs()) {
      out.output(output.name(), real(mapped(output.value())));
    }
    return out.build();
  }

  private boolean isConstant(Value value) {
    return graph.node(value).op() instanceof Constant;
  }

  private Value mapped(Value value) {
    return Objects.requireNonNull(values.get(value));
  }

  private Value computed(Op op, Node node) {
    if (node.type().number() == FloatType.F32) {
      try {
        List<Value> in = node.in();
        switch (op) {
          case Contraction _ -> {
            return add(op, weighted(in));
          }
          case AveragePool(var window, _) -> {
            return add(new SumPool(window), mapped(in.getFirst()));
          }
          case MaxPool _, SumPool _, Relu _, Reshape _, Transpose _ -> {
            return add(op, mapped(in.getFirst()));
          }
          case Add _, Concat _ -> {
            Fixed common = format();
            return add(op, in.stream().map(it -> cast(mapped(it), common)).toArray(Value[]::new));
          }
          case Multiply _ -> {
            return add(op, in.stream().map(it -> narrowed(mapped(it))).toArray(Value[]::new));
          }
          default -> {}
        }
      } catch (TypeException _) {
        // The sums would be too wide.
      }
    }
    Value[] reals =
        node.in().stream()
            .map(it ->
                graph.node(it).type().number() == FloatType.F32 ? real(mapped(it)) : mapped(it))
            .toArray(Value[]::new);
    return add(op, reals);
  }

  /** The operands of a contraction: constants in formats of their own, the bias in the sums'. */
  private Value[] weighted(List<Value> in) {
    Value x = narrowed(mapped(in.get(0)));
    Value w = isConstant(in.get(1)) ? constant(in.get(1), weights()) : narrowed(mapped(in.get(1)));
    if (in.size() == 2) {
      return new Value[] {x, w};
    }
    int fraction = out.type(x).fixed().fraction() + out.type(w).fixed().fraction();
    Fixed sums = new Fixed(true, 18, fraction);
    Value bias = in.get(2);
    return new Value[] {
      x, w, isConstant(bias) ? constant(bias, sums) : cast(real(mapped(bias)), sums)
    };
  }

  private Value constant(Value value, Fixed format) {
    Tensor numbers =
        graph.node(value).op() instanceof Constant(var weight) ? weight.decode() : null;
    Cast cast = Cast.requantize(format);
    Tensor raws = cast.eval(List.of(Objects.requireNonNull(numbers)), numbers.type().with(format));
    return out.constant("w", random.nextBoolean() ? new Dense(raws) : Sparse.ofNonZeros(raws));
  }

  private Value narrowed(Value value) {
    return out.type(value).isFixed() && out.type(value).fixed().width() <= WIDE / 2
        ? value
        : cast(value, format());
  }

  private Value cast(Value value, Fixed format) {
    Rounding[] roundings = Rounding.values();
    Overflow overflow = random.nextInt(4) == 0 ? Overflow.WRAP : Overflow.SATURATE;
    return add(new Cast(format, roundings[random.nextInt(roundings.length)], overflow), value);
  }

  private Value real(Value value) {
    return out.type(value).isFixed() ? add(Cast.toFloat(FloatType.F32), value) : value;
  }

  private Fixed format() {
    return new Fixed(random.nextInt(3) > 0, 2 + random.nextInt(14), random.nextInt(9) - 1);
  }

  private Fixed weights() {
    return new Fixed(random.nextInt(4) > 0, 3 + random.nextInt(14), random.nextInt(9));
  }

  private Value add(Op op, Value... in) {
    return out.add(op, List.of(in), Origin.NONE);
  }
}
