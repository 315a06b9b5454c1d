// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.operator;

import dev.cinch.ir.GraphBuilder;
import dev.cinch.ir.Node;
import dev.cinch.ir.Value;
import dev.cinch.ir.op.Constant;
import dev.cinch.ir.op.Input;
import dev.cinch.ir.op.Op;
import dev.cinch.ir.tensor.Tensor;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Computes a value during import, from constants and from inputs whose numbers are given. */
final class Decision {

  private final GraphBuilder builder;
  private final InputNumbers inputs;
  private final Map<Value, Tensor> known;

  /**
   * A way to compute values.
   *
   * @param known what has been computed so far; takes what is computed here
   */
  Decision(GraphBuilder builder, InputNumbers inputs, Map<Value, Tensor> known) {
    this.builder = builder;
    this.inputs = inputs;
    this.known = known;
  }

  /**
   * Computes a value and all that it depends on.
   *
   * @return the inputs whose numbers were needed; empty when one is not given
   */
  Optional<Set<String>> of(Value value) {
    NavigableSet<Value> open = new TreeSet<>((a, b) -> Integer.compare(a.id(), b.id()));
    NavigableSet<Value> needed = new TreeSet<>(open.comparator());
    Set<String> given = new TreeSet<>();
    open.add(value);
    while (!open.isEmpty()) {
      Value next = open.pollLast();
      if (known.containsKey(next) || !needed.add(next)) {
        continue;
      }
      Node node = builder.node(next);
      if (node.op() instanceof Input) {
        Optional<Tensor> numbers =
            inputs.find(node.name()).filter(tensor -> tensor.type().equals(node.type()));
        if (numbers.isEmpty()) {
          return Optional.empty();
        }
        given.add(node.name());
        known.put(next, numbers.get());
      }
      open.addAll(node.in());
    }
    for (Value each : needed) {
      if (!known.containsKey(each)) {
        known.put(each, compute(builder.node(each)));
      }
    }
    return Optional.of(given);
  }

  private Tensor compute(Node node) {
    return switch (node.op()) {
      case Constant(var weight) -> weight.decode();
      case Op op -> op.eval(node.in().stream().map(known::get).toList(), node.type());
    };
  }
}
