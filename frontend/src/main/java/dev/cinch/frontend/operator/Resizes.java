// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.operator;

import dev.cinch.ir.Value;
import dev.cinch.ir.number.Fixed;
import dev.cinch.ir.number.FloatType;
import dev.cinch.ir.number.NumberType;
import dev.cinch.ir.op.Gather;
import dev.cinch.ir.op.TypeException;
import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * Resize and Upsample. Extents and weights are known on import, so the axes are resized one after
 * the other: by picking the nearest numbers, or by a product with a matrix of weights.
 */
final class Resizes {

  private static final long SCALES_AS_OPERAND = 9;
  private static final long FIRST_WITH_SIZES = 11;
  private static final long FIRST_WITH_SCALES = 7;

  private final Call call;
  private final Expansion out;
  private final ResizeRule rule;
  private final float extrapolation;

  private Resizes(Call call, ResizeRule rule, float extrapolation) {
    this.call = call;
    this.out = new Expansion(call);
    this.rule = rule;
    this.extrapolation = extrapolation;
  }

  /** Upsample: by scales, which are attributes before operator set 9, then an operand. */
  static Operand upsample(Call call) {
    ResizeRule rule = ResizeRule.of(call);
    Attributes attributes = call.attributes();
    List<Double> scales;
    if (call.opset() < FIRST_WITH_SCALES) {
      double width = attributes.real("width_scale", 1);
      double height = attributes.real("height_scale", 1);
      scales = List.of(1.0, 1.0, height, width);
    } else {
      Optional<List<Float>> stated = attributes.reals("scales");
      scales =
          call.opset() < SCALES_AS_OPERAND
              ? stated.orElse(List.of()).stream().map(Float::doubleValue).toList()
              : reals(call.decided(1, "the list of scales"));
    }
    List<Integer> all = Expansion.axes(0, call.shape(0).rank());
    return new Resizes(call, rule, 0)
        .give(byScales(rule, call.shape(0), all, scales, List.of()), all);
  }

  /** Resize: by scales or to sizes, of all axes or of those that are stated. */
  static Operand resize(Call call) {
    ResizeRule rule = ResizeRule.of(call);
    Attributes attributes = call.attributes();
    Shape shape = call.shape(0);
    Optional<List<Long>> stated = attributes.integers("axes");
    List<Integer> axes =
        stated
            .map(list -> list.stream().map(axis -> Axes.within(axis, shape.rank(), false)).toList())
            .orElse(Expansion.axes(0, shape.rank()));
    String policy = attributes.text("keep_aspect_ratio_policy", "stretch");
    Resizes resizes = new Resizes(call, rule, attributes.real("extrapolation_value", 0));
    if (call.opset() < FIRST_WITH_SIZES) {
      List<Double> scales = reals(call.decided(1, "the list of scales"));
      return resizes.give(byScales(rule, shape, axes, scales, List.of()), axes);
    }
    call.ignoreOperand(1);
    List<Double> region =
        rule.crops() ? reals(call.decided(1, "the region of interest")) : List.of();
    List<Double> scales = call.has(2) ? reals(call.decided(2, "the list of scales")) : List.of();
    return scales.isEmpty()
        ? resizes.give(
            bySizes(rule, shape, axes, call.integers(3, "the list of sizes"), policy, region), axes)
        : resizes.give(byScales(rule, shape, axes, scales, region), axes);
  }

  private static List<Double> reals(Tensor tensor) {
    return LongStream.range(0, tensor.size()).mapToObj(tensor::valueAt).toList();
  }

  private static List<ResizeAxis> byScales(
      ResizeRule rule, Shape shape, List<Integer> axes, List<Double> scales, List<Double> region) {
    requireEach(axes, scales.size());
    List<ResizeAxis> result = new ArrayList<>();
    for (int i = 0; i < axes.size(); i++) {
      long in = shape.dim(axes.get(i));
      double scale = scales.get(i);
      double start = region.isEmpty() ? 0 : region.get(i);
      double end = region.isEmpty() ? 1 : region.get(i + axes.size());
      if (!(scale > 0)) {
        throw new TypeException("a scale of " + scale);
      }
      // In single precision, as scales are stated: 0.7 of 10 are 7.
      long extent = (long) Math.floor((float) (in * (end - start)) * (float) scale);
      result.add(new ResizeAxis(rule, in, extent, scale, start, end));
    }
    return result;
  }

