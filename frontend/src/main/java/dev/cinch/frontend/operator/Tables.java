// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.operator;

import dev.cinch.ir.number.Fixed;
import dev.cinch.ir.number.NumberType;
import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import dev.cinch.ir.tensor.TensorWriter;
import java.util.function.LongToDoubleFunction;
import java.util.function.LongUnaryOperator;

/**
 * Tensors that the import makes by a rule for the number at each flat index. A few bytes of a file
 * can ask for any amount of memory here, so there is a limit.
 */
final class Tables {

  private static final long MOST = 1L << 25;

  private Tables() {}

  /** Real numbers in a floating-point format. */
  static Tensor reals(NumberType format, Shape shape, LongToDoubleFunction rule) {
    requireModest(shape.size());
    TensorWriter out = Tensor.writer(new TensorType(format, shape));
    for (long i = 0; i < shape.size(); i++) {
      out.setValue(i, rule.applyAsDouble(i));
    }
    return out.finish();
  }

  /** Indices. */
  static Tensor integers(Shape shape, LongUnaryOperator rule) {
    return integers(Fixed.INT64, shape, rule);
  }

  /** Integers of a format, or truth values as 0 and 1. */
  static Tensor integers(Fixed format, Shape shape, LongUnaryOperator rule) {
    requireModest(shape.size());
    TensorWriter out = Tensor.writer(new TensorType(format, shape));
    for (long i = 0; i < shape.size(); i++) {
      out.setRaw(i, rule.applyAsLong(i));
    }
    return out.finish();
  }

  /** Refuses tables of more than 2^25 numbers. */
  static void requireModest(long count) {
    if (count > MOST) {
      String text = "it needs a table of " + count + " numbers, more than 2^25";
      throw new Refusal("onnx.constant.extents", text, "");
    }
  }

  /** Copies one number between tensors of one format. */
  static void copy(Tensor from, long source, TensorWriter to, long target) {
    if (from.type().isFloat()) {
      to.setBits(target, from.bitsAt(source));
    } else {
      to.setRaw(target, from.rawAt(source));
    }
  }
}
