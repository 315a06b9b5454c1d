// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cinch.ir.Origin;
import dev.cinch.ir.Result;
import dev.cinch.ir.number.Affine;
import dev.cinch.ir.number.Fixed;
import dev.cinch.ir.number.FloatType;
import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import dev.cinch.ir.tensor.TensorWriter;
import dev.cinch.ir.weight.Dense;
import dev.cinch.ir.weight.Positions;
import dev.cinch.ir.weight.Sparse;
import dev.cinch.ir.weight.Weight;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Streams of version 1, as they were written before there was a version 2, are read for good. */
class VersionOneTest {

  /** One stream for each of {@link #weights()}, in hexadecimal, with an empty line behind each. */
  static List<byte[]> streams() {
    try (InputStream in = VersionOneTest.class.getResourceAsStream("/codec/version1.txt")) {
      String text =
          new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.US_ASCII);
      return Arrays.stream(text.split("\n\n"))
          .map(stream -> HexFormat.of().parseHex(stream.replace("\n", "")))
          .toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  static List<Weight> weights() {
    List<Weight> weights = new ArrayList<>(RandomWeights.lenet(21));
    weights.add(RandomWeights.shared(new Random(22), Shape.of(6, 4, 3, 3), 200));
    weights.add(new Dense(Tensor.ofFloats(Shape.of(2, 3), 1, 2, 3, 4, 5, 6)));
    weights.add(new Dense(Tensor.writer(new TensorType(FloatType.F64, Shape.of(3))).finish()));
    weights.add(Sparse.ofNonZeros(Tensor.ofFloats(Shape.of(2, 3), 0, 2, 0, 4, 0, 6)));
    Affine affine = new Affine(true, 8, List.of(3, 5), List.of(4, 9), List.of(0, -3), 0);
    weights.add(new Dense(Tensor.ofRaws(new TensorType(affine, Shape.of(2, 2)), 1, -128, 127, 0)));
    weights.add(rows());
    weights.add(new Dense(Tensor.ofRaws(TensorType.fixed(true, 64, 0, 20), noise(24, 20))));
    weights.add(new Dense(Tensor.ofRaws(TensorType.fixed(false, 7, -3, 2, 2), 1, 127, 0, 90)));
    weights.add(halves());
    weights.add(new Dense(Tensor.writer(new TensorType(Fixed.INT8, Shape.of(4, 0))).finish()));
    return weights;
  }

  /** A third of the filters is left out whole: runs. */
  private static Weight rows() {
    Shape shape = Shape.of(12, 8, 3, 3);
    Positions.Builder kept = Positions.builder(shape.size());
    for (long i = 0; i < shape.size(); i++) {
      if (i / 72 % 3 != 0) {
        kept.add(i);
      }
    }
    Positions positions = kept.build();
    TensorType type = new TensorType(new Fixed(true, 5, 2), shape);
    long[] raws = new Random(23).longs(positions.count(), -16, 16).toArray();
    Tensor values = Tensor.ofRaws(type.with(Shape.of(positions.count())), raws);
    return new Sparse(type, positions, new Dense(values));
  }

  private static long[] noise(long seed, int size) {
    return new Random(seed).longs(size).toArray();
  }

  private static Weight halves() {
    TensorWriter out = Tensor.writer(new TensorType(FloatType.F16, Shape.of(9)));
    for (int i = 0; i < 9; i++) {
      out.setValue(i, i / 8.0 - 0.5);
    }
    return new Dense(out.finish());
  }

  @Test
  void everyStreamIsReadAsItWasMeant() {
    List<Result<Weight>> read =
        streams().stream().map(stream -> WeightCodec.read(stream, Origin.NONE)).toList();
    assertThat(read).isEqualTo(weights().stream().map(Result::ok).toList());
  }

  @Test
  void theyAreOfVersionOne() {
    assertThat(streams()).isNotEmpty().allMatch(stream -> stream[0] == 1);
  }
}
