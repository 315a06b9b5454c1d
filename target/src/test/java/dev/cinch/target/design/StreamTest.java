// SPDX-License-Identifier: Apache-2.0
package dev.cinch.target.design;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cinch.ir.number.Fixed;
import org.junit.jupiter.api.Test;

class StreamTest {

  @Test
  void beatsGoPlaceByPlaceWithAllChannelsTogether() {
    Stream stream = Stream.of(Fixed.INT8, new Plane(3, 2, 2));
    int[] indices = new int[12];
    for (int beat = 0; beat < 12; beat++) {
      indices[beat] = stream.index(beat);
    }
    assertThat(indices).containsExactly(0, 4, 8, 1, 5, 9, 2, 6, 10, 3, 7, 11);
  }

  @Test
  void vectorIsStreamedAsItLies() {
    Stream stream = Stream.of(Fixed.INT8, new Plane(5, 1, 1));
    assertThat(stream.index(4)).isEqualTo(4);
    assertThat(stream.isNatural()).isTrue();
  }

  @Test
  void channelsLastTensorIsStreamedAsItLies() {
    Stream stream = new Stream(Fixed.INT8, new Plane(3, 2, 2), 1, 6, 3);
    for (int beat = 0; beat < 12; beat++) {
      assertThat(stream.index(beat)).isEqualTo(beat);
    }
    assertThat(stream.isNatural()).isFalse();
  }
}
