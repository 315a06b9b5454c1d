// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cost.eie;

import dev.cinch.target.eie.CodeMatrix;
import java.util.Arrays;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.stream.IntStream;

/**
 * Which row stands where, so that all elements have as much to do: the fullest rows first, each
 * goes to the element that has least so far and room for a row (longest processing time first,
 * Graham, SIAM J. Appl. Math. 17/2, 1969). An element keeps its rows in their order. Results leave
 * in this order, which the columns of the next layer take up; only the last results must be put
 * back.
 */
public final class BalancedRows {

  private BalancedRows() {}

  /** An element that takes rows. */
  private static final class Element {
    private final int number;
    private final int[] rows;
    private int count;
    private long work;

    Element(int number, int room) {
      this.number = number;
      this.rows = new int[room];
    }
  }

  /**
   * The row at each place, where place {@code i} belongs to element {@code i mod elements}.
   *
   * @param matrix in its own order
   */
  public static int[] order(CodeMatrix matrix, int elements) {
    long[] work = new long[matrix.rows()];
    for (int row = 0; row < work.length; row++) {
      for (int column = 0; column < matrix.columns(); column++) {
        work[row] += matrix.decode(matrix.code(row, column)) == 0 ? 0 : 1;
      }
    }
    PriorityQueue<Element> free =
        new PriorityQueue<>(
            Comparator.<Element>comparingLong(it -> it.work).thenComparingInt(it -> it.number));
    for (int i = 0; i < Math.min(elements, work.length); i++) {
      free.add(new Element(i, Math.ceilDiv(work.length - i, elements)));
    }
    int[] order = new int[work.length];
    IntStream.range(0, work.length)
        .boxed()
        .sorted(Comparator.comparingLong(row -> -work[row]))
        .forEach(row -> {
          Element element = free.remove();
          element.rows[element.count++] = row;
          element.work += work[row];
          if (element.count < element.rows.length) {
            free.add(element);
          } else {
            place(element, elements, order);
          }
        });
    return order;
  }

  private static void place(Element element, int elements, int[] order) {
    Arrays.sort(element.rows);
    for (int slot = 0; slot < element.rows.length; slot++) {
      order[slot * elements + element.number] = element.rows[slot];
    }
  }
}
