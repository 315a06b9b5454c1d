// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.prune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cinch.ir.op.MatMul;
import dev.cinch.ir.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Breaks when lonely numbers count as much as those in company. */
class CompanyTest {

  private static Company company(double strength) {
    Shape shape = Shape.of(2, 3);
    return new Company(
        strength,
        List.of(Granularity.ROW.groups(new MatMul(), shape), new int[0]),
        List.of(Granularity.FILTER.groups(new MatMul(), shape), new int[0]));
  }

  @Test
  void scoresAreWeighedByTheirInputAndOutput() {
    float[] scores = {1, 2, 0, 0, 2, 1};
    company(1).weigh(0, scores);
    // Inputs have 5 and 5 of 10, outputs 1, 8 and 1.
    float lonely = (float) Math.sqrt(0.3);
    float together = 2 * (float) Math.sqrt(2.4);
    assertThat(scores)
        .containsExactly(new float[] {lonely, together, 0, 0, together, lonely}, within(1e-5f));
  }

  @Test
  void otherTensorsAndNoStrengthChangeNothing() {
    float[] scores = {1, 2, 0, 0, 2, 1};
    company(0).weigh(0, scores);
    Company.NONE.weigh(0, scores);
    company(1).weigh(1, scores);
    assertThat(scores).containsExactly(1, 2, 0, 0, 2, 1);
    float[] nothing = new float[6];
    company(1).weigh(0, nothing);
    assertThat(nothing).containsOnly(0);
  }
}
