// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.encode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cinch.ir.Graph;
import dev.cinch.ir.GraphBuilder;
import dev.cinch.ir.codec.WeightCodec;
import dev.cinch.ir.op.Constant;
import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import dev.cinch.ir.tensor.TensorWriter;
import dev.cinch.ir.weight.Codebook;
import dev.cinch.ir.weight.Dense;
import dev.cinch.ir.weight.Sparse;
import dev.cinch.ir.weight.Weight;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntToLongFunction;
import org.junit.jupiter.api.Test;

class EncodeWeightsTest {

  private static Weight encode(Weight weight) {
    GraphBuilder out = new GraphBuilder("g");
    out.output("y", out.constant("w", weight));
    EncodeWeights.Encoded encoded = EncodeWeights.run(out.build());
    return weight(encoded.graph());
  }

  private static Weight weight(Graph graph) {
    return ((Constant) graph.constants().getFirst().op()).weight();
  }

  private static Tensor raws(int size, IntToLongFunction raw) {
    return raws(8, size, raw);
  }

  private static Tensor raws(int width, int size, IntToLongFunction raw) {
    TensorWriter out = Tensor.writer(TensorType.fixed(true, width, 5, size));
    for (int i = 0; i < size; i++) {
      out.setRaw(i, raw.applyAsLong(i));
    }
    return out.finish();
  }

  @Test
  void eachFormIsChosenWhereItIsSmallest() {
    Random random = new Random(1);
    Tensor noise = raws(4000, _ -> random.nextInt(256) - 128);
    assertThat(encode(new Dense(noise))).isInstanceOf(Dense.class);
    Tensor rare = raws(4000, _ -> random.nextInt(50) == 0 ? random.nextInt(255) - 127 : 0);
    assertThat(encode(new Dense(rare)))
        .isInstanceOfSatisfying(
            Sparse.class, it -> assertThat(it.values()).isInstanceOf(Dense.class));
    long[] values = {-32111, -1077, 30003, 9009};
    Tensor shared = raws(16, 4000, _ -> values[random.nextInt(4)]);
    assertThat(encode(new Dense(shared)))
        .isInstanceOfSatisfying(Codebook.class, it -> assertThat(it.bits()).isEqualTo(3));
    Tensor both = raws(16, 4000, _ -> random.nextInt(20) == 0 ? values[random.nextInt(4)] : 0);
    assertThat(encode(new Dense(both)))
        .isInstanceOfSatisfying(
            Sparse.class, it -> assertThat(it.values()).isInstanceOf(Codebook.class));
  }

  @Test
  void noBitChangesAndNoFormIsLarger() {
    Random random = new Random(2);
    for (int trial = 0; trial < 200; trial++) {
      int different = 1 + random.nextInt(20);
      float[] numbers = new float[1 + random.nextInt(200)];
      for (int i = 0; i < numbers.length; i++) {
        float value = random.nextInt(different) * 0.3f - 1.5f;
        numbers[i] = random.nextInt(3) == 0 ? value : random.nextInt(9) == 0 ? -0f : 0f;
      }
      Tensor tensor = Tensor.ofFloats(Shape.of(numbers.length), numbers);
      Weight encoded = encode(new Dense(tensor));
      assertThat(encoded.decode()).isEqualTo(tensor);
      assertThat(WeightCodec.write(encoded).length)
          .isLessThanOrEqualTo(WeightCodec.write(new Dense(tensor)).length);
    }
  }

  @Test
  void negativeZeroAndNaNKeepTheirBits() {
    float nan = Float.intBitsToFloat(0x7fc00123);
    Tensor tensor = Tensor.ofFloats(Shape.of(6), 0, -0f, nan, 0, Float.MIN_VALUE, 0);
    Recognized recognized = Recognized.of(tensor);
    assertThat(recognized.forms())
        .containsExactly(Form.values())
        .allSatisfy(form -> assertThat(recognized.as(form).decode()).isEqualTo(tensor));
  }

  @Test
  void codesThatAreNotNarrowerAreNoForm() {
    // 128 different non-zero numbers need codes of 8 bits, 127 need 7.
    assertThat(Recognized.of(raws(128, i -> i - 128)).forms()).containsExactly(Form.DENSE);
    assertThat(Recognized.of(raws(127, i -> i - 128)).forms())
        .containsExactly(Form.DENSE, Form.SHARED);
  }

  @Test
  void numbersThatAreChosenToCollideAreFoundQuicklyOrNotShared() {
    // Multiples of the inverse of what spreads them all fall into few slots.
    long inverse = 0xF1DE83E19937733DL;
    assertThat(inverse * 0x9E3779B97F4A7C15L).isEqualTo(1);
    TensorWriter out = Tensor.writer(TensorType.fixed(true, 64, 0, 40_000));
    for (int i = 0; i < 40_000; i++) {
      out.setRaw(i, inverse * (i + 1));
    }
    assertThat(Recognized.of(out.finish()).forms()).containsExactly(Form.DENSE);
  }

  /** Breaks when a sample rules out the form that is the smallest. */
  @Test
  void largeTensorsHaveTheirSmallestForm() {
    Random random = new Random(3);
    float[] values = {0.5f, -0.25f, 3, 7, -11};
    List<IntToDoubleFunction> kinds =
        List.of(
            _ -> random.nextGaussian(),
            _ -> random.nextInt(12) == 0 ? random.nextGaussian() : 0,
            _ -> values[random.nextInt(5)],
            _ -> random.nextInt(12) == 0 ? values[random.nextInt(5)] : 0,
            // Few rows are not empty.
            i -> i / 512 % 100 == 7 ? values[random.nextInt(5)] : 0,
            // So few numbers that a table hardly pays.
            i -> i % 512 < 40 && random.nextInt(40) == 0 ? random.nextInt(90) : 0);
    for (IntToDoubleFunction kind : kinds) {
      float[] numbers = new float[1 << 18];
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = (float) kind.applyAsDouble(i);
      }
      Tensor tensor = Tensor.ofFloats(Shape.of(512, 512), numbers);
      Recognized recognized = Recognized.of(tensor);
      int least =
          recognized.forms().stream()
              .mapToInt(form -> WeightCodec.write(recognized.as(form)).length)
              .min()
              .orElseThrow();
      Weight smallest = SmallestForm.of(tensor);
      assertThat(recognized.sample()).isPresent();
      assertThat(WeightCodec.write(smallest)).hasSize(least);
      assertThat(smallest.decode()).isEqualTo(tensor);
    }
  }

  @Test
  void allZerosAreAForm() {
    Tensor zeros = raws(1000, _ -> 0);
    assertThat(encode(new Dense(zeros)).decode()).isEqualTo(zeros);
  }
}
