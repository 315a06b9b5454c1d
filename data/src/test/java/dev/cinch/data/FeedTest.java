// SPDX-License-Identifier: Apache-2.0
package dev.cinch.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cinch.ir.Origin;
import dev.cinch.ir.number.Fixed;
import dev.cinch.ir.number.FloatType;
import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import org.junit.jupiter.api.Test;

/** Breaks when an array reaches an input with other numbers than its file has. */
class FeedTest {
  private static final TensorType BYTES = new TensorType(Fixed.UINT8, Shape.of(1, 2));

  private static String refusal(Tensor given, TensorType wanted) {
    return Failures.of(Feed.of(given, wanted, Origin.named("x")));
  }

  @Test
  void numbersBecomeFloatsAndLeadingOnesAreFree() {
    Tensor doubles =
        Feed.of(
                Tensor.ofRaws(new TensorType(Fixed.INT16, Shape.of(2)), -3, 4),
                TensorType.f32(1, 1, 2),
                Origin.NONE)
            .orThrow();
    assertThat(doubles).isEqualTo(Tensor.ofFloats(Shape.of(1, 1, 2), -3, 4));
    Tensor same = Tensor.ofFloats(Shape.of(1, 2), 1, 2);
    assertThat(Feed.of(same, new TensorType(FloatType.F32, Shape.of(2)), Origin.NONE).orThrow())
        .isEqualTo(same.reshaped(Shape.of(2)));
  }

  @Test
  void integersMustBeIntegersInRange() {
    TensorType shorts = new TensorType(Fixed.INT16, Shape.of(2));
    assertThat(Feed.of(Tensor.ofRaws(shorts, 255, 0), BYTES, Origin.NONE).orThrow())
        .isEqualTo(Tensor.ofRaws(BYTES, 255, 0));
    assertThat(refusal(Tensor.ofRaws(shorts, 256, 0), BYTES))
        .contains("x: 256 at 0 is out of the input's range u8.0");
    assertThat(refusal(Tensor.ofFloats(Shape.of(2), 1, 2), BYTES)).contains("takes integers");
  }

  @Test
  void extentsMustAgree() {
    assertThat(refusal(Tensor.ofFloats(Shape.of(2, 1), 1, 2), TensorType.f32(1, 2)))
        .contains("x: the input takes [1,2], not [2,1]");
  }
}
