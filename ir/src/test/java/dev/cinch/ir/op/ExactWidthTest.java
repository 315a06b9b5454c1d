// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.op;

import static org.assertj.core.api.Assertions.assertThatCode;

import dev.cinch.ir.number.Fixed;
import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import dev.cinch.ir.tensor.TensorWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The result's format holds the result of the most extreme operands of every format. */
final class ExactWidthTest {

  private static final int[] WIDTHS = {1, 2, 5, 8, 14};

  @Test
  void productsWithBias() {
    for (long inner : new long[] {1, 2, 3, 4, 7, 64}) {
      for (Fixed a : formats()) {
        for (Fixed b : formats()) {
          extremes(new MatMul(), of(a, 2, inner), of(b, inner, 2));
          for (Fixed bias : biases(a, b)) {
            extremes(new MatMul(), of(a, 2, inner), of(b, inner, 2), of(bias, 2));
          }
        }
      }
    }
  }

  @Test
  void sumsAndProductsOfPairs() {
    for (Fixed a : formats()) {
      for (Fixed b : formats()) {
        extremes(new Add(), of(a, 2), of(b, 2));
        extremes(new Multiply(), of(a, 2), of(b, 2));
      }
    }
  }

  @Test
  void convolutionsAndSumsOfWindows() {
    for (Fixed a : formats()) {
      extremes(new SumPool(Window.of(2, 3)), of(a, 1, 1, 2, 3));
      extremes(new SumPool(Window.of(1, 1)), of(a, 1, 1, 2, 3));
      for (Fixed b : formats()) {
        extremes(new Conv(Window.of(2, 3), 1), of(a, 1, 2, 2, 3), of(b, 1, 2, 2, 3));
      }
    }
  }

  /** Evaluation writes through a checked writer, so a format that is too narrow throws. */
  private static void extremes(Op op, TensorType... types) {
    List<TensorType> in = List.of(types);
    TensorType result = op.infer(in);
    for (int choice = 0; choice < 1 << types.length; choice++) {
      List<Tensor> operands = new ArrayList<>();
      for (int i = 0; i < types.length; i++) {
        Fixed format = types[i].fixed();
        operands.add(filled(types[i], (choice >> i & 1) == 0 ? format.min() : format.max()));
      }
      assertThatCode(() -> op.eval(operands, result))
          .as("%s of %s", op.name(), operands)
          .doesNotThrowAnyException();
    }
  }

  private static Tensor filled(TensorType type, long raw) {
    TensorWriter out = Tensor.writer(type);
    for (long i = 0; i < type.shape().size(); i++) {
      out.setRaw(i, raw);
    }
    return out.finish();
  }

  private static TensorType of(Fixed format, long... dims) {
    return new TensorType(format, Shape.of(dims));
  }

  private static List<Fixed> formats() {
    List<Fixed> formats = new ArrayList<>();
    for (int width : WIDTHS) {
      formats.add(new Fixed(true, width, 0));
      formats.add(new Fixed(false, width, 0));
    }
    return formats;
  }

  private static List<Fixed> biases(Fixed a, Fixed b) {
    int products = a.width() + b.width();
    List<Fixed> formats = new ArrayList<>();
    for (int width : new int[] {1, products, products + 1, products + 2, products + 6}) {
      formats.add(new Fixed(true, width, 0));
      formats.add(new Fixed(false, width, 0));
    }
    return formats;
  }
}
