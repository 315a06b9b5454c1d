// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.tensor;

import dev.cinch.ir.number.Affine;
import dev.cinch.ir.number.Fixed;
import dev.cinch.ir.number.FloatType;
import dev.cinch.ir.number.Overflow;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Fills a new tensor; the only way to write one. Dead after {@link #finish()}. */
public final class TensorWriter {

  private final TensorType type;
  private final MemorySegment segment;
  private final int carrierBytes;
  private final long min;
  private final long max;
  private boolean finished;

  TensorWriter(TensorType type, MemorySegment segment) {
    this.type = type;
    this.segment = segment;
    this.carrierBytes = type.number().carrierBytes();
    Fixed range =
        switch (type.number()) {
          case FloatType _ -> Fixed.INT64;
          case Fixed fixed -> fixed;
          case Affine affine -> affine.raw();
        };
    this.min = range.min();
    this.max = range.max();
  }

  /** Writes a real number into a floating-point tensor. */
  public void setValue(long index, double value) {
    requireOpen();
    switch (type.number()) {
      case FloatType.F32 -> segment.setAtIndex(Tensor.FLOAT, index, (float) value);
      case FloatType.F64 -> segment.setAtIndex(Tensor.DOUBLE, index, value);
      case FloatType small -> setBits(index, small.encode(value, Overflow.WRAP));
      case Fixed _, Affine _ ->
          throw new IllegalStateException(type + " needs a rounding: write raw integers");
    }
  }

  /**
   * Writes a raw integer.
   *
   * @throws IllegalArgumentException when it is outside the format's range
   */
  public void setRaw(long index, long raw) {
    requireOpen();
    if (type.isFloat()) {
      throw new IllegalStateException(type + " has no raw integers");
    }
    if (raw < min || raw > max) {
      throw new IllegalArgumentException(raw + " at " + index + " is outside " + type);
    }
    set(index, raw);
  }

  /** Writes the bit pattern of a number, of which the low bits of the carrier count. */
  public void setBits(long index, long bits) {
    requireOpen();
    if (!type.isFloat()) {
      throw new IllegalStateException(type + " has raw integers, not bit patterns");
    }
    set(index, bits);
  }

  private void set(long index, long carrier) {
    switch (carrierBytes) {
      case 1 -> segment.set(ValueLayout.JAVA_BYTE, index, (byte) carrier);
      case 2 -> segment.setAtIndex(Tensor.SHORT, index, (short) carrier);
      case 4 -> segment.setAtIndex(Tensor.INT, index, (int) carrier);
      default -> segment.setAtIndex(Tensor.LONG, index, carrier);
    }
  }

  /** The type of the tensor being written. */
  public TensorType type() {
    return type;
  }

  /** The carriers, for bulk writing by kernels, which keep the range themselves. */
  public MemorySegment segment() {
    requireOpen();
    return segment;
  }

  /** What has been written so far, and will be. */
  public Tensor view() {
    requireOpen();
    return new Tensor(type, segment);
  }

  /** The finished tensor. */
  public Tensor finish() {
    requireOpen();
    finished = true;
    return new Tensor(type, segment);
  }

  private void requireOpen() {
    if (finished) {
      throw new IllegalStateException("the tensor is finished");
    }
  }
}
