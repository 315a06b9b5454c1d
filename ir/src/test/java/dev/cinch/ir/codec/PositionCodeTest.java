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
    Shape shape = Shape.of(100);
    Positions positions = set(shape, i -> i == 2 || i == 99);
    RangeEncoder out = new RangeEncoder();
    PositionCode code = PositionCode.best(shape, positions);
    assertThat(code.layout()).isInstanceOf(Gaps.class);
    code.write(out);
    byte[] bytes = out.toBytes();
    assertThatThrownBy(() -> read(new RangeDecoder(bytes), Shape.of(99), Gaps.TAG))
        .isInstanceOf(Malformed.class)
        .hasMessageContaining("beyond the last");
  }

  @Test
  void halfOfAllPositionsAreABitmap() throws Malformed {
    Shape shape = Shape.of(30, 40);
    Random random = new Random(14);
    Positions positions = set(shape, _ -> random.nextBoolean());
    assertThat(assertReadBack(shape, positions)).isEqualTo(17 + shape.size());
    RangeEncoder out = new RangeEncoder();
    PositionCode.best(shape, positions).layout().write(out, positions);
    RangeDecoder in = new RangeDecoder(out.toBytes());
    assertThatThrownBy(() -> new Bitmap().read(in, 1200, positions.count() + 1, _ -> {}))
        .hasMessageContaining("not of");
    assertThatThrownBy(() -> Bitmap.read(in, 100_000)).hasMessageContaining("100000 positions");
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
    PositionCode code = PositionCode.best(shape, positions);
    RangeEncoder out = new RangeEncoder();
    code.write(out);
    RangeDecoder in = new RangeDecoder(out.toBytes());
    assertThat(read(in, shape, code.layout().tag())).isEqualTo(positions);
    in.finish();
    CostCounter counter = new CostCounter();
    code.write(counter);
    assertThat(counter.bits()).isEqualTo(code.bits());
    return code.bits();
  }

  private static Positions read(RangeDecoder in, Shape shape, int tag) throws Malformed {
    long count = in.takeCount(Header.COUNT_ORDER);
    if (count == 0) {
      return Positions.builder(shape.size()).build();
    }
    Scan scan = PositionCode.readScan(in, shape);
    PositionLayout layout = PositionLayout.read(tag, in, shape.size(), count);
    return PositionCode.read(in, shape, scan, layout, count);
  }
}
