// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.operator;

import dev.cinch.ir.Value;
import dev.cinch.ir.number.Fixed;
import dev.cinch.ir.op.Aggregation;
import dev.cinch.ir.op.BinaryFunction;
import dev.cinch.ir.op.Gather;
import dev.cinch.ir.op.GatherNd;
import dev.cinch.ir.op.TypeException;
import dev.cinch.ir.op.UnaryFunction;
import dev.cinch.ir.tensor.Shape;
import java.util.List;

/** Pooling of regions of images. */
final class Regions {

  private static final long FIRST_WITH_TRANSFORMATIONS = 16;

  private final Call call;
  private final Expansion out;

  private Regions(Call call) {
    this.call = call;
    this.out = new Expansion(call);
  }

  /** RoiAlign, operator sets 10 to 22 (He et al., "Mask R-CNN"). */
  static Operand align(Call call) {
    Attributes attributes = call.attributes();
    String mode = attributes.text("mode", "avg");
    boolean first = call.opset() < FIRST_WITH_TRANSFORMATIONS;
    String transformation =
        attributes.text(
            "coordinate_transformation_mode", first ? "output_half_pixel" : "half_pixel");
    long height = attributes.integer("output_height", 1);
    long width = attributes.integer("output_width", 1);
    long ratio = attributes.integer("sampling_ratio", 0);
    double scale = attributes.real("spatial_scale", 1);
    if (!mode.equals("avg") && !mode.equals("max")) {
      attributes.refuse("mode = \"" + mode + "\" is neither avg nor max");
    }
    boolean half = transformation.equals("half_pixel");
    if (!half && !transformation.equals("output_half_pixel")) {
      attributes.refuse("coordinate_transformation_mode = \"" + transformation + "\" is not known");
    }
    Value x = call.in(0);
    Arithmetic.requireFloats(call, x);
    require(call, 4);
    Regions regions = new Regions(call);
    RegionAxis rows = RegionAxis.of(call, 0, height, scale, half, ratio);
    RegionAxis columns = RegionAxis.of(call, 1, width, scale, half, ratio);
    Value images = call.step("images", new Gather(0), x, call.in(2));
    return mode.equals("avg")
        ? regions.mean(images, rows, columns)
        : regions.greatest(images, rows, columns);
  }

  private static void require(Call call, int numbers) {
    Shape rois = call.shape(1);
    if (call.shape(0).rank() != 4 || rois.rank() != 2 || rois.dim(1) != numbers) {
      throw new TypeException("regions [" + rois + "] of [" + call.shape(0) + "]");
    }
  }

  /** Interpolation along two axes one after the other, and so the mean of all samples. */
  private Operand mean(Value images, RegionAxis rows, RegionAxis columns) {
    Value left = rows.matrix();
    Value right = out.transpose(columns.matrix(), 0, 1, 3, 2);
    return out.give(out.matMul(left, out.matMul(images, right)));
  }

  /** The greatest of all numbers around samples, each times its weight. */
  private Operand greatest(Value images, RegionAxis rows, RegionAxis columns) {
    Shape x = out.shape(images);
    long regions = x.dim(0);
    long height = rows.results();
    long width = columns.results();
    long across = rows.taps();
    long along = columns.taps();
    Value byRow = out.transpose(images, 0, 2, 1, 3);
    Value picked =
        call.step(
            "rows",
            new GatherNd(1),
            byRow,
            out.reshape(rows.indices(), regions, height * across, 1));
    Value byColumn = out.transpose(picked, 0, 3, 1, 2);
    Value corners =
        call.step(
            "columns",
            new GatherNd(1),
            byColumn,
            out.reshape(columns.indices(), regions, width * along, 1));
    Value apart = out.reshape(corners, regions, width, along, height, across, x.dim(1));
    Value weights =
        out.mul(
            out.reshape(columns.weights(), regions, width, along, 1, 1, 1),
            out.reshape(rows.weights(), regions, 1, 1, height, across, 1));
    Value counted =
        out.binary(
            BinaryFunction.AND,
            out.reshape(columns.counted(), regions, width, along, 1, 1, 1),
            out.reshape(rows.counted(), regions, 1, 1, height, across, 1));
    Value lowest = out.scalar(Double.NEGATIVE_INFINITY, apart);
    Value seen = out.select(counted, out.mul(apart, weights), lowest);
    Value most = out.aggregate(Aggregation.MAX, seen, List.of(2, 4));
    Value some = out.binary(BinaryFunction.GREATER, most, lowest);
    Value result = out.select(some, most, out.scalar(0, most));
    Value flat = out.reshape(result, regions, width, height, x.dim(1));
    return out.give(out.transpose(flat, 0, 3, 2, 1));
  }

