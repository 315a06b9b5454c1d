// SPDX-License-Identifier: Apache-2.0
package dev.cinch.training;

import dev.cinch.ir.Node;
import dev.cinch.ir.number.Fixed;
import dev.cinch.ir.number.FloatType;
import dev.cinch.ir.number.Overflow;
import dev.cinch.ir.op.Accumulate;
import dev.cinch.ir.op.Add;
import dev.cinch.ir.op.Aggregate;
import dev.cinch.ir.op.ArgExtreme;
import dev.cinch.ir.op.BatchNorm;
import dev.cinch.ir.op.Binary;
import dev.cinch.ir.op.BitCast;
import dev.cinch.ir.op.Cast;
import dev.cinch.ir.op.Collision;
import dev.cinch.ir.op.Constant;
import dev.cinch.ir.op.Conv;
import dev.cinch.ir.op.Elementwise;
import dev.cinch.ir.op.Input;
import dev.cinch.ir.op.MatMul;
import dev.cinch.ir.op.Move;
import dev.cinch.ir.op.Multiply;
import dev.cinch.ir.op.Op;
import dev.cinch.ir.op.Pool;
import dev.cinch.ir.op.Recurrence;
import dev.cinch.ir.op.Reduce;
import dev.cinch.ir.op.Relu;
import dev.cinch.ir.op.ScatterElements;
import dev.cinch.ir.op.ScatterNd;
import dev.cinch.ir.op.Select;
import dev.cinch.ir.op.Softmax;
import dev.cinch.ir.op.TopK;
import dev.cinch.ir.op.Unary;
import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * What each operator is in libtorch. A result has the examples along an axis of its own, in front
 * of those of the graph, so that nothing an operator does can mix them.
 */
final class Operations {

  private final long batch;
  private final Moves moves;
  private final Layers layers;

  Operations(long batch) {
    this.batch = batch;
    this.moves = new Moves(batch);
    this.layers = new Layers(batch);
  }

  /** [B, S] for a node of shape S that is no source. */
  Tensor compute(Node node, List<Operand> in) {
    if (node.type().shape().size() == 0) {
      return Definition.compute(node, in, batch);
    }
    Tensor result =
        switch (node.op()) {
          case Input _, Constant _ -> throw new IllegalStateException(node + " is a source");
          case Cast cast -> cast(node, cast, in);
          case Move move ->
              isCombination(move) && !node.type().isFloat()
                  ? Definition.compute(node, in, batch)
                  : moves.compute(node, move, in);
          case Elementwise op ->
              elementwise(node, op, in).orElseGet(() -> Definition.compute(node, in, batch));
          case Reduce op ->
              reduced(op, in.getFirst()).orElseGet(() -> Definition.compute(node, in, batch));
          case Op _ when !node.type().isFloat() -> Definition.compute(node, in, batch);
          case Conv(var window, var groups) -> layers.convolve(window, groups, in);
          case MatMul _ -> layers.multiply(node.type().shape().rank(), in);
          case Pool op -> layers.pool(op, in.getFirst());
          case BatchNorm op -> layers.normalize(op, in);
          case Softmax(var axis) -> torch.softmax(in.getFirst().rows(batch), axis + 1L);
          case Recurrence op -> layers.recur(op, in);
        };
    return node.type().number() instanceof FloatType to && !(node.op() instanceof Cast)
        ? Numbers.rounded(result, to, Overflow.WRAP)
        : result;
  }

  private static boolean isCombination(Move move) {
    return switch (move) {
      case ScatterElements(_, var collision) -> collision != Collision.NONE;
      case ScatterNd(var collision) -> collision != Collision.NONE;
      case Move _ -> false;
    };
  }

  private Tensor cast(Node node, Cast op, List<Operand> in) {
    boolean keepsNumbers =
        in.getFirst().type().isFloat() || in.getFirst().type().number().equals(Fixed.BOOL);
    return op.to() instanceof FloatType to && keepsNumbers
        ? Numbers.rounded(in.getFirst().rows(batch), to, op.overflow())
        : Definition.compute(node, in, batch);
  }

  private static Optional<Tensor> elementwise(Node node, Elementwise op, List<Operand> in) {
    int rank = node.type().shape().rank();
    List<Tensor> x = in.stream().map(it -> it.aligned(rank)).toList();
    boolean floats = in.getFirst().type().isFloat();
    return switch (op) {
      case Relu _ -> floats ? Optional.of(torch.relu(x.get(0))) : Optional.empty();
      case Add _ -> floats ? Optional.of(torch.add(x.get(0), x.get(1))) : Optional.empty();
      case Multiply _ -> floats ? Optional.of(torch.mul(x.get(0), x.get(1))) : Optional.empty();
      case Unary(var function, var parameters) ->
          floats ? Functions.of(function, parameters, x.get(0)) : Optional.empty();
      case Binary(var function) -> Functions.of(function, floats, x.get(0), x.get(1));
      case Select _ -> Optional.of(torch.where(x.get(0), x.get(1), x.get(2)));
      case Cast _, BitCast _ -> Optional.empty();
    };
  }

  private Optional<Tensor> reduced(Reduce op, Operand in) {
    if (in.shape().size() == 0) {
      return Optional.empty();
    }
    Tensor x = in.rows(batch);
    return switch (op) {
      case Aggregate aggregate ->
          in.type().isFloat() ? Optional.of(Reductions.aggregate(aggregate, x)) : Optional.empty();
      case Accumulate accumulate ->
          in.type().isFloat()
              ? Optional.of(Reductions.accumulate(accumulate, x))
              : Optional.empty();
      case ArgExtreme extreme -> Optional.of(Reductions.place(extreme, x));
      case TopK top -> Optional.of(Reductions.top(top, x));
    };
  }
}
