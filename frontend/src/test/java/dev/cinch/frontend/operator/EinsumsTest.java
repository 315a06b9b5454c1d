// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.operator;

import static dev.cinch.frontend.Reading.counting;
import static dev.cinch.frontend.Reading.graph;
import static dev.cinch.frontend.Reading.problems;
import static dev.cinch.frontend.Reading.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cinch.ir.Graph;
import dev.cinch.ir.op.MatMul;
import org.junit.jupiter.api.Test;

/** Sums of products in the forms of NumPy: what its einsum gives for the same letters. */
class EinsumsTest {

  private static Graph one(String equation, String x, String y) {
    return graph(
        13,
        "g (float[%s] x) => (float[%s] y) { y = Einsum <equation = \"%s\"> (x) }"
            .formatted(x, y, equation));
  }

  private static Graph two(String equation, String a, String b, String y) {
    return graph(
        13,
        "g (float[%s] a, float[%s] b) => (float[%s] y) { y = Einsum <equation = \"%s\"> (a, b) }"
            .formatted(a, b, y, equation));
  }

  @Test
  void oneOperandIsTransposedSummedOrCutToItsDiagonal() {
    assertThat(run(one("ij->ji", "2,3", "3,2"), counting(6))).containsExactly(0, 3, 1, 4, 2, 5);
    assertThat(run(one("ba", "2,3", "3,2"), counting(6))).containsExactly(0, 3, 1, 4, 2, 5);
    assertThat(run(one("ij->i", "2,3", "2"), counting(6))).containsExactly(3, 12);
    assertThat(run(one("ij->", "2,3", ""), counting(6))).containsExactly(15);
    assertThat(run(one("ii->i", "3,3", "3"), counting(9))).containsExactly(0, 4, 8);
    assertThat(run(one("ii", "3,3", ""), counting(9))).containsExactly(12);
    assertThat(run(one("iji->ij", "2,2,2", "2,2"), counting(8))).containsExactly(0, 2, 5, 7);
    assertThat(run(one("...i->...", "2,3", "2"), counting(6))).containsExactly(3, 12);
  }

  @Test
  void twoOperandsBecomeAMatrixProduct() {
    Graph product = two("ij,jk->ik", "2,2", "2,2", "2,2");
    assertThat(product.nodes()).anyMatch(node -> node.op() instanceof MatMul);
    float[] a = {1, 2, 3, 4};
    float[] b = {5, 6, 7, 8};
    assertThat(run(product, a, b)).containsExactly(19, 22, 43, 50);
    assertThat(run(two("ij,jk->ki", "2,2", "2,2", "2,2"), a, b)).containsExactly(19, 43, 22, 50);
    assertThat(run(two("ij,ij->", "2,2", "2,2", ""), a, b)).containsExactly(70);
    assertThat(run(two("ij,ij->ij", "2,2", "2,2", "2,2"), a, b)).containsExactly(5, 12, 21, 32);
    assertThat(run(two("i,j->ij", "2", "2", "2,2"), new float[] {1, 2}, new float[] {3, 4}))
        .containsExactly(3, 4, 6, 8);
    assertThat(run(two("bij,bjk->bik", "2,1,2", "2,2,1", "2,1,1"), a, b)).containsExactly(17, 53);
    assertThat(run(two("...ij,jk->...ik", "2,1,2", "2,1", "2,1,1"), a, new float[] {1, 10}))
        .containsExactly(21, 43);
    assertThat(run(two("ij,k->i", "2,2", "2", "2"), a, new float[] {1, 10}))
        .containsExactly(33, 77);
  }

  @Test
  void equationsThatDoNotFitAreRefused() {
    for (String equation : new String[] {"i->i", "ij->k", "ij->ii", "ij,jk->ik", "i1->i", ""}) {
      String node = "y = Einsum <equation = \"" + equation + "\"> (x)";
      assertThat(problems(13, "g (float[2,2] x) => (float[] y) { " + node + " }"))
          .hasSize(1)
          .allMatch(problem -> problem.startsWith("y | Einsum: "));
    }
  }
}
