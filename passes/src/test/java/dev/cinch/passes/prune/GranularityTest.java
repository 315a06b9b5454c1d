// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.prune;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cinch.ir.op.Conv;
import dev.cinch.ir.op.MatMul;
import dev.cinch.ir.op.Window;
import dev.cinch.ir.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Breaks when inputs and outputs of a weight are mixed up. */
class GranularityTest {

  private static final Conv CONV =
      new Conv(
          new Window(
              List.of(1L, 2L), List.of(1L, 1L), List.of(1L, 1L), List.of(0L, 0L), List.of(0L, 0L)),
          1);

  @Test
  void axesOfConvolutions() {
    Shape shape = Shape.of(2, 3, 1, 2);
    assertThat(Granularity.FILTER.groups(CONV, shape))
        .containsExactly(0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1);
    assertThat(Granularity.ROW.groups(CONV, shape))
        .containsExactly(0, 0, 1, 1, 2, 2, 0, 0, 1, 1, 2, 2);
    assertThat(Granularity.KERNEL.groups(CONV, shape))
        .containsExactly(0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5);
    assertThat(Granularity.ELEMENT.groups(CONV, shape)).isEmpty();
  }

  @Test
  void axesOfMatrices() {
    Shape shape = Shape.of(2, 3);
    assertThat(Granularity.FILTER.groups(new MatMul(), shape)).containsExactly(0, 1, 2, 0, 1, 2);
    assertThat(Granularity.ROW.groups(new MatMul(), shape)).containsExactly(0, 0, 0, 1, 1, 1);
    assertThat(Granularity.KERNEL.groups(new MatMul(), shape)).isEmpty();
  }

  @Test
  void blocksAreSquaresOfInputsAndOutputs() {
    int[] groups = Granularity.BLOCK.groups(new MatMul(), Shape.of(5, 6));
    assertThat(groups[0]).isEqualTo(groups[3 * 6 + 3]).isNotEqualTo(groups[4]);
    assertThat(groups[4 * 6]).isNotEqualTo(groups[0]).isNotEqualTo(groups[4 * 6 + 4]);
    assertThat(groups).hasSize(30).contains(0, 1, 2, 3).doesNotContain(4);
  }
}
