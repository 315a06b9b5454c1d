// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.weight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cinch.ir.Origin;
import dev.cinch.ir.Result;
import dev.cinch.ir.codec.WeightCodec;
import dev.cinch.ir.number.Affine;
import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import java.util.List;
import org.junit.jupiter.api.Test;

class DenseTest extends WeightContract {

  @Override
  Weight of(Tensor tensor) {
    return new Dense(tensor);
  }

  @Test
  void affineNumbersKeepScaleAndZeroPointOfEachChannel() {
    Affine number =
        new Affine(false, 8, List.of(3, 1 << 30), List.of(-990, 40), List.of(128, 255), 1);
    Tensor tensor = Tensor.ofRaws(new TensorType(number, Shape.of(2, 2)), 0, 255, 128, 7);
    assertReadBack(new Dense(tensor));
  }

  @Test
  void bitsOfNotANumberAndOfNegativeZeroAreKept() {
    float payload = Float.intBitsToFloat(0x7FC12345);
    Tensor tensor =
        Tensor.ofFloats(Shape.of(4), -0f, payload, Float.NEGATIVE_INFINITY, Float.MIN_VALUE);
    assertReadBack(new Dense(tensor));
  }

  private static void assertReadBack(Weight weight) {
    assertThat(WeightCodec.read(WeightCodec.write(weight), Origin.NONE))
        .isEqualTo(Result.ok(weight));
  }
}
