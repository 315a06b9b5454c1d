// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.text;

import dev.cinch.ir.number.Fixed;
import dev.cinch.ir.number.FloatType;
import dev.cinch.ir.number.NumberType;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;

/** Types and tensors as ONNX's textual syntax writes them. */
final class Literals {

  private Literals() {}

  /** Whether ONNX has this format: floats, and integers of 8, 16, 32 or 64 bits. */
  static boolean isNative(NumberType number) {
    return number instanceof FloatType
        || (number instanceof Fixed fixed
            && fixed.fraction() == 0
            && fixed.width() == 8 * fixed.carrierBytes());
  }

  /** {@code int8[2,3]}: the carrier, where ONNX does not have the format itself. */
  static String type(TensorType type) {
    String element =
        switch (type.number()) {
          case FloatType.F32 -> "float";
          case FloatType.F64 -> "double";
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
