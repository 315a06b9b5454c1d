// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cinch.ir.number.Affine;
import dev.cinch.ir.number.Fixed;
import dev.cinch.ir.number.FloatType;
import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import dev.cinch.ir.tensor.TensorWriter;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SharedValuesTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 16, 255, 256})
  void ascendingIntegersAreReadBack(int entries) throws Malformed {
    for (Fixed format :
        new Fixed[] {new Fixed(true, 16, 0), new Fixed(true, 64, 3), Fixed.UINT32}) {
      long[] raws =
          new Random(entries)
              .longs(
                  10L * entries,
                  Math.max(format.min(), -1L << 40),
                  Math.min(format.max(), 1L << 40))
              .filter(raw -> raw != 0 && format.holds(raw))
              .distinct()
              .limit(entries - 1L)
              .sorted()
              .toArray();
      long[] table = new long[entries];
      System.arraycopy(raws, 0, table, 1, entries - 1);
      assertReadBack(Tensor.ofRaws(new TensorType(format, Shape.of(entries)), table));
    }
  }

  @Test
  void theEndsOfEveryRangeAreReadBack() throws Malformed {
    for (Fixed format : new Fixed[] {Fixed.INT8, Fixed.INT64, new Fixed(true, 1, 0)}) {
      TensorType type = new TensorType(format, Shape.of(2));
      assertReadBack(Tensor.ofRaws(type, 0, format.min()));
      if (format.max() > 0) {
        assertReadBack(Tensor.ofRaws(type.with(Shape.of(3)), 0, format.min(), format.max()));
      }
    }
    assertReadBack(Tensor.ofFloats(Shape.of(3), 0, Float.MIN_VALUE, Float.NEGATIVE_INFINITY));
  }

  @Test
  void otherTablesAreReadBackToo() throws Malformed {
    assertReadBack(Tensor.ofRaws(new TensorType(Fixed.INT8, Shape.of(4)), 0, 3, -3, 3));
    assertReadBack(Tensor.ofRaws(new TensorType(Fixed.INT8, Shape.of(3)), 0, 0, 1));
    assertReadBack(Tensor.ofFloats(Shape.of(4), -0f, 3, -3, 0.25f));
    assertReadBack(Tensor.ofFloats(Shape.of(3), 0, -0f, 1));
    Affine affine = new Affine(true, 8, List.of(3), List.of(4), List.of(5), 0);
    assertReadBack(Tensor.ofRaws(new TensorType(affine, Shape.of(3)), 5, -128, 127));
    TensorWriter bytes = Tensor.writer(new TensorType(FloatType.F8E4M3FN, Shape.of(3)));
    bytes.setValue(1, 0.5);
    bytes.setValue(2, 1);
    assertReadBack(bytes.finish());
  }

  @Test
  void clustersTakeFarFewerBitsThanTheirFormat() throws Malformed {
    long[] table = {
      0, -9954, -7840, -6315, -5420, -4546, -3841, -3270, 3577, 4587, 5770, 6982, 8594, 10117,
      12109, 18913
    };
    TensorType type = TensorType.fixed(true, 16, 15, 16);
    assertThat(assertReadBack(Tensor.ofRaws(type, table))).isLessThan(200);
  }

  @Test
  void floatsOfFewBitsTakeFewBits() throws Malformed {
    float[] table = new float[256];
    for (int k = 1; k < 256; k++) {
      table[k] = (k < 128 ? k : 127 - k) / 128f;
    }
    assertThat(assertReadBack(Tensor.ofFloats(Shape.of(256), table))).isLessThan(256 * 6);
  }

  @Test
  void magnitudesBeyondTheFormatAreRefused() throws Malformed {
    RangeEncoder out = new RangeEncoder();
    Ladder ladder = new Ladder(out, 3, 0);
    ladder.code(new long[] {100, 101}, 200);
    RangeDecoder in = new RangeDecoder(out.toBytes());
    assertThatThrownBy(() -> new Ladder(in, 3, 0).code(new long[2], 100))
        .hasMessageContaining("beyond the greatest");
  }

  private static long assertReadBack(Tensor table) throws Malformed {
    RangeEncoder out = new RangeEncoder();
    SharedValues.write(out, table);
    RangeDecoder in = new RangeDecoder(out.toBytes());
    assertThat(SharedValues.read(in, table.type())).isEqualTo(table);
    in.finish();
    return in.bitsRead();
  }
}
