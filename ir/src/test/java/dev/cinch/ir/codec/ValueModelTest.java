// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cinch.ir.number.Fixed;
import dev.cinch.ir.number.FloatType;
import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import dev.cinch.ir.tensor.TensorWriter;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValueModelTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 8, 16, 31, 63, 64})
  void integersOfEveryWidthAreReadBack(int width) throws Malformed {
    Random random = new Random(width);
    for (Shape shape : new Shape[] {Shape.of(40), Shape.of(12, 18), Shape.of(4, 3, 3, 3)}) {
      TensorWriter signed = Tensor.writer(new TensorType(new Fixed(true, width, 0), shape));
      TensorWriter unsigned =
          Tensor.writer(new TensorType(new Fixed(false, Math.min(63, width), 0), shape));
      for (long i = 0; i < shape.size(); i++) {
        int shift = 64 - width + random.nextInt(width);
        signed.setRaw(i, i == 5 ? signed.type().fixed().min() : random.nextLong() >> shift);
        unsigned.setRaw(i, i == 5 ? 0 : random.nextLong() >>> Math.max(1, shift));
      }
      assertReadBack(signed.finish(), null);
      assertReadBack(unsigned.finish(), null);
    }
  }

  @ParameterizedTest
  @EnumSource(FloatType.class)
  void everyBitPatternOfEveryFormatIsReadBack(FloatType format) throws Malformed {
    Random random = new Random(9);
    TensorWriter out = Tensor.writer(new TensorType(format, Shape.of(9, 30)));
    for (long i = 0; i < 270; i++) {
      long mask = format.width() == 64 ? -1 : (1L << format.width()) - 1;
      out.setBits(
          i, i < 4 ? (i == 3 ? mask : i << (format.width() - 2)) : random.nextLong() & mask);
    }
    assertReadBack(out.finish(), null);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 16, 17, 18, 100, 1000})
  void codesIntoTablesOfEveryLengthAreReadBack(int entries) throws Malformed {
    Random random = new Random(entries);
    float[] values = new float[entries];
    for (int code = 1; code < entries; code++) {
      values[code] = (float) random.nextGaussian();
    }
    Tensor table = Tensor.ofFloats(Shape.of(entries), values);
    assertReadBack(codes(Shape.of(10, 25), entries, _ -> random.nextInt(entries)), table);
    assertReadBack(codes(Shape.of(10, 25), entries, _ -> entries - 1), table);
    assertReadBack(codes(Shape.of(4, 5, 3, 3), entries, _ -> random.nextInt(entries)), table);
  }

  @Test
  void numbersOfHalfPrecisionTakeHalfPrecision() throws Malformed {
    Random random = new Random(10);
    float[] halves = new float[500];
    for (int i = 0; i < halves.length; i++) {
      halves[i] = Float.float16ToFloat(Float.floatToFloat16((float) random.nextGaussian()));
    }
    assertThat(assertReadBack(Tensor.ofFloats(Shape.of(500), halves), null)).isLessThan(500 * 14);
  }

  @Test
  void signsThatNeighboursShareCostLittle() throws Malformed {
    Random random = new Random(11);
    int[] signs = new Random(12).ints(40 * 20 * 5, 0, 2).toArray();
    Tensor table = Tensor.ofFloats(Shape.of(3), 0, -1, 1);
    Shape shape = Shape.of(40, 20, 5, 5);
    long alike =
        assertReadBack(
            codes(shape, 3, i -> 1 + ((random.nextInt(20) == 0 ? 1 : 0) ^ signs[i / 5])), table);
    assertThat(alike).isLessThan(shape.size() * 3 / 5);
  }

  @Test
  void outputsThatLearnedTheSameCostLittle() throws Malformed {
    Random random = new Random(13);
    Shape shape = Shape.of(20, 400);
    boolean[] first = new boolean[400];
    for (int k = 0; k < 400; k++) {
      first[k] = random.nextBoolean();
    }
    Tensor table = Tensor.ofFloats(Shape.of(3), 0, -1, 1);
    Tensor codes =
        codes(shape, 3, i -> first[i % 400] ^ i / 400 % 2 == 0 ^ random.nextInt(9) == 0 ? 1 : 2);
    long alone = bits(codes, table, View.of(shape), 0);
    assertThat(bits(codes, table, View.of(shape), 3)).isLessThan(alone * 2 / 3);
    assertReadBack(codes, table);
  }

  @Test
  void valuesThatHaveNoSignAreRefused() throws Malformed {
    ValueCode code = new ValueCode(new Integers(false, false, 3), false, 0);
    ValueModel model = code.model(null, 5);
    RangeDecoder in = new RangeDecoder(new byte[4]);
    assertThatThrownBy(() -> model.next(in, 0)).hasMessageContaining("without a sign");
  }

  private static Tensor codes(Shape shape, int entries, IntUnaryOperator code) {
    int bits = Math.max(1, 32 - Integer.numberOfLeadingZeros(entries - 1));
    TensorWriter out = Tensor.writer(new TensorType(new Fixed(false, bits, 0), shape));
    for (int i = 0; i < shape.size(); i++) {
      out.setRaw(i, code.applyAsInt(i));
    }
    return out.finish();
  }

  private static long bits(Tensor values, @Nullable Tensor table, View view, int pairs)
      throws Malformed {
    ValueCode code = ValueCode.of(values, table).withPairs(pairs);
    RangeEncoder out = new RangeEncoder();
    code.write(out, values.type().number(), view);
    ValueModel model = code.model(Grids.of(view, null), values.size());
    for (long k = 0; k < values.size(); k++) {
      long value = Numbers.bits(values, k);
      assertThat(model.next(out, value)).isEqualTo(value);
    }
    RangeDecoder in = new RangeDecoder(out.toBytes());
    ValueCode read = ValueCode.read(in, values.type(), table, view);
    ValueModel reader = read.model(Grids.of(view, null), values.size());
    for (long k = 0; k < values.size(); k++) {
      assertThat(reader.next(in, 0)).isEqualTo(Numbers.bits(values, k));
    }
    in.finish();
    return in.bitsRead();
  }

  /** Reads the values back in every view; returns the bits of the first. */
  private static long assertReadBack(Tensor values, @Nullable Tensor table) throws Malformed {
    for (View view : View.candidates(values.shape())) {
      bits(values, table, view, 0);
      bits(values, table, view, 2);
    }
    return bits(values, table, View.of(values.shape()), 0);
  }
}
