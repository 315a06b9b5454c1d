// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.plan;

import dev.cinch.ir.Graph;
import dev.cinch.ir.Node;
import dev.cinch.ir.Value;
import dev.cinch.ir.number.Fixed;
import dev.cinch.ir.op.Constant;
import dev.cinch.ir.op.Conv;
import dev.cinch.ir.op.Window;
import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import dev.cinch.ir.weight.Weight;
import dev.cinch.target.design.Engine;
import dev.cinch.target.design.Plane;
import dev.cinch.target.design.Stream;
import dev.cinch.target.eie.CodeMatrix;
import dev.cinch.target.eie.GapWidth;
import dev.cinch.target.eie.PackedColumns;
import java.util.Optional;

/** Turns a contraction into an engine of one element. */
final class EngineStage {

  private static final int WIDEST_WEIGHT = 32;

  private EngineStage() {}

  /** Why a contraction cannot be an engine; empty when it can. */
  static Optional<String> obstacle(Graph graph, Node node, Stream in) {
    if (!(graph.node(node.in().get(1)).op() instanceof Constant(var weight))) {
      return Optional.of("multiplies two computed tensors, and an engine holds its weights");
    }
    if (node.in().size() == 3 && !(graph.node(node.in().get(2)).op() instanceof Constant)) {
      return Optional.of("has a computed bias");
    }
    if (!weight.type().isFixed()
        || !weight.type().fixed().signed()
        || weight.type().fixed().width() > WIDEST_WEIGHT) {
      return Optional.of(
          "has weights " + weight.type() + ", and an engine takes signed to 32 bits");
    }
    if (Chain.plane(node.type().shape()).isEmpty()) {
      return Optional.of("gives [" + node.type().shape() + "], not [1, n] or [1, c, h, w]");
    }
    if (node.op() instanceof Conv && !in.isNatural()) {
      return Optional.of("convolves a transposed tensor");
    }
    return Optional.empty();
  }

  /** The engine of a contraction, with the activation and cast that follow it. */
  static Engine of(
      Graph graph, Node node, Stream in, Value result, boolean relu, Optional<Fixed> to) {
    Weight weight = ((Constant) graph.node(node.in().get(1)).op()).weight();
    CodeMatrix matrix = matrix(node, weight, in);
    Tensor bias = bias(graph, node, matrix.rows());
    Fixed accumulator = Accumulator.prove(matrix, in.number(), bias);
    Plane plane = Chain.plane(node.type().shape()).orElseThrow();
    Fixed out = to.orElse(accumulator);
    PackedColumns columns = PackedColumns.pack(matrix, 1, GapWidth.best(matrix, 1));
    Optional<Window> window =
        node.op() instanceof Conv(var w, var _) ? Optional.of(w) : Optional.empty();
    return new Engine(
        node.name(),
        in,
        Stream.of(out, plane),
        node.out(),
        result,
        window,
        columns,
        bias,
        accumulator,
        relu,
        to.isPresent());
  }

  private static CodeMatrix matrix(Node node, Weight weight, Stream in) {
    Shape shape = weight.type().shape();
    if (node.op() instanceof Conv(var window, var groups)) {
      int filters = (int) shape.dim(0);
      int channels = (int) shape.dim(1);
      int taps = (int) window.taps();
      return new CodeMatrix(
          weight,
          filters,
          in.plane().channels() * taps,
          CodeMatrix.Layout.convolution(filters, channels, taps, (int) groups));
    }
    int outputs = (int) shape.dim(-1);
    return new CodeMatrix(
        weight,
        outputs,
        (int) shape.dim(-2),
        (row, column) -> (long) in.index(column) * outputs + row);
  }

  private static Tensor bias(Graph graph, Node node, int rows) {
    if (node.in().size() == 3) {
      return ((Constant) graph.node(node.in().get(2)).op()).weight().decode();
    }
    Fixed sum = node.type().fixed();
    TensorType type = TensorType.fixed(true, 1, sum.fraction(), rows);
    return Tensor.writer(type).finish();
  }
}
