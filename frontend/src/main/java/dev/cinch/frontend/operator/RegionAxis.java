// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.operator;

import dev.cinch.ir.Value;
import dev.cinch.ir.number.Fixed;
import dev.cinch.ir.op.BinaryFunction;
import dev.cinch.ir.op.TypeException;
import dev.cinch.ir.op.UnaryFunction;
import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import java.util.List;

/** Where RoiAlign takes samples along one axis: a few in each bin of each region. */
final class RegionAxis {

  private static final long MOST_SAMPLES = 1L << 20;

  private final Expansion out;
  private final long regions;
  private final long extent;
  private final long bins;
  private final long samples;
  private final Value counts;
  private final Value places;
  private final Value near;
  private final Value counted;

  /**
   * Works out the places.
   *
   * @param samples the most samples in a bin
   * @param start where each region starts, [regions, 1, 1]
   * @param size how far it reaches, of the same shape
   * @param counts samples in each bin of each region, of the same shape
   */
  private RegionAxis(
      Expansion out, long extent, long bins, long samples, Value start, Value size, Value counts) {
    this.out = out;
    this.regions = out.shape(start).dim(0);
    this.extent = extent;
    this.bins = bins;
    this.samples = samples;
    this.counts = out.max(counts, out.scalar(1, counts));
    Value bin = out.div(size, out.scalar((double) bins, size));
    Value whichBin = ramp(start, Shape.of(bins, 1), 0);
    Value whichSample = out.div(ramp(start, Shape.of(samples), 0.5), this.counts);
    Value stated = out.add(start, out.mul(bin, out.add(whichBin, whichSample)));
    Value last = out.scalar((double) extent - 1, stated);
    this.places = out.min(out.max(stated, out.scalar(0, stated)), last);
    this.near =
        out.binary(
            BinaryFunction.AND,
            out.binary(BinaryFunction.GREATER_OR_EQUAL, stated, out.scalar(-1, stated)),
            out.binary(BinaryFunction.LESS_OR_EQUAL, stated, out.scalar((double) extent, stated)));
    Value number = ramp(start, Shape.of(samples), 0);
    Value some = out.binary(BinaryFunction.LESS, number, counts);
    this.counted = out.expand(some, out.shape(stated));
  }

  private Value ramp(Value like, Shape shape, double from) {
    return out.constant(Tables.reals(out.type(like).number(), shape, i -> i + from));
  }

  /**
   * An axis of a node's regions.
   *
   * @param axis 0 for rows, 1 for columns
   * @param half whether regions are moved by half a pixel, and may be smaller than one
   * @param ratio samples in each bin; 0 for as many as a bin has pixels
   */
  static RegionAxis of(Call call, int axis, long bins, double scale, boolean half, long ratio) {
    Expansion out = new Expansion(call);
    long extent = call.shape(0).dim(axis + 2);
    if (bins < 1 || ratio < 0 || ratio > MOST_SAMPLES || extent < 1) {
      throw new TypeException(bins + " bins with " + ratio + " samples along " + extent);
    }
    Value start = corner(call, 1 - axis, scale, half);
    Value end = corner(call, 3 - axis, scale, half);
    Value extents = out.sub(end, start);
    Value size = half ? extents : out.max(extents, out.scalar(1, extents));
    if (ratio > 0) {
      Value counts = out.expand(out.scalar((double) ratio, size), out.shape(size));
      return new RegionAxis(out, extent, bins, ratio, start, size, counts);
    }
    Value counts = out.unary(UnaryFunction.CEIL, out.div(size, out.scalar((double) bins, size)));
    Value some = out.max(counts, out.scalar(0, counts));
    long most = mostSamples(call, axis, bins, scale, half);
    return new RegionAxis(out, extent, bins, most, start, size, some);
  }

  private static Value corner(Call call, int which, double scale, boolean half) {
    Expansion out = new Expansion(call);
    Value stated = out.slice(call.in(1), 1, which, which + 1);
    Value scaled = out.mul(stated, out.scalar(scale, stated));
    Value moved = half ? out.sub(scaled, out.scalar(0.5, scaled)) : scaled;
    return out.reshape(moved, call.shape(1).dim(0), 1, 1);
  }

  private static long mostSamples(Call call, int axis, long bins, double scale, boolean half) {
    Tensor regions = call.decided(1, "the list of regions, which with sampling_ratio 0 decides,");
    long most = 1;
    for (long i = 0; i < regions.shape().dim(0); i++) {
      double stated = regions.valueAt(4 * i + 3 - axis) - regions.valueAt(4 * i + 1 - axis);
      double size = half ? stated * scale : Math.max(1, stated * scale);
      // One more than enough, should the graph's arithmetic round up; it then counts for nothing.
      most = Math.max(most, (long) Math.ceil(size / bins) + 1);
    }
    if (most > MOST_SAMPLES) {
      throw new TypeException(most + " samples in a bin");
    }
    return most;
  }

  /** Bins of each region. */
  long results() {
    return bins;
  }

  /** Numbers that the samples of a bin lie between. */
  long taps() {
    return 2 * samples;
  }

  /** What each number gives to the mean of each bin: [regions, 1, bins, extent]. */
  Value matrix() {
    Value apart = out.reshape(places, regions, bins, samples, 1);
    Value distance = out.unary(UnaryFunction.ABS, out.sub(apart, ramp(apart, Shape.of(extent), 0)));
    Value one = out.scalar(1, apart);
    Value hat = out.max(out.sub(one, distance), out.scalar(0, apart));
    Value used = out.binary(BinaryFunction.AND, near, counted);
    Value shown = out.reshape(used, regions, bins, samples, 1);
    Value sums = out.sum(out.select(shown, hat, out.scalar(0, hat)), List.of(2));
    return out.div(
        out.reshape(sums, regions, 1, bins, extent), out.reshape(counts, regions, 1, 1, 1));
  }

  private Value before() {
    return out.unary(UnaryFunction.FLOOR, places);
  }

  private Value pairs(Value before, Value behind) {
    Shape single = Shape.of(regions, bins, samples, 1);
    return out.concat(3, List.of(out.reshape(before, single), out.reshape(behind, single)));
  }

  /** The numbers around each sample: [regions, bins, samples, 2]. */
  Value indices() {
    Value before = before();
    Value next = out.add(before, out.scalar(1, before));
    Value behind = out.min(next, out.scalar((double) extent - 1, before));
    return out.cast(pairs(before, behind), Fixed.INT64);
  }

  /** The weights of the numbers around each sample, 0 for samples far outside. */
  Value weights() {
    Value behind = out.sub(places, before());
    Value none = out.scalar(0, behind);
    Value rest = out.sub(out.scalar(1, behind), behind);
    return pairs(out.select(near, rest, none), out.select(near, behind, none));
  }

  /** Whether samples count. */
  Value counted() {
    return pairs(counted, counted);
  }
}
