// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.weight.Positions;
import java.util.Random;
import java.util.function.LongPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PositionCodeTest {

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.002, 0.03, 0.2, 0.5, 0.9, 0.995, 1})
  void positionsOfEveryDensityAreReadBack(double density) throws Malformed {
    for (Shape shape : new Shape[] {Shape.of(1000), Shape.of(31, 33), Shape.of(7, 5, 3, 11)}) {
      Random random = new Random(11);
      assertReadBack(shape, set(shape, _ -> random.nextDouble() < density));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.005, 0.01, 0.05, 0.2})
  void independentPositionsTakeLittleMoreThanTheirEntropy(double density) throws Malformed {
    Shape shape = Shape.of(500, 800);
    Random random = new Random(12);
    double bits = assertReadBack(shape, set(shape, _ -> random.nextDouble() < density));
    double entropy =
        -density * Math.log(density) / Math.log(2)
            - (1 - density) * Math.log(1 - density) / Math.log(2);
    assertThat(bits / shape.size() / entropy).isLessThan(1.05);
  }

  @Test
  void itDoesNotMatterWhichWayAMatrixLies() throws Malformed {
    Random random = new Random(13);
    Shape shape = Shape.of(300, 200);
    boolean[] rows = new boolean[300];
    for (int r = 0; r < 300; r++) {
      rows[r] = random.nextInt(10) == 0;
    }
    Positions lying = set(shape, i -> rows[(int) (i / 200)] && random.nextInt(8) == 0);
    Shape turned = Shape.of(200, 300);
    Positions standing = set(turned, i -> lying.contains(i % 300 * 200 + i / 300));
    assertThat(Math.abs(assertReadBack(shape, lying) - assertReadBack(turned, standing)))
        .isLessThanOrEqualTo(2);
  }

  @Test
  void wholeRowsCostNextToNothing() throws Malformed {
    Shape shape = Shape.of(64, 32, 3, 3);
    assertThat(assertReadBack(shape, set(shape, i -> i / 288 % 3 != 0))).isLessThan(200);
    assertThat(assertReadBack(shape, set(shape, i -> i / 9 % 32 < 7))).isLessThan(200);
    assertThat(assertReadBack(shape, set(shape, _ -> true))).isLessThan(40);
  }

  @Test
  void positionsOutsideTheTensorAreRefused() {
    Shape shape = Shape.of(10);
    Positions positions = set(shape, i -> i == 2 || i == 9);
    BitWriter out = new BitWriter();
    PositionCode.write(out, shape, positions);
    byte[] bytes = out.toBytes();
    assertThatThrownBy(() -> PositionCode.read(new BitReader(bytes), Shape.of(9), 2))
        .isInstanceOf(Malformed.class)
        .hasMessageContaining("beyond the last");
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

  private static long assertReadBack(Shape shape, Positions positions) throws Malformed {
    BitWriter out = new BitWriter();
    PositionCode.write(out, shape, positions);
    BitReader in = new BitReader(out.toBytes());
    assertThat(PositionCode.read(in, shape, positions.count())).isEqualTo(positions);
    in.finish();
    return out.bits();
  }
}
