// SPDX-License-Identifier: Apache-2.0
package dev.cinch.training;

import dev.cinch.ir.Node;
import dev.cinch.ir.op.Concat;
import dev.cinch.ir.op.Expand;
import dev.cinch.ir.op.Gather;
import dev.cinch.ir.op.GatherElements;
import dev.cinch.ir.op.GatherNd;
import dev.cinch.ir.op.Move;
import dev.cinch.ir.op.Pad;
import dev.cinch.ir.op.Reshape;
import dev.cinch.ir.op.ScatterElements;
import dev.cinch.ir.op.ScatterNd;
import dev.cinch.ir.op.Slice;
import dev.cinch.ir.op.Transpose;
import dev.cinch.ir.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Moves of numbers inside each example, [B, S] to [B, S']. */
final class Moves {

  private final long batch;

  Moves(long batch) {
    this.batch = batch;
  }

  Tensor compute(Node node, Move op, List<Operand> in) {
    Tensor x = in.getFirst().rows(batch);
    Shape shape = in.getFirst().shape();
    List<Long> dims = LongStream.of(node.type().shape().dims()).boxed().toList();
    return switch (op) {
      case Reshape(var to) -> x.reshape(Operand.behind(batch, to));
      case Transpose(var permutation) ->
          x.permute(Operand.behind(0, permutation.stream().mapToLong(axis -> axis + 1L).toArray()));
      case Concat(var axis) -> {
        Tensor[] parts = in.stream().map(it -> it.rows(batch)).toArray(Tensor[]::new);
        yield torch.cat(new TensorVector(parts), axis + 1L);
      }
      case Slice slice -> slice(slice, x);
      case Pad pad -> pad.mode() == Pad.Mode.CONSTANT ? padded(pad, x, in.get(1)) : folded(pad, x);
      case Expand(var to) -> {
        Operand each = new Operand(x, in.getFirst().type(), true);
        yield each.aligned(to.rank()).expand(Operand.behind(batch, to));
      }
      case Gather(var axis) ->
          gather(in.get(0), in.get(1), axis).reshape(Operand.behind(batch, node.type().shape()));
      case GatherElements(var axis) ->
          Places.gather(x, Places.elements(in.get(1), shape, axis), dims);
      case GatherNd(var shared) -> Places.gather(x, Places.tuples(in.get(1), shape, shared), dims);
      case ScatterElements(var axis, var collision) ->
          Places.scatter(
              x, Places.elements(in.get(1), shape, axis), in.get(2).rows(batch), collision);
      case ScatterNd(var collision) ->
          Places.scatter(x, Places.tuples(in.get(1), shape, 0), in.get(2).rows(batch), collision);
    };
  }

  private static Tensor slice(Slice op, Tensor x) {
    Tensor result = x;
    for (int axis = 0; axis < op.shape().rank(); axis++) {
      long first = op.starts().get(axis);
      long step = op.steps().get(axis);
      long count = op.shape().dim(axis);
      long last = first + step * (count - 1);
      long least = Math.min(first, last);
      Tensor part =
          torch.slice(
              result,
              axis + 1L,
              new LongOptional(least),
              new LongOptional(Math.max(first, last) + 1),
              Math.max(1, Math.abs(step)));
      if (step == 0) {
        long[] dims = result.sizes().vec().get();
        dims[axis + 1] = count;
        part = part.expand(dims);
      }
      result = step < 0 ? part.flip(axis + 1L) : part;
    }
    return result;
  }

  private static Tensor padded(Pad op, Tensor x, Operand value) {
    long[] pads = new long[2 * op.begins().size()];
    for (int axis = 0; axis < op.begins().size(); axis++) {
      // The last axis comes first.
      int at = 2 * (op.begins().size() - 1 - axis);
      pads[at] = op.begins().get(axis);
      pads[at + 1] = op.ends().get(axis);
    }
    Tensor with = value.tensor();
    if (!value.each() && x.scalar_type() != ScalarType.Long && !with.requires_grad()) {
      return torch.constant_pad_nd(x, pads, new Scalar(with.to(ScalarType.Double).item_double()));
    }
    Tensor inside = torch.ones_like(x).detach().to(ScalarType.Bool);
    Tensor isInside = torch.constant_pad_nd(inside, pads, new Scalar(0L));
    long[] one = new long[op.begins().size() + 1];
    Arrays.fill(one, 1);
    one[0] = with.numel();
    Tensor around = torch.constant_pad_nd(x, pads, new Scalar(0L));
    return torch.where(isInside, around, with.reshape(one));
  }

  /** Padding with the tensor's own numbers, axis by axis. */
  private static Tensor folded(Pad op, Tensor x) {
    Tensor result = x;
    for (int axis = 0; axis < op.begins().size(); axis++) {
      long before = op.begins().get(axis);
      long extent = x.size(axis + 1L);
      long[] sources =
          LongStream.range(-before, extent + op.ends().get(axis))
              .map(index -> op.mode().source(index, extent))
              .toArray();
      if (sources.length != extent) {
        result = result.index_select(axis + 1L, Tensor.create(sources, sources.length));
      }
    }
    return result;
  }

  /** Slices along an axis, [B, outer, k, inner]. */
  private Tensor gather(Operand x, Operand indices, int axis) {
    long outer = x.shape().size(0, axis);
    long extent = x.shape().dim(axis);
    long inner = x.shape().size(axis + 1, x.rank());
    long count = indices.shape().size();
    Tensor places = Places.within(indices.tensor(), extent);
    if (!indices.each()) {
      return x.rows(batch)
          .reshape(batch, outer, extent, inner)
          .index_select(2, places.reshape(count));
    }
    if (!x.each()) {
      Tensor rows = x.tensor().reshape(outer, extent, inner);
      Tensor found = rows.index_select(1, places.reshape(batch * count));
      return found.reshape(outer, batch, count, inner).permute(1, 0, 2, 3);
    }
    Tensor each = places.reshape(batch, 1, count, 1).expand(batch, outer, count, inner);
    return x.tensor().reshape(batch, outer, extent, inner).gather(2, each);
  }
}
