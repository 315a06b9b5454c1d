// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.weight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PositionsTest {

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 63, 64, 65, 1000})
  void aSetIsWalkedInOrder(long size) {
    Random random = new Random(size);
    TreeSet<Long> expected = new TreeSet<>();
    Positions.Builder builder = Positions.builder(size);
    for (int k = 0; k < size / 3 + 1 && size > 0; k++) {
      long index = random.nextLong(size);
      expected.add(index);
      builder.add(index);
    }
    Positions positions = builder.build();
    TreeSet<Long> walked = new TreeSet<>();
    for (long i = positions.next(0); i >= 0; i = positions.next(i + 1)) {
      walked.add(i);
      assertThat(positions.contains(i)).isTrue();
    }
    assertThat(walked).isEqualTo(expected);
    assertThat(positions.count()).isEqualTo(expected.size());
    assertThat(positions.next(size)).isEqualTo(-1);
    assertThat(positions.contains(size)).isFalse();
    assertThat(positions.contains(-1)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 5, 64})
  void indicesOutsideTheSizeAreRefused(long index) {
    assertThatThrownBy(() -> Positions.builder(5).add(index))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }
}
