// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu;

import dev.cinch.cpu.kernel.Aggregates;
import dev.cinch.ir.op.Aggregate;
import dev.cinch.ir.op.Aggregation;
import dev.cinch.ir.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One single-precision number for all along some axes, the sums being taken in double precision in
 * the order of the numbers: the interpreter's to the last bit.
 *
 * <p>Axes beside one another are one where they do the same. If the last is kept, each of the rows
 * along it is added to those before; else runs along it, of some results at once.
 */
final class FloatAggregate implements Step {

  private final Aggregation by;
  private final float[] x;
  private final float[] y;

  /** Whether the last axis is kept. */
  private final boolean rows;

  /** Extent of the last axis. */
  private final int inner;

  /** Where the numbers of each result, or of each row of results, begin. */
  private final int[] starts;

  /** Where runs or rows of a result begin, beside that. */
  private final int[] steps;

  /** Columns, or results, of an item. */
  private final int width;

  /** Items of a row of results. */
  private final int items;

  private final long count;
  private final Parts parts;
  private final double[][] totals;
  private final double[][] greatest;
  private final int[][] from;
  private final Scratch scratch;
  private final Team.Task task = this::part;

  /**
   * An aggregate.
   *
   * @param op what is computed
   * @param in place of the operand
   * @param out place of the result
   * @param setup what the steps of the program have in common
   */
  FloatAggregate(Aggregate op, Slot in, Slot out, Setup setup) {
    this.by = op.by();
    this.x = ((Floats) in.buffer()).at;
    this.y = ((Floats) out.buffer()).at;
    this.scratch = setup.scratch();
    List<Axis> axes = axes(in.type().shape(), op.axes());
    Axis last = axes.removeLast();
    this.rows = !last.reduced;
    this.inner = last.extent;
    this.starts = offsets(axes, false);
    this.steps = offsets(axes, true);
    this.count = out.size() == 0 ? 0 : in.size() / out.size();
    this.width = rows ? Math.min(inner, Aggregates.CHUNK) : Aggregates.LINES;
    this.items = !rows ? 1 : width == 0 ? 0 : Math.ceilDiv(inner, width);
    this.parts =
        rows
            ? Parts.of(Math.multiplyExact(starts.length, items), (long) steps.length * width)
            : Parts.of(Math.ceilDiv(starts.length, width), (long) steps.length * width * inner);
    int workers = setup.team().size();
    this.totals = new double[workers][Aggregates.CHUNK];
    this.greatest = new double[workers][Aggregates.CHUNK];
    this.from = new int[workers][Aggregates.LINES];
    scratch.needOwnReals(Aggregates.ROOM);
  }

  /** Axes beside one another that are all reduced or all kept. */
  private static final class Axis {
    private final boolean reduced;
    private int extent;
    private int stride;

    Axis(boolean reduced, int extent, int stride) {
      this.reduced = reduced;
      this.extent = extent;
      this.stride = stride;
    }
  }

  private static List<Axis> axes(Shape shape, List<Integer> reduced) {
    List<Axis> axes = new ArrayList<>();
    for (int i = 0; i < shape.rank(); i++) {
      int extent = Math.toIntExact(shape.dim(i));
      int stride = Math.toIntExact(shape.size(i + 1, shape.rank()));
      boolean drops = reduced.contains(i);
      if (!axes.isEmpty() && axes.getLast().reduced == drops) {
        axes.getLast().extent *= extent;
        axes.getLast().stride = stride;
      } else if (extent != 1) {
        axes.add(new Axis(drops, extent, stride));
      }
    }
    if (axes.isEmpty()) {
      axes.add(new Axis(false, 1, 1));
    }
    return axes;
  }

  private static int[] offsets(List<Axis> axes, boolean reduced) {
    int[] offsets = {0};
    for (Axis axis : axes) {
      if (axis.reduced == reduced) {
        int[] before = offsets;
        offsets = new int[Math.multiplyExact(before.length, axis.extent)];
        for (int i = 0; i < offsets.length; i++) {
          offsets[i] = before[i / axis.extent] + i % axis.extent * axis.stride;
        }
      }
    }
    return offsets;
  }

  @Override
  public void run(Team team) {
    team.each(parts.count(), task);
  }

  private void part(int part, int worker) {
    for (int i = parts.first(part); i < parts.end(part); i++) {
      if (rows) {
        columns(i / items, i % items * width, worker);
      } else {
        lines(i * width, worker);
      }
    }
  }

  /** Some columns of a row of results. */
  private void columns(int row, int column, int worker) {
    double[] room = scratch.ownReals(worker);
    double[] sums = totals[worker];
    double[] most = greatest[worker];
    int many = Math.min(width, inner - column);
    int start = starts[row] + column;
    if (by == Aggregation.LOG_SUM_EXP) {
      Arrays.fill(most, Double.NEGATIVE_INFINITY);
      for (int step : steps) {
        Aggregates.row(Aggregation.MAX, x, start + step, many, most, room);
      }
      forgetInfinities(most, many);
    }
    Arrays.fill(sums, by.start());
    for (int step : steps) {
      if (by == Aggregation.LOG_SUM_EXP) {
        Aggregates.exponentials(x, start + step, many, most, sums, room);
      } else {
        Aggregates.row(by, x, start + step, many, sums, room);
      }
    }
    for (int i = 0; i < many; i++) {
      y[row * inner + column + i] = (float) by.finish(sums[i], count, most[i]);
    }
  }

  /** Some results, each of runs of its own. */
  private void lines(int result, int worker) {
    double[] room = scratch.ownReals(worker);
    double[] sums = totals[worker];
    double[] most = greatest[worker];
    int many = Math.min(width, starts.length - result);
    if (by == Aggregation.LOG_SUM_EXP) {
      Arrays.fill(most, Double.NEGATIVE_INFINITY);
      aggregate(Aggregation.MAX, result, many, most, worker);
      forgetInfinities(most, many);
    }
    Arrays.fill(sums, by.start());
    if (by == Aggregation.LOG_SUM_EXP) {
      for (int i = 0; i < many; i++) {
        for (int step : steps) {
          int start = starts[result + i] + step;
          sums[i] = Aggregates.exponentials(x, start, inner, most[i], sums[i], room);
        }
      }
    } else {
      aggregate(by, result, many, sums, worker);
    }
    for (int i = 0; i < many; i++) {
      y[result + i] = (float) by.finish(sums[i], count, most[i]);
    }
  }

  private void aggregate(Aggregation what, int result, int many, double[] into, int worker) {
    int[] begin = from[worker];
    for (int step : steps) {
      for (int i = 0; i < many; i++) {
        begin[i] = starts[result + i] + step;
      }
      Aggregates.runs(what, x, begin, many, inner, into, scratch.ownReals(worker));
    }
  }

  /** An infinity less itself is no number. */
  private static void forgetInfinities(double[] most, int count) {
    for (int i = 0; i < count; i++) {
      most[i] = Double.isInfinite(most[i]) ? 0 : most[i];
    }
  }
}
