// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.tensor;

import dev.cinch.ir.number.Fixed;
import dev.cinch.ir.number.FloatType;
import dev.cinch.ir.number.NumberType;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The element types of ONNX tensors: number in files (TensorProto.DataType), bits, format. */
public enum ElementType {
  /** The type is not stated. */
  UNDEFINED(0, 0),
  FLOAT(1, 32, FloatType.F32),
  UINT8(2, 8, Fixed.UINT8),
  INT8(3, 8, Fixed.INT8),
  UINT16(4, 16, Fixed.UINT16),
  INT16(5, 16, Fixed.INT16),
  INT32(6, 32, Fixed.INT32),
  INT64(7, 64, Fixed.INT64),
  STRING(8, 0),
  BOOL(9, 8, Fixed.BOOL),
  FLOAT16(10, 16, FloatType.F16),
  DOUBLE(11, 64, FloatType.F64),
  UINT32(12, 32, Fixed.UINT32),
  UINT64(13, 64, Fixed.UINT63),
  COMPLEX64(14, 64),
  COMPLEX128(15, 128),
  BFLOAT16(16, 16, FloatType.BF16),
  FLOAT8E4M3FN(17, 8, FloatType.F8E4M3FN),
  FLOAT8E4M3FNUZ(18, 8, FloatType.F8E4M3FNUZ),
  FLOAT8E5M2(19, 8, FloatType.F8E5M2),
  FLOAT8E5M2FNUZ(20, 8, FloatType.F8E5M2FNUZ),
  UINT4(21, 4, new Fixed(false, 4, 0)),
  INT4(22, 4, new Fixed(true, 4, 0)),
  FLOAT4E2M1(23, 4, FloatType.F4E2M1),
  FLOAT8E8M0(24, 8, FloatType.F8E8M0),
  UINT2(25, 2, new Fixed(false, 2, 0)),
  INT2(26, 2, new Fixed(true, 2, 0));

  private static final Map<Integer, ElementType> BY_NUMBER =
      Arrays.stream(values()).collect(Collectors.toMap(ElementType::number, Function.identity()));

  private final int number;
  private final int bits;
  private final Optional<NumberType> format;

  ElementType(int number, int bits) {
    this.number = number;
    this.bits = bits;
    this.format = Optional.empty();
  }

  ElementType(int number, int bits, NumberType format) {
    this.number = number;
    this.bits = bits;
    this.format = Optional.of(format);
  }

  /** The type with a number; empty for numbers that ONNX 1.23 does not have. */
  public static Optional<ElementType> ofNumber(int number) {
    return Optional.ofNullable(BY_NUMBER.get(number));
  }

  /**
   * The type with a name of the textual syntax.
   *
   * @throws IllegalArgumentException for other names
   */
  public static ElementType ofText(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }

  /** What to call the type with a number, whether it is known or not. */
  public static String nameOf(int number) {
    return ofNumber(number).map(ElementType::text).orElse("element type " + number);
  }

  /** The type's number in files. */
  public int number() {
    return number;
  }

  /** The type's name in the textual syntax. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Bits of one element in {@code raw_data}; 0 where it has none. */
  public int bits() {
    return bits;
  }

  /** Whether elements are plain two's complement or unsigned integers. */
  public boolean isInteger() {
    return name().startsWith("INT") || name().startsWith("UINT");
  }

  /** Whether elements are unsigned integers. */
  public boolean isUnsigned() {
    return name().startsWith("UINT");
  }

  /** The type whose format in the graph this is, if there is one. */
  public static Optional<ElementType> of(NumberType format) {
    return Arrays.stream(values()).filter(it -> it.format.equals(Optional.of(format))).findFirst();
  }

  /** The same format in the graph; empty where the graph has none. */
  public Optional<NumberType> format() {
    return format;
  }
}
