// SPDX-License-Identifier: Apache-2.0
package dev.cinch.data;

import dev.cinch.ir.number.Fixed;
import dev.cinch.ir.number.FloatType;
import dev.cinch.ir.number.NumberType;

/** How one number lies in a file of numbers, and the format it is read as. */
enum Element {
  /** One byte, 0 or 1. */
  BOOL(1),
  UINT8(1),
  INT8(1),
  UINT16(2),
  INT16(2),
  UINT32(4),
  INT32(4),
  /** Read as 63 bits: a number that needs the 64th is refused. */
  UINT64(8),
  INT64(8),
  /** IEEE 754 binary16, read as single precision, which holds each exactly. */
  FLOAT16(2),
  FLOAT32(4),
  FLOAT64(8);

  private final int bytes;

  Element(int bytes) {
    this.bytes = bytes;
  }

  /** Bytes in the file. */
  int bytes() {
    return bytes;
  }

  /** The format in memory. */
  NumberType number() {
    return switch (this) {
      case BOOL, UINT8 -> Fixed.UINT8;
      case INT8 -> Fixed.INT8;
      case UINT16 -> Fixed.UINT16;
      case INT16 -> Fixed.INT16;
      case UINT32 -> Fixed.UINT32;
      case INT32 -> Fixed.INT32;
      case UINT64 -> new Fixed(false, 63, 0);
      case INT64 -> Fixed.INT64;
      case FLOAT16, FLOAT32 -> FloatType.F32;
      case FLOAT64 -> FloatType.F64;
    };
  }
}
