// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.operator;

import dev.cinch.ir.Value;
import dev.cinch.ir.op.Reshape;
import dev.cinch.ir.op.TypeException;
import dev.cinch.ir.op.Window;
import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * DeformConv: a convolution whose taps are moved by offsets that are computed, and perhaps scaled
 * (Zhu et al., "Deformable ConvNets v2: More Deformable, Better Results").
 */
final class DeformableConvolutions {

  private DeformableConvolutions() {}

  /** DeformConv, operator sets 19 and 22: numbers between four are interpolated, outside is 0. */
  static Operand read(Call call) {
    Windows windows = Windows.of(call);
    long groups = call.attributes().integer("group", 1);
    long parts = call.attributes().integer("offset_group", 1);
    Value x = call.in(0);
    Arithmetic.requireFloats(call, x);
    Shape shape = call.shape(0);
    Shape w = call.shape(1);
    if (w.rank() != shape.rank() || groups < 1 || parts < 1) {
      throw new TypeException("weights [" + w + "] for [" + shape + "]");
    }
    List<Long> kernel = LongStream.of(w.dims()).skip(2).boxed().toList();
    Window window = windows.over(shape, Optional.of(kernel));
    Shape y = window.slide(shape, w.dim(0));
    long channels = shape.dim(1);
    boolean fits = channels % parts == 0 && channels == w.dim(1) * groups;
    if (!fits || w.dim(0) % groups != 0 || !window.kernel().equals(kernel)) {
      throw new TypeException(
          "weights [%s] in %d groups and offsets in %d for [%s]"
              .formatted(w, groups, parts, shape));
    }
    Expansion out = new Expansion(call);
    Value columns = columns(call, window, y, parts);
    long depth = w.dim(1) * window.taps();
    Value each = out.reshape(columns, shape.dim(0), groups, depth, y.size(2, y.rank()));
    Shape filters = Shape.of(groups, w.dim(0) / groups, depth);
    Value weights = Prepared.operand(call, 1, List.of(new Reshape(filters)));
    Value result = out.reshape(out.matMul(weights, each), y);
    if (!call.has(3)) {
      return out.give(result);
    }
    long[] dims = new long[y.rank() - 1];
    Arrays.fill(dims, 1);
    dims[0] = w.dim(0);
    return out.give(out.add(result, out.reshape(call.in(3), dims)));
  }

  /** What each tap of each window reads: [N, C, taps, windows]. */
  private static Value columns(Call call, Window window, Shape y, long parts) {
    Expansion out = new Expansion(call);
    Shape x = call.shape(0);
    int axes = window.axes();
    long images = x.dim(0) * parts;
    long taps = window.taps();
    long windows = y.size(2, y.rank());
    long each = x.dim(1) / parts;
    Value offsets = out.reshape(call.in(2), images, taps, axes, windows);
    Value moves = out.reshape(out.transpose(offsets, 0, 1, 3, 2), images, taps * windows, axes);
    Value places = out.add(moves, out.constant(unmoved(call, window, y)));
    long[] spread = x.dims();
    spread[0] = images;
    spread[1] = each;
    Sampling sampling = new Sampling(call, out.reshape(call.in(0), spread));
    Value numbers = sampling.read(sampling.zeroOutside(sampling.linear(places)));
    Value scaled =
        call.has(4)
            ? out.mul(numbers, out.reshape(call.in(4), images, taps * windows, 1))
            : numbers;
    return out.transpose(scaled, 0, 2, 1);
  }

  /** Where taps fall without offsets: [1, taps * windows, axes]. */
  private static Tensor unmoved(Call call, Window window, Shape y) {
    int axes = window.axes();
    long windows = y.size(2, y.rank());
    long[] windowStrides = Shape.of(Expansion.dims(y, 2, y.rank())).strides();
    long[] tapStrides = Shape.of(window.kernel()).strides();
    return Tables.reals(
        call.type(0).number(),
        Shape.of(1, window.taps() * windows, axes),
        i -> {
          int axis = (int) (i % axes);
          long place = i / axes % windows / windowStrides[axis] % y.dim(axis + 2);
          long tap = i / axes / windows / tapStrides[axis] % window.kernel().get(axis);
          return window.position(axis, place, tap);
        });
  }
}
