// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.operator;

import dev.cinch.ir.Value;
import dev.cinch.ir.number.Fixed;
import dev.cinch.ir.number.NumberType;
import dev.cinch.ir.op.Aggregation;
import dev.cinch.ir.op.BinaryFunction;
import dev.cinch.ir.op.Gather;
import dev.cinch.ir.op.GatherNd;
import dev.cinch.ir.op.UnaryFunction;
import dev.cinch.ir.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongToDoubleFunction;

/**
 * Reads a tensor [N, C, spatial...] of floats between its numbers. For each of P places there are K
 * taps along each of the n spatial axes, and so K^n numbers with weights, of which the result [N,
 * P, C] is the sum.
 */
final class Sampling {

  /**
   * Taps along each axis.
   *
   * @param places their indices as floats, [N, P, n, K]
   * @param weights their weights, of the same shape
   */
  record Taps(Value places, Value weights) {}

  private final Call call;
  private final Expansion out;
  private final Value x;
  private final Shape shape;
  private final int axes;

  Sampling(Call call, Value x) {
    this.call = call;
    this.out = new Expansion(call);
    this.x = x;
    this.shape = out.shape(x);
    this.axes = shape.rank() - 2;
  }

  private NumberType format() {
    return out.type(x).number();
  }

  /** A number for each axis that depends on its extent, to go with taps. */
  Value perAxis(LongToDoubleFunction ofExtent) {
    return out.constant(
        Tables.reals(
            format(),
            Shape.of(axes, 1),
            axis -> ofExtent.applyAsDouble(shape.dim((int) axis + 2))));
  }

  /** One tap, at places [N, P, n] that are indices already. */
  Taps at(Value places) {
    Value taps = apart(places);
    return new Taps(taps, out.expand(out.scalar(1, taps), out.shape(taps)));
  }

  /** Two taps around places [N, P, n], weighted by how near they are. */
  Taps linear(Value places) {
    Value before = out.unary(UnaryFunction.FLOOR, apart(places));
    Value behind = out.sub(apart(places), before);
    Value weights = out.concat(3, List.of(out.sub(out.scalar(1, behind), behind), behind));
    Value taps = out.concat(3, List.of(before, out.add(before, out.scalar(1, before))));
    return new Taps(taps, weights);
  }

  /**
   * Four taps around places [N, P, n], by cubic convolution with coefficient {@code a} (Keys,
   * "Cubic convolution interpolation for digital image processing").
   */
  Taps cubic(Value places, double a) {
    Value before = out.unary(UnaryFunction.FLOOR, apart(places));
    Value offsets = out.constant(Tables.reals(format(), Shape.of(4), i -> i - 1));
    Value taps = out.add(before, offsets);
    Value d = out.unary(UnaryFunction.ABS, out.sub(apart(places), taps));
    Value near = polynomial(d, 1, 0, -(a + 3), a + 2);
    Value far = polynomial(d, -4 * a, 8 * a, -5 * a, a);
    Value inner = out.constant(Tables.integers(Fixed.BOOL, Shape.of(4), i -> i % 3 == 0 ? 0 : 1));
    return new Taps(taps, out.select(inner, near, far));
  }

  private Value polynomial(Value x, double... coefficients) {
    Value sum = out.scalar(coefficients[coefficients.length - 1], x);
    for (int i = coefficients.length - 2; i >= 0; i--) {
      sum = out.add(out.mul(sum, x), out.scalar(coefficients[i], x));
    }
    return sum;
  }

  private Value apart(Value places) {
    Shape dims = out.shape(places);
    return out.reshape(places, dims.dim(0), dims.dim(1), dims.dim(2), 1);
  }

  /** Without weight where taps lie outside the tensor. */
  Taps zeroOutside(Taps taps) {
    Value first = out.scalar(0, taps.places());
    Value inside =
        out.binary(
            BinaryFunction.AND,
            out.binary(BinaryFunction.GREATER_OR_EQUAL, taps.places(), first),
            out.binary(BinaryFunction.LESS_OR_EQUAL, taps.places(), perAxis(extent -> extent - 1)));
    Value none = out.scalar(0, taps.weights());
    return new Taps(taps.places(), out.select(inside, taps.weights(), none));
  }

  /** The weighted sums: [N, P, C]. */
  Value read(Taps taps) {
    Value nearest =
        out.min(
            out.max(taps.places(), out.scalar(0, taps.places())), perAxis(extent -> extent - 1));
    Value indices = out.transpose(combined(out.cast(nearest, Fixed.INT64)), 0, 1, 3, 2);
    Value each = combined(taps.weights());
    Value weights = out.aggregate(Aggregation.PRODUCT, each, List.of(2));
    List<Integer> channelsLast = new ArrayList<>(List.of(0));
    channelsLast.addAll(Expansion.axes(2, shape.rank()));
    channelsLast.add(1);
    Value moved = out.transpose(x, channelsLast);
    Value numbers = call.step("taps", new GatherNd(1), moved, indices);
    Shape places = out.shape(indices);
    return out.reshape(out.matMul(weights, numbers), places.dim(0), places.dim(1), shape.dim(1));
  }

  /** Every combination of one tap for each axis: [N, P, n, K^n] from [N, P, n, K]. */
  private Value combined(Value taps) {
    long count = out.shape(taps).dim(3);
    long all = Math.powExact(count, axes);
    List<Value> each = new ArrayList<>();
    for (int axis = 0; axis < axes; axis++) {
      long stride = Math.powExact(count, axes - 1 - axis);
      Value which = out.constant(Tables.integers(Shape.of(all), i -> i / stride % count));
      each.add(call.step("combined", new Gather(3), out.slice(taps, 2, axis, axis + 1), which));
    }
    return out.concat(2, each);
  }
}
