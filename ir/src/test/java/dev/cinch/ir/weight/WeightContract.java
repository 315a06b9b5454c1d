// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.weight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cinch.ir.Origin;
import dev.cinch.ir.Result;
import dev.cinch.ir.codec.WeightCodec;
import dev.cinch.ir.number.Affine;
import dev.cinch.ir.number.Fixed;
import dev.cinch.ir.number.FloatType;
import dev.cinch.ir.number.NumberType;
import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import dev.cinch.ir.tensor.TensorWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The laws of every form of weight. A form extends this and says how it holds given numbers. */
abstract class WeightContract {

  /** Formats of every carrier width, and those at the ends of their range. */
  static final List<NumberType> FORMATS =
      List.of(
          FloatType.F32,
          FloatType.F64,
          new Fixed(true, 1, 0),
          Fixed.INT8,
          new Fixed(true, 11, 15),
          new Fixed(true, 16, -3),
          new Fixed(true, 24, 22),
          new Fixed(true, 48, 1000),
          Fixed.INT64,
          new Fixed(false, 1, 0),
          Fixed.UINT8,
          new Fixed(false, 13, 4),
          Fixed.UINT32,
          new Fixed(false, 63, -900));

  /** Shapes with and without axes, with one element, with none. */
  static final List<Shape> SHAPES =
      List.of(
          Shape.of(),
          Shape.of(1),
          Shape.of(0),
          Shape.of(3, 0, 2),
          Shape.of(20),
          Shape.of(17, 31),
          Shape.of(8, 3, 5, 5));

  /** Whether this form can hold numbers of a format. */
  boolean holds(NumberType number) {
    return !(number instanceof Affine);
  }

  /**
   * The form with exactly these numbers: among them zeros, and at most seven that are not zero.
   *
   * @param tensor any shape, of a format that {@link #holds} accepts
   */
  abstract Weight of(Tensor tensor);

  static Stream<TensorType> types() {
    return FORMATS.stream().flatMap(n -> SHAPES.stream().map(s -> new TensorType(n, s)));
  }

  @ParameterizedTest
  @MethodSource("types")
  void exactlyRepresentableNumbersAreKeptExactly(TensorType type) {
    Tensor tensor = few(type, 1);
    assertThat(of(tensor).decode()).isEqualTo(tensor);
  }

  @ParameterizedTest
  @MethodSource("types")
  void whatIsReadIsWhatWasWritten(TensorType type) {
    Weight weight = of(few(type, 2));
    byte[] stream = WeightCodec.write(weight);
    assertThat(WeightCodec.read(stream, Origin.NONE)).isEqualTo(Result.ok(weight));
  }

  @ParameterizedTest
  @MethodSource("types")
  void theSameWeightGivesTheSameBytes(TensorType type) {
    assertThat(WeightCodec.write(of(few(type, 3)))).isEqualTo(WeightCodec.write(of(few(type, 3))));
  }

  @ParameterizedTest
  @MethodSource("types")
  void noPartOfAStreamIsAStream(TensorType type) {
    byte[] stream = WeightCodec.write(of(few(type, 4)));
    for (int length = 0; length < stream.length; length += 1 + length / 16) {
      assertThat(WeightCodec.read(Arrays.copyOf(stream, length), Origin.NONE))
          .isInstanceOf(Result.Failed.class);
    }
  }

  @ParameterizedTest
  @MethodSource("types")
  void decodingGivesTheTypeAndNoMoreNumbersThanAreKept(TensorType type) {
    Weight weight = of(few(type, 5));
    Tensor decoded = weight.decode();
    long nonZeros = 0;
    for (long i = 0; i < decoded.size(); i++) {
      nonZeros += decoded.valueAt(i) != 0 ? 1 : 0;
    }
    assertThat(weight.type()).isEqualTo(type);
    assertThat(decoded.type()).isEqualTo(type);
    assertThat(weight.kept()).isBetween(nonZeros, decoded.size());
    assertThat(weight.density()).isBetween(0.0, 1.0);
  }

  /** Zeros and up to seven other numbers of a format, the extremes of its range among them. */
  static Tensor few(TensorType type, long seed) {
    Random random = new Random(seed);
    TensorWriter out = Tensor.writer(type);
    for (long i = 0; i < type.shape().size(); i++) {
      int which = random.nextInt(16) - 8;
      if (type.isFloat()) {
        out.setValue(i, which <= 0 ? 0 : Math.scalb((which - 3.5) / 3, 10 * which));
      } else {
        out.setRaw(i, raw(type.fixed(), which));
      }
    }
    return out.finish();
  }

  private static long raw(Fixed range, int which) {
    return switch (which) {
      case 0 -> range.min();
      case 1 -> range.max();
      case 2, 3, 4, 5 -> range.wrap(which - 3);
      case 6 -> range.max() / 3;
      default -> 0;
    };
  }
}
