// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cinch.ir.tensor.Shape;
import org.junit.jupiter.api.Test;

/** Breaks when users are pointed at another number than the one that is meant. */
class PositionTest {

  private static Position last(long... dims) {
    Shape shape = Shape.of(dims);
    return Position.of("conv", "sum", shape, shape.size() - 1);
  }

  private static Position at(long sample, int channel, int row, int column) {
    return new Position("conv", "sum", sample, channel, row, column);
  }

  @Test
  void tensorsOfAnyRankHavePositions() {
    assertThat(last()).isEqualTo(at(0, 0, 0, 0));
    assertThat(last(5)).isEqualTo(at(0, 4, 0, 0));
    assertThat(last(3, 5)).isEqualTo(at(2, 4, 0, 0));
    assertThat(last(3, 5, 7)).isEqualTo(at(2, 4, 0, 6));
    assertThat(last(3, 5, 7, 11)).isEqualTo(at(2, 4, 6, 10));
    assertThat(last(3, 5, 2, 7, 11)).isEqualTo(at(2, 4, 13, 10));
    assertThat(Position.of("conv", "sum", Shape.of(3, 5, 7, 11), ((1 * 5 + 2) * 7 + 3) * 11 + 4))
        .isEqualTo(at(1, 2, 3, 4));
  }

  @Test
  void laterSamplesAreCountedOn() {
    assertThat(at(1, 2, 3, 4).later(10).toString())
        .isEqualTo("layer conv, sum of sample 11 at channel 2, row 3, column 4");
  }
}
