// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.operator;

import dev.cinch.ir.Diagnostic;
import dev.cinch.ir.Graph;
import dev.cinch.ir.GraphBuilder;
import dev.cinch.ir.Origin;
import dev.cinch.ir.Value;
import dev.cinch.ir.op.Contraction;
import dev.cinch.ir.op.Elementwise;
import dev.cinch.ir.op.Move;
import dev.cinch.ir.op.Normalize;
import dev.cinch.ir.op.Op;
import dev.cinch.ir.op.Pool;
import dev.cinch.ir.op.Source;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import dev.cinch.ir.weight.Weight;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A graph while it is imported: the values that names stand for, integers that are known before
 * anything runs, and every problem found so far.
 */
final class Scope {

  /** Integer tensors up to this size are computed during import: they may be somebody's shape. */
  private static final long KNOWN_SIZE = 1024;

  private final GraphBuilder builder;
  private final Set<String> layers;
  private final Map<String, Operand> operands = new HashMap<>();
  private final Map<Value, Tensor> known = new HashMap<>();
  private final Set<Diagnostic> diagnostics = new LinkedHashSet<>();

  /**
   * Starts a graph.
   *
   * @param layers names of its nodes, which constants must not take from them
   */
  Scope(String name, Set<String> layers) {
    this.builder = new GraphBuilder(name);
    this.layers = layers;
  }

  Value input(String name, TensorType type) {
    return builder.input(name, type);
  }

  Value constant(String name, Weight weight) {
    Value value = builder.constant(layers.contains(name) ? name + "_value" : name, weight);
    if (weight.type().isFixed() && weight.type().shape().size() <= KNOWN_SIZE) {
      known.put(value, weight.decode());
    }
    return value;
  }

  Value add(Op op, List<Value> in, Origin origin) {
    Value value = builder.add(op, in, origin);
    if (isCheap(op) && type(value).isFixed() && type(value).shape().size() <= KNOWN_SIZE) {
      List<Tensor> operandTensors = new ArrayList<>();
      in.forEach(operand -> known(operand).ifPresent(operandTensors::add));
      if (operandTensors.size() == in.size()) {
        known.put(value, op.eval(operandTensors, type(value)));
      }
    }
    return value;
  }

  private static boolean isCheap(Op op) {
    return switch (op) {
      case Move _, Elementwise _ -> true;
      case Source _, Contraction _, Pool _, Normalize _ -> false;
    };
  }

  TensorType type(Value value) {
    return builder.type(value);
  }

  /** The numbers of a small integer value that depends on no input. */
  Optional<Tensor> known(Value value) {
    return Optional.ofNullable(known.get(value));
  }

  /** What a name stands for; empty when nothing has defined it so far. */
  Optional<Operand> find(String name) {
    return Optional.ofNullable(operands.get(name));
  }

  /** Gives a name its meaning, and says whether it had none before. */
  boolean define(String name, Operand operand) {
    return operands.putIfAbsent(name, operand) == null;
  }

  void report(Diagnostic diagnostic) {
    diagnostics.add(diagnostic);
  }

  List<Diagnostic> diagnostics() {
    return List.copyOf(diagnostics);
  }

  void output(String name, Value value) {
    builder.output(name, value);
  }

  Graph build() {
    return builder.build();
  }
}
