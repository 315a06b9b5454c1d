// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.operator;

import dev.cinch.ir.Value;
import dev.cinch.ir.number.Overflow;
import dev.cinch.ir.number.Rounding;
import dev.cinch.ir.op.Add;
import dev.cinch.ir.op.Binary;
import dev.cinch.ir.op.BinaryFunction;
import dev.cinch.ir.op.Cast;
import dev.cinch.ir.op.Multiply;
import dev.cinch.ir.op.Op;
import dev.cinch.ir.op.Relu;
import dev.cinch.ir.op.Reshape;
import dev.cinch.ir.op.TypeException;
import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.TensorType;
import java.util.Arrays;
import java.util.List;

/** Element-wise operators, and what ONNX says about arithmetic on integers. */
final class Arithmetic {

  private static final long FIRST_WITH_NUMPY_BROADCAST = 7;

  private Arithmetic() {}

  /** Add. */
  static Operand add(Call call) {
    return binary(call, new Add());
  }

  /** Mul. */
  static Operand multiply(Call call) {
    return binary(call, new Multiply());
  }

  /** Relu. */
  static Operand relu(Call call) {
    call.attributes().ignore("consumed_inputs");
    return call.give(new Relu(), call.in(0));
  }

  private static Operand binary(Call call, Op op) {
    BinaryFunction function = op instanceof Add ? BinaryFunction.ADD : BinaryFunction.MUL;
    return call.type(0).isFloat() || call.exactIntegers()
        ? call.give(op, aligned(call).toArray(Value[]::new))
        : paired(call, function);
  }

  /** A function of pairs in ONNX's arithmetic: operands of one format, which results keep. */
  static Operand paired(Call call, BinaryFunction function) {
    List<Value> in = aligned(call);
    return paired(call, function, in.get(0), in.get(1));
  }

  static Operand paired(Call call, BinaryFunction function, Value a, Value b) {
    return call.give(new Binary(function), a, b);
  }

  private static List<Value> aligned(Call call) {
    boolean broadcasts = call.attributes().flag("broadcast");
    long axis = call.attributes().integer("axis", -1);
    call.attributes().ignore("consumed_inputs");
    Value a = call.in(0);
    Value b = call.in(1);
    return call.opset() < FIRST_WITH_NUMPY_BROADCAST && broadcasts
        ? List.of(a, align(call, a, b, axis))
        : List.of(a, b);
  }

  /** Before operator set 7: the axes of b are those of a from {@code axis} on. */
  private static Value align(Call call, Value a, Value b, long axis) {
    Shape wide = call.scope().type(a).shape();
    Shape narrow = call.scope().type(b).shape();
    long first = axis < 0 ? wide.rank() - narrow.rank() : axis;
    if (first < 0 || first + narrow.rank() > wide.rank()) {
      throw new TypeException("[" + narrow + "] at axis " + axis + " of [" + wide + "]");
    }
    if (first + narrow.rank() == wide.rank()) {
      return b;
    }
    long[] dims = new long[wide.rank() - (int) first];
    Arrays.fill(dims, 1);
    System.arraycopy(narrow.dims(), 0, dims, 0, narrow.rank());
    return call.step("aligned", new Reshape(Shape.of(dims)), b);
  }

  /**
   * The result of an operator whose integer results ONNX keeps in the operands' format, where they
   * wrap around; in our own domain they are exact.
   */
  static Operand wrapping(Call call, Op op, Value... in) {
    TensorType type = call.scope().type(in[0]);
    if (!type.isFixed() || call.exactIntegers()) {
      return call.give(op, in);
    }
    for (Value operand : in) {
      TensorType other = call.scope().type(operand);
      if (!other.number().equals(type.number())) {
        throw new TypeException(type + " with " + other + ": element types differ");
      }
    }
    Value exact = call.step("exact", op, in);
    return call.give(new Cast(type.number(), Rounding.FLOOR, Overflow.WRAP), exact);
  }

  /** Refuses integers where ONNX has only floats, and our own domain exact integers. */
  static void requireFloats(Call call, Value x) {
    TensorType type = call.scope().type(x);
    if (!type.isFloat() && !call.exactIntegers()) {
      throw new TypeException("ONNX does not define it for " + type);
    }
  }
}
