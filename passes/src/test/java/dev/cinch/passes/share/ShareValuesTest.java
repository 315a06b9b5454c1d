// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.share;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cinch.ir.number.FloatType;
import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import dev.cinch.ir.tensor.TensorWriter;
import dev.cinch.ir.weight.Codebook;
import dev.cinch.ir.weight.Sparse;
import dev.cinch.ir.weight.Weight;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShareValuesTest {

  @Test
  void zerosStayZeroAndOtherNumbersBecomeMeans() {
    Tensor weight = Tensor.ofFloats(Shape.of(2, 4), 0, -3, 1, 0, 3.5f, -5, 0, 0);
    ShareValues.Shared shared = ShareValues.share("w", weight, 2);
    assertThat(shared.weight()).isInstanceOf(Sparse.class);
    assertThat(shared.weight().decode())
        .isEqualTo(Tensor.ofFloats(Shape.of(2, 4), 0, -4, 1, 0, 3.5f, -4, 0, 0));
    assertThat(shared.report())
        .isEqualTo(new SharedWeight("w", 2, 8, 4, 4, 3, true, 0, Math.sqrt(0.5)));
  }

  @Test
  void fewDifferentNumbersAreKeptExactly() {
    Tensor weight = Tensor.ofFloats(Shape.of(5), 0.1f, -0.7f, 0.1f, 2, -0.7f);
    ShareValues.Shared shared = ShareValues.share("w", weight, 2);
    assertThat(shared.weight()).isInstanceOf(Codebook.class);
    assertThat(shared.weight().decode()).isEqualTo(weight);
    assertThat(shared.report().error()).isZero();
  }

  @Test
  void numbersThatTakeFewValuesAreRecognizedWithoutAChange() {
    TensorType type = new TensorType(FloatType.F64, Shape.of(1000));
    for (int values : new int[] {0, 1, 3, 300}) {
      TensorWriter out = Tensor.writer(type);
      for (int i = 0; i < 1000; i++) {
        out.setValue(i, values == 0 || i % 7 == 0 ? 0 : 0.1 / (1 + i % values));
      }
      Tensor tensor = out.finish();
      Weight shared = ShareValues.recognize("w", tensor);
      assertThat(shared).isInstanceOf(Sparse.class);
      assertThat(shared.decode()).isEqualTo(tensor);
    }
    float[] many = new float[70_000];
    for (int i = 0; i < many.length; i++) {
      many[i] = i + 1;
    }
    Tensor tensor = Tensor.ofFloats(Shape.of(many.length), many);
    assertThatThrownBy(() -> ShareValues.recognize("w", tensor))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void weightOfZerosNeedsNoValues() {
    Tensor weight = Tensor.ofFloats(Shape.of(3), 0, 0, 0);
    ShareValues.Shared shared = ShareValues.share("w", weight, 4);
    assertThat(shared.weight().decode()).isEqualTo(weight);
    assertThat(shared.report().values()).isZero();
  }

  @Test
  void manyDifferentNumbersHaveTheirBestClusters() {
    Random random = new Random(3);
    float[] numbers = new float[600_000];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    Tensor weight = Tensor.ofFloats(Shape.of(numbers.length), numbers);
    SharedWeight report = ShareValues.share("w", weight, 8).report();
    assertThat(report.exact()).isTrue();
    assertThat(report.values()).isEqualTo(255);
    // Panter and Dite: the error of the best n levels of a normal source is about sqrt(2.72) / n.
    assertThat(report.error()).isBetween(0.95 * 1.65 / 255, 1.05 * 1.65 / 255);
  }

  @Test
  void changesCountAsTheMetricSays() {
    Tensor weight = Tensor.ofFloats(Shape.of(5), 0, 1, 2, 3, 9);
    Tensor metric = Tensor.ofFloats(Shape.of(5), 100, 3, 1, 0, 1);
    ShareValues.Shared shared =
        ShareValues.share("w", weight, Optional.of(metric), 1, new Clustering.Optimal());
    // (3 * 1 + 1 * 2 + 1 * 9) / 5
    assertThat(shared.weight().decode())
        .isEqualTo(Tensor.ofFloats(Shape.of(5), 0, 2.8f, 2.8f, 2.8f, 2.8f));
  }

  @Test
  void numbersThatJoinZeroAreNotKept() {
    Random random = new Random(4);
    float[] numbers = new float[4000];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = i % 4 == 0 ? (float) random.nextGaussian() : 0;
    }
    Tensor weight = Tensor.ofFloats(Shape.of(40, 100), numbers);
    Clustering method = new Clustering.EntropyConstrained(0.05, OptionalLong.of(0));
    ShareValues.Shared shared = ShareValues.share("w", weight, Optional.empty(), 4, method);
    Tensor decoded = shared.weight().decode();
    assertThat(shared.weight().kept()).isBetween(500L, 990L).isEqualTo(nonZeros(decoded));
    for (int i = 0; i < numbers.length; i++) {
      assertThat(numbers[i] == 0 && decoded.floatAt(i) != 0).isFalse();
      assertThat(Math.abs(decoded.floatAt(i) - numbers[i])).isLessThan(1.5f);
    }
    assertThat(shared.report().nonZeros()).isEqualTo(1000);
    assertThat(shared.report().values()).isLessThanOrEqualTo(15);
  }

  private static long nonZeros(Tensor tensor) {
    return IntStream.range(0, (int) tensor.size()).filter(i -> tensor.floatAt(i) != 0).count();
  }
}
