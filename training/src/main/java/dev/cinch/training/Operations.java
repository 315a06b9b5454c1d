// SPDX-License-Identifier: Apache-2.0
package dev.cinch.training;

import dev.cinch.ir.Node;
import dev.cinch.ir.op.Add;
import dev.cinch.ir.op.AveragePool;
import dev.cinch.ir.op.BatchNorm;
import dev.cinch.ir.op.Binary;
import dev.cinch.ir.op.BitCast;
import dev.cinch.ir.op.Cast;
import dev.cinch.ir.op.Concat;
import dev.cinch.ir.op.Constant;
import dev.cinch.ir.op.Contraction;
import dev.cinch.ir.op.Conv;
import dev.cinch.ir.op.Input;
import dev.cinch.ir.op.MatMul;
import dev.cinch.ir.op.MaxPool;
import dev.cinch.ir.op.Move;
import dev.cinch.ir.op.Multiply;
import dev.cinch.ir.op.Op;
import dev.cinch.ir.op.Recurrent;
import dev.cinch.ir.op.Reduce;
import dev.cinch.ir.op.Relu;
import dev.cinch.ir.op.Reshape;
import dev.cinch.ir.op.Select;
import dev.cinch.ir.op.Softmax;
import dev.cinch.ir.op.SumPool;
import dev.cinch.ir.op.Transpose;
import dev.cinch.ir.op.Unary;
import dev.cinch.ir.tensor.Shape;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** What each operator is in libtorch. */
final class Operations {

  private final Tensor examples;

  Operations(Tensor examples) {
    this.examples = examples;
  }

  /** Which operands learning changes, where they are constants. */
  static IntStream learnedOperands(Op op) {
    return switch (op) {
      case Contraction _, BatchNorm _ -> IntStream.of(1, 2);
      case Op _ -> IntStream.empty();
    };
  }

  /** The result of a node that is no constant. */
  Tensor compute(Node node, List<Tensor> in) {
    return switch (node.op()) {
      case Input(var type) -> examples.reshape(batched(type.shape()));
      case Conv(var window, var groups) -> {
        TensorOptional bias = in.size() == 3 ? new TensorOptional(in.get(2)) : new TensorOptional();
        yield Windows.convolve(in.get(0), in.get(1), bias, window, groups);
      }
      case MatMul _ -> {
        Tensor product = torch.matmul(in.get(0), in.get(1));
        yield in.size() == 3 ? torch.add(product, in.get(2)) : product;
      }
      case MaxPool(var window) -> Windows.greatest(in.getFirst(), window);
      case AveragePool(var window, var countPadding) ->
          Windows.mean(in.getFirst(), window, countPadding);
      case SumPool(var window) ->
          torch.mul(Windows.mean(in.getFirst(), window, true), new Scalar((double) window.taps()));
      case Relu _ -> torch.relu(in.getFirst());
      case Add _ -> torch.add(in.get(0), in.get(1));
      case Multiply _ -> torch.mul(in.get(0), in.get(1));
      case BatchNorm(var epsilon) ->
          torch.batch_norm(
              in.get(0),
              new TensorOptional(in.get(1)),
              new TensorOptional(in.get(2)),
              new TensorOptional(in.get(3)),
              new TensorOptional(in.get(4)),
              false,
              0,
              epsilon,
              false);
      case Softmax(var axis) -> torch.softmax(in.getFirst(), axis);
      case Reshape(var shape) -> in.getFirst().reshape(batched(shape));
      case Transpose(var permutation) ->
          in.getFirst().permute(permutation.stream().mapToLong(Integer::longValue).toArray());
      case Concat(var axis) -> torch.cat(new TensorVector(in.toArray(Tensor[]::new)), axis);
      case Constant _,
          Cast _,
          BitCast _,
          Unary _,
          Binary _,
          Select _,
          Reduce _,
          Recurrent _,
          Move _ ->
          throw new IllegalStateException(node + " is not trained");
    };
  }

  /** Extents with as many rows as there are examples in place of the leading 1. */
  private long[] batched(Shape shape) {
    long[] dims = shape.dims();
    dims[0] = examples.size(0);
    return dims;
  }
}
