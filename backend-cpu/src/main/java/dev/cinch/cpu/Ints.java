// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu;

import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import dev.cinch.ir.tensor.TensorWriter;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** Raw integers of at most 32 bits. */
final class Ints implements Buffer {

  private static final ValueLayout.OfInt LAYOUT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  final int[] at;

  Ints(int size) {
    this.at = new int[size];
  }

  @Override
  public Carrier carrier() {
    return Carrier.INT;
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
    for (int i = 0; i < tensor.size(); i++) {
      at[i] = (int) tensor.rawAt(i);
    }
  }

  @Override
  public Tensor tensor(TensorType type) {
    TensorWriter writer = Tensor.writer(type);
    MemorySegment to = writer.segment();
    int size = Math.toIntExact(type.shape().size());
    switch (type.number().carrierBytes()) {
      case 1 -> {
        for (int i = 0; i < size; i++) {
          to.set(ValueLayout.JAVA_BYTE, i, (byte) at[i]);
        }
      }
      case 2 -> {
        for (int i = 0; i < size; i++) {
          to.setAtIndex(SHORT, i, (short) at[i]);
        }
      }
      default -> MemorySegment.copy(at, 0, to, LAYOUT, 0, size);
    }
    return writer.finish();
  }
}
