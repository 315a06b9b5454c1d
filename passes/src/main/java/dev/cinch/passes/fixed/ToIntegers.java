// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.fixed;

import dev.cinch.ir.Diagnostic;
import dev.cinch.ir.Graph;
import dev.cinch.ir.Node;
import dev.cinch.ir.Origin;
import dev.cinch.ir.Result;
import dev.cinch.ir.Value;
import dev.cinch.ir.number.Fixed;
import dev.cinch.ir.op.Add;
import dev.cinch.ir.op.AveragePool;
import dev.cinch.ir.op.Binary;
import dev.cinch.ir.op.BitCast;
import dev.cinch.ir.op.Cast;
import dev.cinch.ir.op.Concat;
import dev.cinch.ir.op.Contraction;
import dev.cinch.ir.op.MaxPool;
import dev.cinch.ir.op.Move;
import dev.cinch.ir.op.Multiply;
import dev.cinch.ir.op.Normalize;
import dev.cinch.ir.op.Op;
import dev.cinch.ir.op.Recurrent;
import dev.cinch.ir.op.Reduce;
import dev.cinch.ir.op.Relu;
import dev.cinch.ir.op.Reshape;
import dev.cinch.ir.op.Select;
import dev.cinch.ir.op.Source;
import dev.cinch.ir.op.SumPool;
import dev.cinch.ir.op.Transpose;
import dev.cinch.ir.op.TypeException;
import dev.cinch.ir.op.Unary;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.weight.Dense;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Rewrites a floating-point network to integers. Every operator of the device computes exactly;
 * between layers stands one cast, to nearest with ties up and saturating. A ReLU works on the
 * accumulator, pooling and moves on what has been cast.
 */
final class ToIntegers {

  /** A constant addend may be so many bits finer than what it is added to. */
  private static final int FINER_ADDEND = 8;

  /** Digits so far below the coarsest addend's last one are rounded away. */
  private static final int FINER_SUM = 16;

  private final Graph graph;
  private final Region region;
  private final FormatSettings settings;
  private final Integers integers;
  private final List<Diagnostic> problems = new ArrayList<>();

  ToIntegers(Region region, Formats formats, FormatSettings settings) {
    this.graph = region.graph();
    this.region = region;
    this.settings = settings;
    this.integers = new Integers(region, formats);
  }

  /** Formats that were chosen, in order. */
  List<Integers.Decision> decisions() {
    return integers.decisions();
  }

  /** The integer network, or every layer whose exact result does not fit 64 bits. */
  Result<Graph> rewrite() {
    for (Node node : graph.nodes()) {
      try {
        switch (region.of(node.out())) {
          case CONSTANT -> {}
          case PREFIX, SUFFIX -> integers.setHost(node.out(), host(node));
          case DEVICE -> integers.setExact(node.out(), device(node));
        }
      } catch (TypeException e) {
        Origin origin = node.origin().withName(node.name());
        problems.add(
            Diagnostic.error(
                "fixed.width", origin, String.valueOf(e.getMessage()), "fewer bits may do"));
        return new Result.Failed<>(problems);
      }
    }
    graph.outputs().forEach(o -> integers.builder().output(o.name(), integers.onHost(o.value())));
    return Result.ok(integers.builder().build());
  }

  private Value host(Node node) {
    List<Value> in = node.in().stream().map(integers::onHost).toList();
    return integers.add(node.op(), in, node.origin());
  }

  private Value device(Node node) {
    return switch (node.op()) {
      case Contraction _ -> contraction(node);
      case Relu _ -> integers.add(node.op(), List.of(integers.exact(first(node))), node.origin());
      case MaxPool _, SumPool _, Reshape _, Transpose _ ->
          integers.add(node.op(), List.of(integers.narrow(first(node))), node.origin());
      case AveragePool pool -> average(node, pool);
      case Cast _ -> integers.narrow(first(node));
      case Concat _ -> concat(node);
      case Add _ -> sum(node);
      case Multiply _ ->
          integers.add(node.op(), node.in().stream().map(this::factor).toList(), node.origin());
      case Source _,
          Normalize _,
          BitCast _,
          Unary _,
          Binary _,
          Select _,
          Reduce _,
          Recurrent _,
          Move _ ->
          throw new IllegalStateException(node + " has no integer form and was not refused");
    };
  }

  private static Value first(Node node) {
    return node.in().get(0);
  }

  private Value factor(Value value) {
    return integers.isConstant(value) ? integers.factor(value, settings) : integers.narrow(value);
  }

  private Value contraction(Node node) {
    List<Value> in = new ArrayList<>();
    in.add(factor(node.in().get(0)));
    in.add(factor(node.in().get(1)));
    if (node.in().size() == 3) {
      Value bias = node.in().get(2);
      int fraction = integers.format(in.get(0)).fraction() + integers.format(in.get(1)).fraction();
      in.add(addend(bias, fraction));
    }
    return integers.add(node.op(), in, node.origin());
  }

  /** A constant addend with a fraction, as wide as its numbers need. */
  private Value addend(Value value, int fraction) {
    Fixed format = QuantizeWeight.holding(integers.weight(value).decode(), fraction);
    return integers.constantAs(value, format, NumberFormat.Role.BIAS);
  }

  private Value concat(Node node) {
    Fixed common = integers.narrowFormat(node.out());
    List<Value> in =
        node.in().stream()
            .map(operand ->
                integers.requantize(
                    integers.isConstant(operand)
                        ? integers.constantAs(operand, common, NumberFormat.Role.WEIGHT)
                        : integers.narrow(operand),
                    common,
                    integers.named(operand, "_concat")))
            .toList();
    return integers.add(node.op(), in, node.origin());
  }

  private Value sum(Node node) {
    List<Integer> fractions =
        node.in().stream()
            .filter(operand -> !integers.isConstant(operand))
            .map(operand -> integers.format(integers.narrow(operand)).fraction())
            .toList();
    int finest = Collections.max(fractions);
    int wanted =
        node.in().stream()
            .filter(integers::isConstant)
            .mapToInt(operand -> Math.min(fractionOf(operand), finest + FINER_ADDEND))
            .reduce(finest, Math::max);
    int common = Math.min(wanted, Collections.min(fractions) + FINER_SUM);
    List<Value> in =
        node.in().stream()
            .map(operand ->
                integers.isConstant(operand)
                    ? addend(operand, common)
                    : integers.align(
                        integers.narrow(operand), common, integers.named(operand, "_aligned")))
            .toList();
    return integers.add(node.op(), in, node.origin());
  }

  private int fractionOf(Value constant) {
    Tensor numbers = integers.weight(constant).decode();
    return QuantizeWeight.format(numbers, settings.outputs(), settings).fraction();
  }

  /** The mean of a window: its exact sum, times the reciprocal of how many numbers it has. */
  private Value average(Node node, AveragePool pool) {
    Value x = integers.narrow(first(node));
    Origin origin = node.origin();
    Value sum =
        integers.add(new SumPool(pool.window()), List.of(x), integers.named(node.out(), "_sum"));
    Tensor reciprocals = Reciprocals.of(pool, graph.node(first(node)).type().shape(), node.type());
    Value constant =
        integers.constant(new Dense(reciprocals), integers.named(node.out(), "_reciprocal"));
    Op times = new Multiply();
    return integers.add(times, List.of(sum, constant), origin);
  }
}
