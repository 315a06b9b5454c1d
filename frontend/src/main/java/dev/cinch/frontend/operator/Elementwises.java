// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.operator;

import dev.cinch.ir.Value;
import dev.cinch.ir.number.Fixed;
import dev.cinch.ir.number.FloatType;
import dev.cinch.ir.number.NumberType;
import dev.cinch.ir.op.BinaryFunction;
import dev.cinch.ir.op.Select;
import dev.cinch.ir.op.Unary;
import dev.cinch.ir.op.UnaryFunction;
import dev.cinch.ir.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Functions of single numbers, and of pairs of them. */
final class Elementwises {

  private static final long CLIP_BY_OPERANDS = 11;

  private Elementwises() {}

  /** An operator that is a function of the graph, parameters being attributes with defaults. */
  static OnnxOp.Reader unary(UnaryFunction function, double... defaults) {
    return call -> {
      call.attributes().ignore("consumed_inputs");
      List<Float> parameters = new ArrayList<>();
      for (int i = 0; i < defaults.length; i++) {
        parameters.add(call.attributes().real(function.parameters().get(i), (float) defaults[i]));
      }
      return call.give(new Unary(function, parameters), call.in(0));
    };
  }

  /** An operator that is a function of pairs, broadcast. */
  static OnnxOp.Reader binary(BinaryFunction function) {
    return call -> Arithmetic.paired(call, function);
  }

  /** Max, Min, Sum and Mean of any number of operands. */
  static OnnxOp.Reader variadic(BinaryFunction function, boolean mean) {
    return call -> {
      call.attributes().ignore("consumed_inputs");
      Expansion out = new Expansion(call);
      Value total = call.in(0);
      List<Value> others = IntStream.range(1, call.operands()).mapToObj(call::in).toList();
      for (Value other : others) {
        total = out.binary(function, total, other);
      }
      return others.isEmpty()
          ? call.operand(0)
          : out.give(mean ? out.div(total, out.scalar(others.size() + 1, total)) : total);
    };
  }

  /** Gelu, exact or by a hyperbolic tangent. */
  static Operand gelu(Call call) {
    String approximate = call.attributes().text("approximate", "none");
    if (!approximate.equals("none") && !approximate.equals("tanh")) {
      call.attributes().refuse("approximate = \"" + approximate + "\" is neither none nor tanh");
    }
    boolean tanh = approximate.equals("tanh");
    return call.give(Unary.of(tanh ? UnaryFunction.GELU_TANH : UnaryFunction.GELU), call.in(0));
  }

  /** IsInf. */
  static Operand isInf(Call call) {
    float negative = call.attributes().integer("detect_negative", 1);
    float positive = call.attributes().integer("detect_positive", 1);
    return call.give(new Unary(UnaryFunction.IS_INF, List.of(negative, positive)), call.in(0));
  }

  /** Clip: limits are attributes before operator set 11, then operands. */
  static Operand clip(Call call) {
    Attributes attributes = call.attributes();
    attributes.ignore("consumed_inputs");
    Expansion out = new Expansion(call);
    Value x = call.in(0);
    boolean low;
    boolean high;
    Value least = x;
    Value most = x;
    if (call.opset() < CLIP_BY_OPERANDS) {
      low = attributes.has("min");
      high = attributes.has("max");
      least = out.scalar(attributes.real("min", -Float.MAX_VALUE), x);
      most = out.scalar(attributes.real("max", Float.MAX_VALUE), x);
    } else {
      low = call.has(1);
      high = call.has(2);
      least = low ? call.in(1) : x;
      most = high ? call.in(2) : x;
    }
    Value above = low ? out.max(x, least) : x;
    Value result = high ? out.min(above, most) : above;
    return result.equals(x) ? call.operand(0) : out.give(result);
  }

  /** Pow, whose exponent may be of another format; the result has the base's. */
  static Operand pow(Call call) {
    Expansion out = new Expansion(call);
    Value base = call.in(0);
    Value exponent = call.in(1);
    NumberType number = call.type(0).number();
    NumberType other = call.type(1).number();
    if (number instanceof Fixed && other instanceof FloatType) {
      Value power =
          out.binary(
              BinaryFunction.POW, out.cast(base, FloatType.F64), out.cast(exponent, FloatType.F64));
      return out.give(out.cast(power, number));
    }
    if (number instanceof FloatType) {
      return Arithmetic.paired(call, BinaryFunction.POW, base, out.cast(exponent, number));
    }
    return Arithmetic.paired(call, BinaryFunction.POW, base, out.cast(exponent, number));
  }

  /** Mod: with the sign of the divisor, or of the dividend where fmod is 1. */
  static Operand mod(Call call) {
    boolean fmod = call.attributes().flag("fmod");
    return Arithmetic.paired(call, fmod ? BinaryFunction.REMAINDER : BinaryFunction.MOD);
  }

  /** BitShift. */
  static Operand bitShift(Call call) {
    boolean left = call.attributes().text("direction", "LEFT").equals("LEFT");
    return Arithmetic.paired(call, left ? BinaryFunction.SHIFT_LEFT : BinaryFunction.SHIFT_RIGHT);
  }

  /** Equal, for every format; comparisons of truth values too. */
  static Operand equal(Call call) {
    return Arithmetic.paired(call, BinaryFunction.EQUAL);
  }

  /** PRelu, whose slope broadcasts to the operand only. */
  static Operand prelu(Call call) {
    call.attributes().ignore("consumed_inputs");
    TensorType x = call.type(0);
    TensorType slope = call.type(1);
    Value aligned = call.in(1);
    if (slope.shape().rank() == 1 && x.shape().rank() > 2 && call.opset() < 7) {
      Expansion out = new Expansion(call);
      long[] dims = new long[x.shape().rank() - 1];
      java.util.Arrays.fill(dims, 1);
      dims[0] = slope.shape().dim(0);
      aligned = out.reshape(aligned, dims);
    }
    return Arithmetic.paired(call, BinaryFunction.PRELU, call.in(0), aligned);
  }

  /** Where. */
  static Operand where(Call call) {
    return call.give(new Select(), call.in(0), call.in(1), call.in(2));
  }
}
