// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.operator;

import dev.cinch.frontend.tensor.ElementType;
import dev.cinch.ir.Value;
import dev.cinch.ir.number.Fixed;
import dev.cinch.ir.number.FloatType;
import dev.cinch.ir.number.NumberType;
import dev.cinch.ir.number.Overflow;
import dev.cinch.ir.number.Rounding;
import dev.cinch.ir.op.Aggregation;
import dev.cinch.ir.op.Cast;
import dev.cinch.ir.op.TypeException;
import dev.cinch.ir.op.UnaryFunction;
import dev.cinch.ir.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/** Quantization with scales and zero points: {@code real = (integer - zero point) * scale}. */
final class Quantization {

  private Quantization() {}

  /**
   * QuantizeLinear: divided by the scale, rounded to nearest even, shifted by the zero point,
   * saturated. Scales are one, one for each index of an axis, or one for each block along it.
   */
  static Operand quantize(Call call) {
    Attributes attributes = call.attributes();
    long axis = attributes.integer("axis", 1);
    long block = attributes.integer("block_size", 0);
    long stated = attributes.integer("output_dtype", 0);
    long precision = attributes.integer("precision", 0);
    boolean saturate = attributes.integer("saturate", 1) != 0;
    Expansion out = new Expansion(call);
    NumberType to =
        call.has(2)
            ? call.type(2).number()
            : stated == 0 ? Fixed.UINT8 : format(stated, "output_dtype");
    Value x = call.in(0);
    NumberType wide = precision == 0 ? call.type(1).number() : format(precision, "precision");
    if (wide == FloatType.F8E8M0 || !(wide instanceof FloatType)) {
      wide = FloatType.F32;
    }
    // The quotient must hold every integer of the result.
    NumberType number = wide == FloatType.F64 ? wide : FloatType.F32;
    Shape shape = call.shape(0);
    Value scale = spread(out, out.cast(call.in(1), number), shape, axis, block);
    Value quotient = out.div(out.cast(x, number), scale);
    if (!wide.equals(number)) {
      quotient = out.cast(out.cast(quotient, wide), number);
    }
    if (to instanceof FloatType type) {
      Overflow overflow = saturate ? Overflow.SATURATE : Overflow.WRAP;
      return out.give(call.step("cast", new Cast(type, Rounding.HALF_EVEN, overflow), quotient));
    }
    Value rounded = out.unary(UnaryFunction.ROUND, quotient);
    if (call.has(2)) {
      rounded = out.add(rounded, spread(out, out.cast(call.in(2), number), shape, axis, block));
    }
    return out.give(out.quantize(rounded, (Fixed) to));
  }

  /** DequantizeLinear: less the zero point, times the scale; in the format of the scale. */
  static Operand dequantize(Call call) {
    long axis = call.attributes().integer("axis", 1);
    long block = call.attributes().integer("block_size", 0);
    long stated = call.attributes().integer("output_dtype", 0);
    Expansion out = new Expansion(call);
    Shape shape = call.shape(0);
    NumberType scaleNumber = call.type(1).number();
    NumberType to = stated == 0 ? scaleNumber : format(stated, "output_dtype");
    Value x = call.in(0);
    Value centred = out.cast(x, FloatType.F32);
    if (call.type(0).number().equals(Fixed.INT32) && call.has(2)) {
      centred =
          out.cast(centre(out, x, Optional.of(call.in(2)), shape, axis, block), FloatType.F32);
    } else if (call.has(2)) {
      Value zero = spread(out, out.cast(call.in(2), FloatType.F32), shape, axis, block);
      centred = out.sub(centred, zero);
    }
    Value scale = spread(out, out.cast(call.in(1), FloatType.F32), shape, axis, block);
    Value product = out.mul(centred, scale);
    return to == FloatType.F32 ? out.give(product) : out.give(out.cast(product, to));
  }

  private static NumberType format(long type, String what) {
    return ElementType.ofNumber(Math.clamp(type, 0, 1000))
        .flatMap(ElementType::format)
        .orElseThrow(() -> new TypeException(what + " " + type + " is not supported"));
  }

  /** Scales or zero points, aligned with what they belong to. */
  private static Value spread(Expansion out, Value x, Shape shape, long stated, long block) {
    Shape own = out.shape(x);
    if (own.size() == 1 && block == 0) {
      return out.reshape(x, Shape.of());
    }
    int axis = Axes.within(stated, shape.rank(), false);
    if (block == 0) {
      if (own.rank() != 1 || own.dim(0) != shape.dim(axis)) {
        throw new TypeException("scales of [" + own + "] for axis " + axis + " of [" + shape + "]");
      }
      long[] dims = new long[shape.rank()];
      Arrays.fill(dims, 1);
      dims[axis] = own.dim(0);
      return out.reshape(x, dims);
    }
    if (own.rank() != shape.rank()
        || block < 0
        || own.dim(axis) != Math.ceilDiv(shape.dim(axis), block)) {
      throw new TypeException(
          "scales of [" + own + "] for blocks of " + block + " of [" + shape + "]");
    }
    List<Long> apart = new ArrayList<>(LongStream.of(own.dims()).boxed().toList());
    apart.add(axis + 1, 1L);
    List<Long> repeated = new ArrayList<>(apart);
    repeated.set(axis + 1, block);
    Value blocks = out.expand(out.reshape(x, Shape.of(apart)), Shape.of(repeated));
    Value all = out.reshape(blocks, own.with(axis, own.dim(axis) * block));
    return out.slice(all, axis, 0, shape.dim(axis));
  }

