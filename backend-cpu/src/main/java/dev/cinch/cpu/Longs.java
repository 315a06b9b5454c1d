// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu;

import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import dev.cinch.ir.tensor.TensorWriter;

/** Raw integers of any width. */
final class Longs implements Buffer {

  final long[] at;

  Longs(int size) {
    this.at = new long[size];
  }

  @Override
  public Carrier carrier() {
    return Carrier.LONG;
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
      at[i] = tensor.rawAt(i);
    }
  }

  @Override
  public Tensor tensor(TensorType type) {
    TensorWriter writer = Tensor.writer(type);
    int size = Math.toIntExact(type.shape().size());
    for (int i = 0; i < size; i++) {
      writer.setRaw(i, at[i]);
    }
    return writer.finish();
  }
}
