// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.operator;

import static dev.cinch.frontend.Reading.graph;
import static dev.cinch.frontend.Reading.problems;
import static dev.cinch.frontend.Reading.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cinch.ir.Graph;
import java.util.Random;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Determinants, beside those of Commons Math. */
class DeterminantsTest {

  @Test
  void matricesNeedPivotsOrAreSingular() {
    Graph graph = graph(13, "g (float[4,2,2] x) => (float[4] y) { y = Det(x) }");
    float[] x = {0, 2, 3, 0, 1, 2, 2, 4, 1, 2, 3, 4, 0, 0, 0, 0};
    assertThat(run(graph, x)).containsExactly(new float[] {-6, 0, -2, 0}, Offset.offset(1e-6f));
  }

  @Test
  void largerMatricesHaveTheDeterminantsOfCommonsMath() {
    Graph graph = graph(13, "g (float[9,9] x) => (float y) { y = Det(x) }");
    Random random = new Random(3);
    for (int run = 0; run < 20; run++) {
      float[] x = new float[81];
      double[][] rows = new double[9][9];
      for (int i = 0; i < 81; i++) {
        x[i] = random.nextFloat() - 0.5f;
        rows[i / 9][i % 9] = x[i];
      }
      double wanted = new LUDecomposition(MatrixUtils.createRealMatrix(rows)).getDeterminant();
      assertThat((double) run(graph, x)[0]).isCloseTo(wanted, Offset.offset(1e-5));
    }
  }

  @Test
  void onlySquareMatricesHaveOne() {
    assertThat(problems(13, "g (float[2,3] x) => (float y) { y = Det(x) }"))
        .containsExactly("y | Det: the determinant of [2,3]");
  }
}
