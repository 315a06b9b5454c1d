// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu;

import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import dev.cinch.ir.tensor.TensorWriter;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** Double-precision numbers. */
final class Doubles implements Buffer {

  private static final ValueLayout.OfDouble LAYOUT =
      ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  final double[] at;

  Doubles(int size) {
    this.at = new double[size];
  }

  @Override
  public Carrier carrier() {
    return Carrier.DOUBLE;
  }

  @Override
  public int capacity() {
    return at.length;
  }

  @Override
  public Object array() {
    return at;
  }

  @Override
  public void load(Tensor tensor) {
    MemorySegment.copy(tensor.segment(), LAYOUT, 0, at, 0, Math.toIntExact(tensor.size()));
  }

  @Override
  public Tensor tensor(TensorType type) {
    TensorWriter writer = Tensor.writer(type);
    int size = Math.toIntExact(type.shape().size());
    MemorySegment.copy(at, 0, writer.segment(), LAYOUT, 0, size);
    return writer.finish();
  }
}