  /** MaxRoiPool: the greatest of each cell of a region (Girshick, "Fast R-CNN"). */
  static Operand pool(Call call) {
    List<Long> cells = call.attributes().integers("pooled_shape").orElse(List.of());
    double scale = call.attributes().real("spatial_scale", 1);
    Value x = call.in(0);
    Arithmetic.requireFloats(call, x);
    require(call, 5);
    if (cells.size() != 2) {
      throw new TypeException("pooled_shape " + cells);
    }
    Regions regions = new Regions(call);
    Expansion out = regions.out;
    Shape shape = call.shape(0);
    long count = call.shape(1).dim(0);
    Value batch = out.reshape(out.cast(out.slice(call.in(1), 1, 0, 1), Fixed.INT64), count);
    Value images = call.step("images", new Gather(0), x, batch);
    Value lowest = out.scalar(Double.NEGATIVE_INFINITY, x);
    Value rows =
        out.reshape(regions.inside(0, cells, scale), count, 1, cells.get(0), shape.dim(2), 1);
    Value apart = out.reshape(images, count, shape.dim(1), 1, shape.dim(2), shape.dim(3));
    Value byRow = out.aggregate(Aggregation.MAX, out.select(rows, apart, lowest), List.of(3));
    Value columns =
        out.reshape(regions.inside(1, cells, scale), count, 1, 1, cells.get(1), shape.dim(3));
    Value most = out.aggregate(Aggregation.MAX, out.select(columns, byRow, lowest), List.of(4));
    Value some = out.binary(BinaryFunction.GREATER, most, lowest);
    Value result = out.select(some, most, out.scalar(0, most));
    return out.give(out.reshape(result, count, shape.dim(1), cells.get(0), cells.get(1)));
  }

  /** Which rows or columns belong to which cell: [regions, cells, extent]. */
  private Value inside(int axis, List<Long> cells, double scale) {
    Value first = rounded(axis == 0 ? 2 : 1, scale);
    Value last = rounded(axis == 0 ? 4 : 3, scale);
    Value one = out.scalar(1, first);
    Value size = out.max(out.add(out.sub(last, first), one), one);
    Value cell = out.div(size, out.scalar((double) cells.get(axis), size));
    Shape row = Shape.of(cells.get(axis), 1);
    Value from = out.constant(Tables.reals(out.type(first).number(), row, i -> i));
    Value to = out.constant(Tables.reals(out.type(first).number(), row, i -> i + 1));
    Value start = out.add(out.unary(UnaryFunction.FLOOR, out.mul(from, cell)), first);
    Value end = out.add(out.unary(UnaryFunction.CEIL, out.mul(to, cell)), first);
    Value places =
        out.constant(
            Tables.reals(out.type(first).number(), Shape.of(call.shape(0).dim(axis + 2)), i -> i));
    return out.binary(
        BinaryFunction.AND,
        out.binary(BinaryFunction.GREATER_OR_EQUAL, places, start),
        out.binary(BinaryFunction.LESS, places, end));
  }

  /** A corner of each region in pixels, [regions, 1, 1], rounded with ties away from 0. */
  private Value rounded(int corner, double scale) {
    Value stated = out.slice(call.in(1), 1, corner, corner + 1);
    Value scaled = out.mul(stated, out.scalar(scale, stated));
    Value half = out.mul(out.unary(UnaryFunction.SIGN, scaled), out.scalar(0.5, scaled));
    Value whole = out.unary(UnaryFunction.TRUNCATE, out.add(scaled, half));
    return out.reshape(whole, out.shape(stated).dim(0), 1, 1);
  }
}
