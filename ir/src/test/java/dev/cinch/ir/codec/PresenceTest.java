// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.weight.Positions;
import java.util.Arrays;
import java.util.Random;
import java.util.function.LongPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PresenceTest {

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.003, 0.1, 0.5, 0.98, 1})
  void positionsOfEveryShapeAreReadBackInEveryView(double density) throws Malformed {
    Random random = new Random(1);
    for (Shape shape :
        new Shape[] {
          Shape.of(),
          Shape.of(77),
          Shape.of(1, 40),
          Shape.of(40, 1),
          Shape.of(36, 50),
          Shape.of(81, 7),
          Shape.of(1, 1, 9, 9),
          Shape.of(5, 7, 9),
          Shape.of(6, 1, 3, 3),
          Shape.of(1, 6, 3, 5),
          Shape.of(4, 3, 2, 3, 2)
        }) {
      Positions positions = set(shape, _ -> random.nextDouble() < density);
      for (View view : View.candidates(shape)) {
        for (int spread = 0; spread < Presence.SPREADS; spread++) {
          assertReadBack(view, spread, positions);
        }
      }
    }
  }

  @Test
  void aLongTensorIsReadBack() throws Malformed {
    Shape shape = Shape.of(300, 300, 7, 7);
    View view = View.of(shape);
    assertThat(view.isLong()).isTrue();
    Random random = new Random(2);
    assertReadBack(view, 1, set(shape, i -> i / 14_700 % 9 == 0 && random.nextInt(40) == 0));
  }

  @Test
  void outputsAndInputsOfWhichNothingIsKeptCostNextToNothing() throws Malformed {
    Random random = new Random(3);
    Shape shape = Shape.of(800, 500);
    Positions positions =
        set(shape, i -> i / 500 % 4 == 0 && i % 500 % 8 == 0 && random.nextInt(5) == 0);
    double bits = assertReadBack(View.of(shape), 0, positions);
    double block = 200 * 63 * 0.722;
    assertThat(bits).isLessThan(block + 800 * 0.82 + 500 * 0.55 + 500);
  }

  @Test
  void neighboursInTheGridAreLearned() throws Malformed {
    Random random = new Random(4);
    Shape shape = Shape.of(40, 30, 5, 5);
    boolean[] rows = new boolean[40 * 30 * 5];
    for (int k = 0; k < rows.length; k++) {
      rows[k] = random.nextBoolean();
    }
    Positions smooth = set(shape, i -> rows[(int) (i / 5)] && random.nextInt(10) > 0);
    Positions rough = set(shape, _ -> random.nextInt(100) < 45);
    long bits = assertReadBack(View.of(shape), 3, smooth);
    assertThat(bits).isLessThan(assertReadBack(View.of(shape), 3, rough) * 3 / 4);
  }

  @Test
  void aMatrixOfImagesIsBestSeenInGrids() throws Malformed {
    Random random = new Random(5);
    Shape shape = Shape.of(20 * 16, 60);
    boolean[] channels = new boolean[20 * 60];
    for (int k = 0; k < channels.length; k++) {
      channels[k] = random.nextInt(4) == 0;
    }
    Positions positions =
        set(shape, i -> channels[(int) (i / (16 * 60) * 60 + i % 60)] && random.nextInt(10) > 2);
    View grids = new View(60, 20, 4, 4, true);
    assertThat(View.candidates(shape)).contains(grids);
    assertThat(assertReadBack(grids, 0, positions))
        .isLessThan(assertReadBack(View.of(shape), 0, positions) * 3 / 4);
  }

  @Test
  void moreLinesThanAModelTakesAreRefused() {
    View view = View.of(Shape.of(1 << 21, 2));
    assertThat(Presence.codes(view)).isFalse();
    assertThat(Presence.codes(new View(2, 1, 1 << 10, 1 << 11, false))).isFalse();
    assertThat(Presence.codes(new View(2, 2, 1 << 10, 1 << 11, false))).isTrue();
    RangeDecoder in = new RangeDecoder(new byte[9]);
    assertThatThrownBy(() -> Presence.read(in, view)).hasMessageContaining("2097152 x 2");
  }

  @Test
  void aShortStreamHoldsNoMoreDecisionsThanItsBytesPayFor() {
    View view = View.of(Shape.of(4000, 4000));
    byte[] all = new byte[64];
    Arrays.fill(all, (byte) 0x3F);
    RangeDecoder in = new RangeDecoder(all);
    assertThatThrownBy(() -> Presence.read(in, view)).isInstanceOf(Malformed.class);
  }

  private static Positions set(Shape shape, LongPredicate contains) {
    Positions.Builder positions = Positions.builder(shape.size());
    for (long i = 0; i < shape.size(); i++) {
      if (contains.test(i)) {
        positions.add(i);
      }
    }
    return positions.build();
  }

  private static long assertReadBack(View view, int spread, Positions positions) throws Malformed {
    RangeEncoder out = new RangeEncoder();
    Presence.write(out, view, spread, positions);
    RangeDecoder in = new RangeDecoder(out.toBytes());
    assertThat(Presence.read(in, view)).isEqualTo(positions);
    in.finish();
    return in.bitsRead();
  }
}
