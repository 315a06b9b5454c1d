// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu;

import dev.cinch.cpu.kernel.Extremes;
import dev.cinch.ir.op.Accumulate;
import dev.cinch.ir.op.Aggregation;
import dev.cinch.ir.op.ArgExtreme;
import dev.cinch.ir.tensor.Shape;
import java.util.Arrays;

/**
 * What is computed of single-precision numbers along an axis, number by number: places of extremes,
 * and running sums or products. They are the interpreter's to the last bit.
 */
final class Lines {

  private static final int COLUMNS = Extremes.COLUMNS;

  private final float[] x;
  private final int extent;
  private final int inner;

  /** Columns that are computed together, and how often. */
  private final int width;

  private final int chunks;
  private final Parts parts;

  private Lines(Slot in, int axis) {
    Shape shape = in.type().shape();
    this.x = ((Floats) in.buffer()).at;
    this.extent = Math.toIntExact(shape.dim(axis));
    this.inner = Math.toIntExact(shape.size(axis + 1, shape.rank()));
    this.width = Math.min(inner, COLUMNS);
    this.chunks = width == 0 ? 0 : Math.ceilDiv(inner, width);
    int outer = Math.toIntExact(shape.size(0, axis));
    this.parts = Parts.of(Math.multiplyExact(outer, chunks), (long) extent * width);
  }

  /** The place of the greatest or least number of each line. */
  static Step extreme(ArgExtreme op, Slot in, Longs out, int workers) {
    Lines lines = new Lines(in, op.axis());
    Extremes extremes = new Extremes(op.greatest(), op.last());
    int[][] best = new int[workers][2 * COLUMNS];
    return lines.step((outer, column, many, worker) -> {
      int from = outer * lines.extent * lines.inner + column;
      int to = outer * lines.inner + column;
      if (lines.inner == 1) {
        out.at[to] = extremes.line(lines.x, from, lines.extent);
        return;
      }
      extremes.columns(lines.x, from, lines.extent, lines.inner, many, best[worker]);
      for (int i = 0; i < many; i++) {
        out.at[to + i] = best[worker][i];
      }
    });
  }

  /** Running sums or products. */
  static Step totals(Accumulate op, Slot in, Floats out, int workers) {
    Lines lines = new Lines(in, op.axis());
    double[][] totals = new double[workers][COLUMNS];
    if (lines.inner == 1) {
      return lines.step((outer, _, _, _) -> lines.line(op, outer * lines.extent, out.at));
    }
    return lines.step((outer, column, many, worker) ->
        lines.totals(op, outer * lines.extent * lines.inner + column, many, totals[worker], out));
  }

  /** What is done with columns side by side. */
  private interface Columns {
    void compute(int outer, int column, int many, int worker);
  }

  private Step step(Columns columns) {
    Team.Task task =
        (part, worker) -> {
          for (int i = parts.first(part); i < parts.end(part); i++) {
            int column = i % chunks * width;
            columns.compute(i / chunks, column, Math.min(width, inner - column), worker);
          }
        };
    return team -> team.each(parts.count(), task);
  }

  private void line(Accumulate op, int start, float[] y) {
    boolean product = op.by() == Aggregation.PRODUCT;
    double total = product ? 1 : 0;
    for (int k = 0; k < extent; k++) {
      int at = start + (op.reverse() ? extent - 1 - k : k);
      double before = total;
      total = product ? total * x[at] : total + x[at];
      y[at] = (float) (op.exclusive() ? before : total);
    }
  }

  private void totals(Accumulate op, int start, int many, double[] totals, Floats out) {
    boolean product = op.by() == Aggregation.PRODUCT;
    float[] y = out.at;
    Arrays.fill(totals, 0, many, product ? 1 : 0);
    for (int k = 0; k < extent; k++) {
      int at = start + (op.reverse() ? extent - 1 - k : k) * inner;
      if (op.exclusive()) {
        for (int i = 0; i < many; i++) {
          y[at + i] = (float) totals[i];
        }
      }
      if (product) {
        for (int i = 0; i < many; i++) {
          totals[i] *= x[at + i];
        }
      } else {
        for (int i = 0; i < many; i++) {
          totals[i] += x[at + i];
        }
      }
      if (!op.exclusive()) {
        for (int i = 0; i < many; i++) {
          y[at + i] = (float) totals[i];
        }
      }
    }
  }
}