  private static List<ResizeAxis> bySizes(
      ResizeRule rule,
      Shape shape,
      List<Integer> axes,
      List<Long> sizes,
      String policy,
      List<Double> region) {
    requireEach(axes, sizes.size());
    List<ResizeAxis> result = new ArrayList<>();
    for (int i = 0; i < axes.size(); i++) {
      long in = shape.dim(axes.get(i));
      double scale = common(shape, axes, sizes, policy).orElse((double) sizes.get(i) / in);
      long extent = policy.equals("stretch") ? sizes.get(i) : (long) Math.floor(scale * in + 0.5);
      double start = region.isEmpty() ? 0 : region.get(i);
      double end = region.isEmpty() ? 1 : region.get(i + axes.size());
      result.add(new ResizeAxis(rule, in, extent, scale, start, end));
    }
    return result;
  }

  /** The scale of all axes where the aspect ratio is kept. */
  private static Optional<Double> common(
      Shape shape, List<Integer> axes, List<Long> sizes, String policy) {
    List<Double> each = new ArrayList<>();
    for (int i = 0; i < axes.size(); i++) {
      each.add((double) sizes.get(i) / shape.dim(axes.get(i)));
    }
    return switch (policy) {
      case "stretch" -> Optional.empty();
      case "not_larger" -> each.stream().min(Double::compare);
      case "not_smaller" -> each.stream().max(Double::compare);
      default ->
          throw new Refusal(
              "onnx.attribute.unsupported",
              "keep_aspect_ratio_policy = \"" + policy + "\" is not known",
              "");
    };
  }

  private static void requireEach(List<Integer> axes, int count) {
    if (axes.size() != count) {
      throw new TypeException(count + " scales or sizes for " + axes.size() + " axes");
    }
  }

  private Operand give(List<ResizeAxis> resized, List<Integer> axes) {
    Value x = call.in(0);
    NumberType number = call.type(0).number();
    boolean real = number instanceof FloatType || rule.isNearest();
    Value result = real ? x : out.cast(x, FloatType.F32);
    for (int i = 0; i < resized.size(); i++) {
      result = resized(result, axes.get(i), resized.get(i));
    }
    for (int i = 0; i < resized.size(); i++) {
      if (resized.get(i).leaves()) {
        result = outside(result, axes.get(i), resized.get(i));
      }
    }
    Value back = out.cast(result, number);
    return back.equals(x) ? call.operand(0) : out.give(back);
  }

  private Value resized(Value x, int axis, ResizeAxis along) {
    if (along.out() > 0 && along.in() == 0) {
      throw new TypeException("numbers of none along axis " + axis);
    }
    if (rule.isNearest()) {
      Tables.requireModest(along.out());
      long[] places = LongStream.range(0, along.out()).map(along::nearest).toArray();
      boolean same = Arrays.equals(places, LongStream.range(0, along.in()).toArray());
      return same ? x : call.step("nearest", new Gather(axis), x, out.integers(places));
    }
    double seen = along.in() + 2 * along.reach();
    Tables.requireModest((long) (along.out() * seen * 2));
    double[][] rows = new double[Math.toIntExact(along.out())][];
    Arrays.setAll(rows, along::weights);
    return isIdentity(rows, along.in()) ? x : weighted(x, axis, rows);
  }

  private static boolean isIdentity(double[][] rows, long extent) {
    boolean same = rows.length == extent;
    for (int row = 0; same && row < rows.length; row++) {
      same = rows[row][row] == 1;
    }
    return same;
  }

  /** The product with a matrix along an axis. */
  private Value weighted(Value x, int axis, double[][] rows) {
    Shape shape = out.shape(x);
    int width = (int) shape.dim(axis);
    long before = shape.size(0, axis);
    long behind = shape.size(axis + 1, shape.rank());
    NumberType number = out.type(x).number();
    Shape result = shape.with(axis, rows.length);
    if (behind == 1) {
      Tensor columns =
          Tables.reals(
              number,
              Shape.of(width, rows.length),
              i -> rows[(int) (i % rows.length)][(int) (i / rows.length)]);
      Value lines = out.reshape(x, before, width);
      return out.reshape(out.matMul(lines, out.constant(columns)), result);
    }
    Tensor matrix =
        Tables.reals(
            number, Shape.of(rows.length, width), i -> rows[(int) (i / width)][(int) (i % width)]);
    Value planes = out.reshape(x, before, width, behind);
    return out.reshape(out.matMul(out.constant(matrix), planes), result);
  }

  /** The stated number wherever the result lies outside the operand. */
  private Value outside(Value x, int axis, ResizeAxis along) {
    long[] dims = new long[out.rank(x)];
    Arrays.fill(dims, 1);
    dims[axis] = along.out();
    Tensor mask = Tables.integers(Fixed.BOOL, Shape.of(dims), i -> along.isOutside(i) ? 1 : 0);
    return out.select(out.constant(mask), out.scalar(extrapolation, x), x);
  }
}