  /** Integers less their zero points, exactly, in 32 bits. */
  private static Value centre(
      Expansion out, Value x, Optional<Value> zero, Shape shape, long axis, long block) {
    Value wide = out.cast(x, Fixed.INT32);
    return zero.map(it -> out.sub(wide, spread(out, out.cast(it, Fixed.INT32), shape, axis, block)))
        .orElse(wide);
  }

  /** DynamicQuantizeLinear: to 8 bits by the range of the numbers, 0 included. */
  static Operand dynamic(Call call) {
    Expansion out = new Expansion(call);
    Value x = call.in(0);
    List<Integer> all = Expansion.axes(0, out.rank(x));
    Value zero = out.scalar(0, x);
    Value least = out.min(out.reshape(out.aggregate(Aggregation.MIN, x, all), Shape.of()), zero);
    Value most = out.max(out.reshape(out.aggregate(Aggregation.MAX, x, all), Shape.of()), zero);
    Value scale = out.div(out.sub(most, least), out.scalar((double) Fixed.UINT8.max(), x));
    Value first = out.div(out.sub(zero, least), scale);
    Value point = out.quantize(first, Fixed.UINT8);
    Value rounded = out.unary(UnaryFunction.ROUND, out.div(x, scale));
    Value shifted = out.add(rounded, out.cast(point, FloatType.F32));
    return Operand.Several.of(
        out.give(out.quantize(shifted, Fixed.UINT8)), Expansion.part(scale), Expansion.part(point));
  }

  /** MatMulInteger: the product of integers less their zero points, in 32 bits. */
  static Operand matMulInteger(Call call) {
    Expansion out = new Expansion(call);
    Value a = rows(out, call.in(0), call.optional(2));
    Value b = columns(out, call.in(1), call.optional(3));
    return out.give(out.cast(exact(call, out, a, b), Fixed.INT32));
  }

  /** The first factor less its zero points: one, or one for each row. */
  private static Value rows(Expansion out, Value a, Optional<Value> zero) {
    Shape shape = out.shape(a);
    boolean each = zero.isPresent() && out.shape(zero.get()).size() > 1;
    Optional<Value> aligned =
        each && out.rank(zero.get()) == 1
            ? Optional.of(out.reshape(zero.get(), out.shape(zero.get()).size(), 1))
            : zero;
    return centred(out, a, aligned, shape);
  }

  private static Value columns(Expansion out, Value b, Optional<Value> zero) {
    return centred(out, b, zero, out.shape(b));
  }

  private static Value centred(Expansion out, Value x, Optional<Value> zero, Shape shape) {
    Value wide = out.cast(x, Fixed.INT32);
    return zero.map(
            it -> {
              Value point = out.cast(it, Fixed.INT32);
              boolean one = out.shape(point).size() == 1;
              return out.sub(wide, one ? out.reshape(point, Shape.of()) : point);
            })
        .filter(it -> out.shape(it).equals(shape))
        .orElseGet(() -> {
          if (zero.isPresent()) {
            throw new TypeException("zero points of " + out.type(zero.get()) + " for " + shape);
          }
          return wide;
        });
  }

  /** Integers of at most 17 bits have exact products; the operands were 8 bits wide. */
  private static Value exact(Call call, Expansion out, Value a, Value b) {
    Fixed narrow = new Fixed(true, Short.SIZE + 1, 0);
    Value left = call.step("left", new Cast(narrow, Rounding.FLOOR, Overflow.WRAP), a);
    Value right = call.step("right", new Cast(narrow, Rounding.FLOOR, Overflow.WRAP), b);
    return Products.matrices(call, out, left, right);
  }

  /** QLinearMatMul: quantized factors, their exact product, quantized again. */
  static Operand matMul(Call call) {
    Expansion out = new Expansion(call);
    Value a = rows(out, call.in(0), Optional.of(call.in(2)));
    Value b = columns(out, call.in(3), Optional.of(call.in(5)));
    Value product = exact(call, out, a, b);
    Value scales = out.mul(scales(out, call.in(1), true), scales(out, call.in(4), false));
    return out.give(requantized(call, out, product, scales, 6, 7, scale -> scale));
  }

  private static Value scales(Expansion out, Value scale, boolean rows) {
    Value wide = out.cast(scale, FloatType.F64);
    if (out.shape(wide).size() == 1) {
      return out.reshape(wide, Shape.of());
    }
    return rows && out.rank(wide) == 1 ? out.reshape(wide, out.shape(wide).size(), 1) : wide;
  }

  /** Where a scale or zero point of the result belongs. */
  interface Alignment {
    Value of(Value x);
  }

  /** An exact sum, times a scale, by the scale of the result, rounded, shifted, saturated. */
  static Value requantized(
      Call call,
      Expansion out,
      Value sum,
      Value scales,
      int scaleOperand,
      int zeroOperand,
      Alignment alignment) {
    if (!(call.type(zeroOperand).number() instanceof Fixed to)) {
      throw new TypeException("a result of " + call.type(zeroOperand).number());
    }
    Value real = out.mul(out.cast(sum, FloatType.F64), scales);
    Value by = alignment.of(one(out, out.cast(call.in(scaleOperand), FloatType.F64)));
    Value rounded = out.unary(UnaryFunction.ROUND, out.div(real, by));
    Value zero = alignment.of(one(out, out.cast(call.in(zeroOperand), FloatType.F64)));
    return out.quantize(out.add(rounded, zero), to);
  }

  /** A tensor of one number as a scalar. */
  static Value one(Expansion out, Value x) {
    return out.shape(x).size() == 1 ? out.reshape(x, Shape.of()) : x;
  }
}
