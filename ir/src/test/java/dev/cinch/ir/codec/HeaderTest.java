// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cinch.ir.number.Affine;
import dev.cinch.ir.number.Fixed;
import dev.cinch.ir.number.FloatType;
import dev.cinch.ir.number.NumberType;
import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeaderTest {

  private static List<NumberType> formats() {
    List<NumberType> formats = new ArrayList<>(List.of(FloatType.values()));
    for (int width : new int[] {1, 7, 8, 16, 24, 64}) {
      for (int fraction : new int[] {-1100, -1, 0, width - 1, width, 1100}) {
        formats.add(new Fixed(true, width, fraction));
        formats.add(new Fixed(false, Math.min(width, 63), fraction));
      }
    }
    formats.add(new Affine(true, 8, List.of(3, 5), List.of(4, -9), List.of(0, -3), 1));
    formats.add(new Affine(false, 4, List.of(1), List.of(990), List.of(15), 0));
    return formats;
  }

  @Test
  void everyFormatAndShapeIsReadBack() throws Malformed {
    for (NumberType format : formats()) {
      for (Shape shape :
          new Shape[] {
            Shape.of(3, 2),
            Shape.of(5, 2, 7),
            Shape.of(20, 2, 5, 5),
            Shape.of(1 << 20, 2, 1, 3),
            Shape.of(1, 2, 1, 1, 1, 1, 1, 1, 9, 0)
          }) {
        assertReadBack(new Header(false, new TensorType(format, shape), 0, 0));
        if (!(format instanceof Affine)) {
          assertReadBack(new Header(true, new TensorType(format, shape), 0, 0));
          assertReadBack(new Header(true, new TensorType(format, shape), 16, 1 << 16));
          assertReadBack(new Header(false, new TensorType(format, shape), 3, 5));
        }
      }
    }
  }

  @Test
  void whatIsCommonTakesFewBits() throws Malformed {
    TensorType type = TensorType.fixed(true, 16, 15, 50, 20, 5, 5);
    assertThat(assertReadBack(new Header(true, type, 4, 16))).isLessThanOrEqualTo(32);
    assertThat(assertReadBack(new Header(false, TensorType.f32(64), 0, 0))).isLessThanOrEqualTo(17);
  }

  @Test
  void positionsOfAffineNumbersAreRefused() throws Malformed {
    Affine affine = new Affine(false, 4, List.of(1), List.of(9), List.of(15), 0);
    RangeEncoder out = new RangeEncoder();
    new Header(true, new TensorType(affine, Shape.of(2)), 0, 0).write(out);
    RangeDecoder in = new RangeDecoder(out.toBytes());
    assertThatThrownBy(() -> Header.read(in, 100)).hasMessageContaining("affine");
  }

  private static long assertReadBack(Header header) throws Malformed {
    RangeEncoder out = new RangeEncoder();
    header.write(out);
    RangeDecoder in = new RangeDecoder(out.toBytes());
    assertThat(Header.read(in, 1L << 31)).isEqualTo(header);
    in.finish();
    return in.bitsRead();
  }
}
