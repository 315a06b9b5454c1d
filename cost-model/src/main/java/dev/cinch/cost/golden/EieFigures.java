// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cost.golden;

import dev.cinch.cost.eie.BalancedRows;
import dev.cinch.cost.eie.Queues;
import dev.cinch.cost.golden.Comparison.Above;
import dev.cinch.cost.golden.Comparison.Points;
import dev.cinch.cost.golden.Comparison.Shown;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import dev.cinch.ir.tensor.TensorWriter;
import dev.cinch.ir.weight.Dense;
import dev.cinch.target.eie.CodeMatrix;
import dev.cinch.target.eie.PackedColumns;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** What was published of EIE, for seeded random patterns with the published loads. */
final class EieFigures {

  private static final int ELEMENTS = 64;
  private static final int GAP_BITS = 4;
  private static final int ENTRIES_PER_LINE = 8;
  private static final int DEPTH = 8;
  private static final int MEGAHERTZ = 800;
  private static final int ROWS = 1000;
  private static final int COLUMNS = 1760;
  private static final int FITTING_STEPS = 6;

  private final List<Comparison> rows = new ArrayList<>();

  /** All of them. */
  static List<Comparison> all() {
    EieFigures figures = new EieFigures();
    figures.depths();
    figures.times();
    return figures.rows;
  }

  /** A pattern whose elements have the entries that the simulator's had. */
  private void depths() {
    Random random = new Random(8);
    TensorWriter mask = Tensor.writer(TensorType.fixed(true, 2, 0, ROWS, COLUMNS));
    for (Published load : Published.table("eie-loads")) {
      int element = load.whole("element");
      int left = load.whole("entries");
      int places = Math.ceilDiv(ROWS - element, ELEMENTS) * COLUMNS;
      for (int place = 0; place < places; place++) {
        if (random.nextInt(places - place) < left) {
          long row = element + (long) ELEMENTS * (place / COLUMNS);
          mask.setRaw(row * COLUMNS + place % COLUMNS, 1);
          left--;
        }
      }
    }
    Tensor pattern = mask.finish();
    PackedColumns packed = pack(pattern, ROWS, COLUMNS);
    for (Published row : Published.table("eie-depths")) {
      rows.add(
          new Comparison(
              "EIE, its simulator",
              "Alex-8 balance, queue of " + row.text("depth"),
              "1",
              row.number("balance"),
              balance(packed, row.whole("depth")),
              new Points(1.5)));
      if (row.whole("depth") == DEPTH) {
        rows.add(
            new Comparison(
                "EIE, its simulator",
                "Alex-8 balance, queue of 8, rows balanced by us",
                "1",
                row.number("balance"),
                balance(balanced(pattern), DEPTH),
                new Above(2)));
      }
    }
  }

  private static PackedColumns balanced(Tensor pattern) {
    CodeMatrix matrix =
        matrix(pattern, ROWS, COLUMNS, (row, column) -> place(row, column, COLUMNS));
    int[] order = BalancedRows.order(matrix, ELEMENTS);
    return PackedColumns.pack(
        matrix(pattern, ROWS, COLUMNS, (row, column) -> place(order[row], column, COLUMNS)),
        ELEMENTS,
        GAP_BITS);
  }

  private static long place(int row, int column, int columns) {
    return (long) row * columns + column;
  }

  private static CodeMatrix matrix(Tensor mask, int rows, int columns, CodeMatrix.Layout layout) {
    return new CodeMatrix(new Dense(mask), rows, columns, layout);
  }

  /**
   * Patterns of the published theoretical time. Rows of real networks are correlated, and random
   * ones balance better: only Alex-7 is held to a bar.
   */
  private void times() {
    for (Published row : Published.table("eie-times")) {
      int columns = (int) Math.round(row.whole("inputs") * row.number("active") / 100);
      double entries = row.number("theoretical") * MEGAHERTZ * ELEMENTS;
      String layer = row.text("layer");
      rows.add(
          new Comparison(
              "EIE, ISCA 2016",
              layer + " balance",
              "1",
              row.number("theoretical") / row.number("actual"),
              balance(fitted(row.whole("outputs"), columns, entries), DEPTH),
              layer.equals("Alex-7") ? new Points(3) : new Shown()));
    }
  }

  private static PackedColumns fitted(int outputs, int columns, double entries) {
    double density = entries / outputs / columns;
    PackedColumns packed = drawn(outputs, columns, density);
    for (int step = 0; step < FITTING_STEPS; step++) {
      density *= entries / packed.entries();
      packed = drawn(outputs, columns, density);
    }
    return packed;
  }

  private static PackedColumns drawn(int outputs, int columns, double density) {
    Random random = new Random(7);
    TensorWriter mask = Tensor.writer(TensorType.fixed(true, 2, 0, outputs, columns));
    for (long i = 0; i < (long) outputs * columns; i++) {
      mask.setRaw(i, random.nextDouble() < density ? 1 : 0);
    }
    return pack(mask.finish(), outputs, columns);
  }

  private static PackedColumns pack(Tensor mask, int rows, int columns) {
    CodeMatrix matrix = matrix(mask, rows, columns, (row, column) -> place(row, column, columns));
    return PackedColumns.pack(matrix, ELEMENTS, GAP_BITS);
  }

  private static double balance(PackedColumns packed, int depth) {
    Queues queues = new Queues(packed, depth, ENTRIES_PER_LINE);
    for (int column = 0; column < packed.matrix().columns(); column++) {
      queues.broadcast(column);
    }
    return (double) queues.entries() / ELEMENTS / queues.cycles();
  }
}
