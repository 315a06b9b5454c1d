// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.text;

import dev.cinch.ir.number.Fixed;
import dev.cinch.ir.number.FloatType;
import dev.cinch.ir.number.NumberType;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import java.util.Set;

/** Types and tensors as ONNX's textual syntax writes them. */
final class Literals {

  private static final Set<Integer> NATIVE_WIDTHS = Set.of(2, 4, 8, 16, 32, 64);

  private Literals() {}

  /** Whether ONNX has this format: floats, truth values, integers of 2, 4, 8, 16, 32, 64 bits. */
  static boolean isNative(NumberType number) {
    return number instanceof FloatType
        || (number instanceof Fixed fixed
            && fixed.fraction() == 0
            && (fixed.equals(Fixed.BOOL)
                || fixed.equals(Fixed.UINT63)
                || NATIVE_WIDTHS.contains(fixed.width())));
  }

  /** The number of a floating-point element type in ONNX files. */
  static int element(FloatType number) {
    return switch (number) {
      case F32 -> 1;
      case F16 -> 10;
      case F64 -> 11;
      case BF16 -> 16;
      case F8E4M3FN -> 17;
      case F8E4M3FNUZ -> 18;
      case F8E5M2 -> 19;
      case F8E5M2FNUZ -> 20;
      case F4E2M1 -> 23;
      case F8E8M0 -> 24;
    };
  }

  private static String name(FloatType number) {
    return switch (number) {
      case F32 -> "float";
      case F64 -> "double";
      case F16 -> "float16";
      case BF16 -> "bfloat16";
      case F8E4M3FN -> "float8e4m3fn";
      case F8E4M3FNUZ -> "float8e4m3fnuz";
      case F8E5M2 -> "float8e5m2";
      case F8E5M2FNUZ -> "float8e5m2fnuz";
      case F4E2M1 -> "float4e2m1";
      case F8E8M0 -> "float8e8m0";
    };
  }

  /** {@code int8[2,3]}: the carrier, where ONNX does not have the format itself. */
  static String type(TensorType type) {
    String element =
        switch (type.number()) {
          case FloatType number -> name(number);
          case Fixed fixed when fixed.equals(Fixed.BOOL) -> "bool";
          case Fixed fixed when isNative(fixed) && !fixed.equals(Fixed.UINT63) ->
              (fixed.signed() ? "int" : "uint") + fixed.width();
          case NumberType number -> (isSigned(number) ? "int" : "uint") + 8 * number.carrierBytes();
        };
    return type.shape().rank() == 0 ? element : element + "[" + type.shape() + "]";
  }

  private static boolean isSigned(NumberType number) {
    return switch (number) {
      case FloatType _ -> true;
      case Fixed fixed -> fixed.signed();
      case dev.cinch.ir.number.Affine affine -> affine.signed();
    };
  }

  /** {@code {1.5, 2}}: the shortest decimals that read back to the same bits. */
  static String numbers(Tensor tensor) {
    StringBuilder text = new StringBuilder("{");
    for (long i = 0; i < tensor.size(); i++) {
      text.append(i == 0 ? "" : ", ");
      switch (tensor.type().number()) {
        case FloatType.F32 -> text.append(real(Float.toString(tensor.floatAt(i))));
        case FloatType.F64 -> text.append(real(Double.toString(tensor.valueAt(i))));
        // Small floats stand as their bit patterns.
        case FloatType _ -> text.append(tensor.bitsAt(i));
        default -> text.append(tensor.rawAt(i));
      }
    }
    return text.append('}').toString();
  }

  /** Java's shortest decimal in ONNX's spelling. */
  static String real(String java) {
    return switch (java) {
      case "NaN" -> "nan";
      case "Infinity" -> "inf";
      case "-Infinity" -> "-inf";
      default -> java;
    };
  }
}
