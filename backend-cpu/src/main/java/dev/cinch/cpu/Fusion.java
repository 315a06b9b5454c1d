// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu;

import dev.cinch.cpu.kernel.Clamp;
import dev.cinch.ir.Graph;
import dev.cinch.ir.Node;
import dev.cinch.ir.Value;
import dev.cinch.ir.number.FloatType;
import dev.cinch.ir.op.Binary;
import dev.cinch.ir.op.BinaryFunction;
import dev.cinch.ir.op.Constant;
import dev.cinch.ir.op.Contraction;
import dev.cinch.ir.op.Relu;
import dev.cinch.ir.tensor.Tensor;
import java.util.Optional;

/**
 * The limits that follow a contraction and that its kernel applies while it stores sums: rectifiers
 * and clips that are the only reader of what they read.
 *
 * @param last the node whose value the kernel computes
 * @param clamp what it does to finished sums
 */
record Fusion(Node last, Clamp clamp) {

  /** A node by itself. */
  static Fusion none(Node node) {
    return new Fusion(node, Clamp.NONE);
  }

  /** A contraction with what follows it. */
  static Fusion of(Graph graph, Uses uses, Node node) {
    Fusion fusion = none(node);
    if (!(node.op() instanceof Contraction) || node.type().number() != FloatType.F32) {
      return fusion;
    }
    while (true) {
      Optional<Fusion> next = fusion.next(graph, uses);
      if (next.isEmpty()) {
        return fusion;
      }
      fusion = next.get();
    }
  }

  private Optional<Fusion> next(Graph graph, Uses uses) {
    return uses.only(last.out())
        .flatMap(reader ->
            switch (reader.op()) {
              case Relu _ -> Optional.of(new Fusion(reader, above(0)));
              case Binary(var function) when function == BinaryFunction.MAX ->
                  limit(graph, reader).map(limit -> new Fusion(reader, above(limit)));
              case Binary(var function) when function == BinaryFunction.MIN ->
                  limit(graph, reader).map(limit -> new Fusion(reader, below(limit)));
              default -> Optional.empty();
            });
  }

  private Clamp above(float limit) {
    return new Clamp(Math.max(clamp.low(), limit), Math.max(clamp.high(), limit));
  }

  private Clamp below(float limit) {
    return new Clamp(Math.min(clamp.low(), limit), Math.min(clamp.high(), limit));
  }

  /** The one number that the other operand is. */
  private Optional<Float> limit(Graph graph, Node reader) {
    if (!reader.type().equals(last.type())) {
      return Optional.empty();
    }
    for (Value operand : reader.in()) {
      if (graph.node(operand).op() instanceof Constant(var weight)
          && weight.type().shape().size() == 1) {
        Tensor tensor = weight.decode();
        return Float.isNaN(tensor.floatAt(0)) ? Optional.empty() : Optional.of(tensor.floatAt(0));
      }
    }
    return Optional.empty();
  }
}
