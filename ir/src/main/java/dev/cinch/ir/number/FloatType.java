// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.number;

/** IEEE 754 binary floating point. */
public enum FloatType implements NumberType {
  /** Single precision (binary32). */
  F32(32),
  /** Double precision (binary64). */
  F64(64);

  private final int width;

  FloatType(int width) {
    this.width = width;
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public int carrierBytes() {
    return width / 8;
  }
}
