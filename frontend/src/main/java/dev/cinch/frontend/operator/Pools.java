// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.operator;

import dev.cinch.ir.Value;
import dev.cinch.ir.op.AveragePool;
import dev.cinch.ir.op.BinaryFunction;
import dev.cinch.ir.op.MaxPool;
import dev.cinch.ir.op.SumPool;
import dev.cinch.ir.op.UnaryFunction;
import dev.cinch.ir.op.Window;
import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import java.util.Optional;

/** Pooling operators. */
final class Pools {

  private static final float EUCLIDEAN = 2;

  private Pools() {}

  /** MaxPool, with the places of the greatest where somebody wants them. */
  static Operand max(Call call) {
    Windows windows = Windows.of(call);
    boolean columns = call.attributes().flag("storage_order");
    Value x = call.in(0);
    Window window = windows.over(call.shape(0), Optional.empty());
    Operand greatest = call.give(new MaxPool(window), x);
    return call.wants(1)
        ? Operand.Several.of(greatest, Maxima.places(call, window, columns))
        : greatest;
  }

  /** AveragePool. */
  static Operand average(Call call) {
    Windows windows = Windows.of(call);
    boolean countPadding = call.attributes().flag("count_include_pad");
    Value x = call.in(0);
    Shape shape = call.shape(0);
    Window window = windows.over(shape, Optional.empty());
    Window stated = windows.floored().over(shape, Optional.empty());
    if (!countPadding || window.equals(stated)) {
      return call.give(new AveragePool(window, countPadding), x);
    }
    Expansion out = new Expansion(call);
    Value sums = call.step("sums", new SumPool(window), x);
    return out.give(out.div(sums, out.constant(counts(call, window, stated))));
  }

  /**
   * How many taps of each window fall on the input or its stated padding, which they do not where
   * {@code ceil_mode} lets the window reach over both.
   */
  private static Tensor counts(Call call, Window window, Window stated) {
    Shape x = call.shape(0);
    Shape y = window.slide(x, 1).with(0, 1);
    long[] strides = y.strides();
    return Tables.reals(
        call.type(0).number(),
        y,
        i -> {
          long count = 1;
          for (int axis = 0; axis < window.axes(); axis++) {
            long place = i / strides[axis + 2] % y.dim(axis + 2);
            long end = x.dim(axis + 2) + stated.padsEnd().get(axis);
            long taps = 0;
            for (long tap = 0; tap < window.kernel().get(axis); tap++) {
              taps += window.position(axis, place, tap) < end ? 1 : 0;
            }
            count *= taps;
          }
          return count;
        });
  }

  /** LpPool: the p-norm of each window. */
  static Operand norm(Call call) {
    Windows windows = Windows.of(call);
    float p = call.attributes().real("p", EUCLIDEAN);
    Value x = call.in(0);
    return norm(call, p, x, windows.over(call.shape(0), Optional.empty()));
  }

  /** GlobalLpPool: the p-norm of each plane. */
  static Operand globalNorm(Call call) {
    float p = call.attributes().real("p", EUCLIDEAN);
    Value x = call.in(0);
    return norm(call, p, x, Windows.plane(call.shape(0)));
  }

  private static Operand norm(Call call, float p, Value x, Window window) {
    Arithmetic.requireFloats(call, x);
    if (!(p > 0)) {
      throw new Refusal("onnx.attribute.unsupported", "p = " + p + " is no norm", "");
    }
    Expansion out = new Expansion(call);
    if (p == 1) {
      return call.give(new SumPool(window), out.unary(UnaryFunction.ABS, x));
    }
    if (p == EUCLIDEAN) {
      Value squares = call.step("squares", new SumPool(window), out.mul(x, x));
      return out.give(out.unary(UnaryFunction.SQRT, squares));
    }
    Value size = out.unary(UnaryFunction.ABS, x);
    Value powers = out.binary(BinaryFunction.POW, size, out.scalar(p, x));
    Value sums = call.step("sums", new SumPool(window), powers);
    return out.give(out.binary(BinaryFunction.POW, sums, out.scalar(1.0 / p, x)));
  }

  /** GlobalMaxPool. */
  static Operand globalMax(Call call) {
    Value x = call.in(0);
    return call.give(new MaxPool(Windows.plane(call.shape(0))), x);
  }

  /** GlobalAveragePool. */
  static Operand globalAverage(Call call) {
    Value x = call.in(0);
    return call.give(new AveragePool(Windows.plane(call.shape(0)), false), x);
  }

  /** {@code dev.cinch.SumPool}: the sum of each window. */
  static Operand sum(Call call) {
    Windows windows = Windows.of(call);
    Value x = call.in(0);
    return call.give(new SumPool(windows.over(call.shape(0), Optional.empty())), x);
  }
}
