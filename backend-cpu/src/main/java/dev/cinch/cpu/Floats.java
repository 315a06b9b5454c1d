// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu;

import dev.cinch.cpu.kernel.FloatTile;
import dev.cinch.ir.number.FloatType;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import dev.cinch.ir.tensor.TensorWriter;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** Single-precision numbers, which hold those of formats of fewer bits exactly. */
final class Floats implements Buffer {

  private static final ValueLayout.OfFloat LAYOUT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  /** The numbers, with room behind them up to where tiles may read. */
  final float[] at;

  Floats(int size) {
    this.at = new float[Math.addExact(size, FloatTile.SLACK)];
  }

  @Override
  public Carrier carrier() {
    return Carrier.FLOAT;
  }

  @Override
  public int capacity() {
    return at.length - FloatTile.SLACK;
  }

  @Override
  public Object array() {
    return at;
  }

  @Override
  public void load(Tensor tensor) {
    int size = Math.toIntExact(tensor.size());
    if (tensor.type().number() == FloatType.F32) {
      MemorySegment.copy(tensor.segment(), LAYOUT, 0, at, 0, size);
    } else {
      for (int i = 0; i < size; i++) {
        at[i] = tensor.floatAt(i);
      }
    }
  }

  @Override
  public Tensor tensor(TensorType type) {
    TensorWriter writer = Tensor.writer(type);
    int size = Math.toIntExact(type.shape().size());
    if (type.number() == FloatType.F32) {
      MemorySegment.copy(at, 0, writer.segment(), LAYOUT, 0, size);
    } else {
      for (int i = 0; i < size; i++) {
        writer.setValue(i, at[i]);
      }
    }
    return writer.finish();
  }
}
