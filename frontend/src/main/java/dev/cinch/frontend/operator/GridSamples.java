// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.operator;

import dev.cinch.ir.Value;
import dev.cinch.ir.number.FloatType;
import dev.cinch.ir.number.NumberType;
import dev.cinch.ir.op.BinaryFunction;
import dev.cinch.ir.op.MatMul;
import dev.cinch.ir.op.TypeException;
import dev.cinch.ir.op.UnaryFunction;
import dev.cinch.ir.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Images read at the places of a grid, and grids. */
final class GridSamples {

  private static final double CUBIC = -0.75;

  private final Expansion out;
  private final Sampling sampling;
  private final String padding;
  private final boolean corners;

  private GridSamples(Expansion out, Sampling sampling, String padding, boolean corners) {
    this.out = out;
    this.sampling = sampling;
    this.padding = padding;
    this.corners = corners;
  }

  /** GridSample, in any number of spatial axes (the spatial transformer of Jaderberg et al.). */
  static Operand read(Call call) {
    Attributes attributes = call.attributes();
    String mode = attributes.text("mode", "linear");
    String padding = attributes.text("padding_mode", "zeros");
    boolean corners = attributes.flag("align_corners");
    if (!List.of("zeros", "border", "reflection").contains(padding)) {
      attributes.refuse("padding_mode = \"" + padding + "\" is not known");
    }
    Arithmetic.requireFloats(call, call.in(0));
    Shape x = call.shape(0);
    Shape grid = call.shape(1);
    int axes = x.rank() - 2;
    boolean fits = axes >= 1 && grid.rank() == x.rank() && grid.dim(-1) == axes;
    if (!fits || grid.dim(0) != x.dim(0)) {
      throw new TypeException("a grid [" + grid + "] for [" + x + "]");
    }
    Expansion out = new Expansion(call);
    NumberType number = call.type(0).number();
    boolean exact = number == FloatType.F64 || call.type(1).number() == FloatType.F64;
    FloatType wide = exact ? FloatType.F64 : FloatType.F32;
    Sampling sampling = new Sampling(call, out.cast(call.in(0), wide));
    long count = grid.size(1, grid.rank() - 1);
    // A grid names the last axis first.
    Value places = out.reversed(out.reshape(out.cast(call.in(1), wide), x.dim(0), count, axes), 2);
    Value sums = new GridSamples(out, sampling, padding, corners).sums(places, mode);
    long[] dims = grid.dims();
    System.arraycopy(dims, 1, dims, 2, axes);
    dims[1] = x.dim(1);
    Value result = out.reshape(out.transpose(sums, 0, 2, 1), dims);
    return out.give(out.cast(result, number));
  }

  private Value sums(Value normal, String mode) {
    Value places = denormalized(normal);
    return sampling.read(
        switch (mode) {
          case "nearest" -> padded(sampling.at(brought(out.unary(UnaryFunction.ROUND, places))));
          case "linear", "bilinear" -> padded(sampling.linear(brought(places)));
          case "cubic", "bicubic" -> padded(sampling.cubic(brought(places), CUBIC));
          default ->
              throw new Refusal(
                  "onnx.attribute.unsupported", "mode = \"" + mode + "\" is not known", "");
        });
  }

  /**
   * From -1..1 to indices; the ends are the centres of the first and last number, or their rims.
   */
  private Value denormalized(Value normal) {
    Value one = out.scalar(1, normal);
    Value two = out.scalar(2, normal);
    Value shifted = out.add(normal, one);
    return corners
        ? out.mul(out.div(shifted, two), flat(sampling.perAxis(extent -> extent - 1)))
        : out.div(out.sub(out.mul(shifted, flat(sampling.perAxis(extent -> extent))), one), two);
  }

  /** Places brought back onto the image, where the padding mode does so. */
  private Value brought(Value places) {
    return switch (padding) {
      case "border" -> {
        Value low = flat(sampling.perAxis(_ -> corners ? 0 : -0.5));
        Value high = flat(sampling.perAxis(extent -> corners ? extent - 1 : extent - 0.5));
        Value inside =
            out.binary(
                BinaryFunction.AND,
                out.binary(BinaryFunction.GREATER_OR_EQUAL, places, low),
                out.binary(BinaryFunction.LESS_OR_EQUAL, places, high));
        Value last = flat(sampling.perAxis(extent -> extent - 1));
        Value nearest = out.min(out.max(places, out.scalar(0, places)), last);
        yield out.select(inside, places, nearest);
      }
      case "reflection" -> flat(reflected(apart(places)));
      default -> places;
    };
  }

  private Sampling.Taps padded(Sampling.Taps taps) {
    return switch (padding) {
      case "zeros" -> sampling.zeroOutside(taps);
      case "reflection" -> new Sampling.Taps(reflected(taps.places()), taps.weights());
      default -> taps;
    };
  }

  /** Places thrown back at the ends of each axis, as often as it takes. */
  private Value reflected(Value places) {
    double first = corners ? 0 : -0.5;
    Value low = out.scalar(first, places);
    Value period = sampling.perAxis(extent -> Math.max(1, 2 * (extent - 1 - 2 * first)));
    Value along = out.binary(BinaryFunction.MOD, out.sub(places, low), period);
    Value back = out.sub(sampling.perAxis(extent -> 2 * (extent - 1 - 2 * first)), along);
    return out.add(out.min(along, back), low);
  }

  private Value apart(Value places) {
    Shape dims = out.shape(places);
    return out.reshape(places, dims.dim(0), dims.dim(1), dims.dim(2), 1);
  }

  /** Without the axis of the taps. */
  private Value flat(Value perAxis) {
    Shape dims = out.shape(perAxis);
    return out.reshape(perAxis, Shape.of(Arrays.copyOf(dims.dims(), dims.rank() - 1)));
  }

  /** AffineGrid: the places that an affine map of each image's own grid gives. */
  static Operand affine(Call call) {
    boolean corners = call.attributes().flag("align_corners");
    List<Long> size = call.integers(1, "the size of the images");
    Shape theta = call.shape(0);
    int axes = size.size() - 2;
    boolean fits = axes >= 1 && theta.rank() == 3 && theta.dim(0) == size.getFirst();
    if (!fits || theta.dim(1) != axes || theta.dim(2) != axes + 1) {
      throw new TypeException("maps [" + theta + "] for images of " + size);
    }
    Expansion out = new Expansion(call);
    Shape spatial = Shape.of(size.subList(2, size.size()));
    long[] strides = spatial.strides();
    Value grid =
        out.constant(
            Tables.reals(
                call.type(0).number(),
                Shape.of(spatial.size(), axes + 1),
                i -> {
                  int axis = axes - 1 - (int) (i % (axes + 1));
                  return axis < 0
                      ? 1
                      : normal(
                          i / (axes + 1) / strides[axis] % spatial.dim(axis),
                          spatial.dim(axis),
                          corners);
                }));
    Value maps = out.transpose(call.in(0), 0, 2, 1);
    Value places = call.step("places", new MatMul(), grid, maps);
    List<Long> dims = new ArrayList<>(size.subList(2, size.size()));
    dims.add(0, size.getFirst());
    dims.add((long) axes);
    return out.give(out.reshape(places, Shape.of(dims)));
  }

  private static double normal(long index, long extent, boolean corners) {
    if (corners) {
      return extent == 1 ? 0 : 2.0 * index / (extent - 1) - 1;
    }
    return (2.0 * index + 1) / extent - 1;
  }
}
