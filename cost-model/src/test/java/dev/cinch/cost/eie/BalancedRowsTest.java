// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cost.eie;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import dev.cinch.ir.tensor.TensorWriter;
import dev.cinch.ir.weight.Dense;
import dev.cinch.target.eie.CodeMatrix;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Breaks when a row is lost, or elements have less equal work than rows in turn give them. */
class BalancedRowsTest {

  private static int work(CodeMatrix matrix, int row) {
    return (int) IntStream.range(0, matrix.columns()).filter(c -> matrix.code(row, c) != 0).count();
  }

  private static int most(CodeMatrix matrix, int[] order, int elements) {
    int[] work = new int[elements];
    for (int i = 0; i < order.length; i++) {
      work[i % elements] += work(matrix, order[i]);
    }
    return Arrays.stream(work).max().orElseThrow();
  }

  @Test
  void everyRowHasAPlaceAndTheFullestElementHasLess() {
    Random random = new Random(64);
    for (int elements : new int[] {1, 4, 7, 60}) {
      int rows = 50;
      int columns = 40;
      TensorWriter out = Tensor.writer(TensorType.fixed(true, 2, 0, rows, columns));
      for (int row = 0; row < rows; row++) {
        double density = random.nextDouble();
        for (int column = 0; column < columns; column++) {
          out.setRaw((long) row * columns + column, random.nextDouble() < density ? 1 : 0);
        }
      }
      CodeMatrix matrix =
          new CodeMatrix(
              new Dense(out.finish()),
              rows,
              columns,
              (row, column) -> (long) row * columns + column);
      int[] order = BalancedRows.order(matrix, elements);
      int[] inTurn = IntStream.range(0, rows).toArray();
      assertThat(Arrays.stream(order).sorted().toArray()).containsExactly(inTurn);
      assertThat(most(matrix, order, elements)).isLessThanOrEqualTo(most(matrix, inTurn, elements));
      for (int place = elements; place < rows; place++) {
        assertThat(order[place]).isGreaterThan(order[place - elements]);
      }
    }
  }
}
