// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.op;

import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorWriter;
import java.util.List;

/** A sum of products: exact on raw integers, in double precision on floats. */
final class Sum {

  private final boolean exact;
  private double real;
  private long raw;

  private Sum(boolean exact) {
    this.exact = exact;
  }

  /** A sum that starts at a channel's bias, where the contraction has one. */
  static Sum start(List<Tensor> in, long channel) {
    Sum sum = new Sum(in.get(0).type().isFixed());
    if (in.size() == 3 && sum.exact) {
      sum.raw = in.get(2).rawAt(channel);
    } else if (in.size() == 3) {
      sum.real = in.get(2).valueAt(channel);
    }
    return sum;
  }

  void add(Tensor a, long i, Tensor b, long j) {
    if (exact) {
      raw = Math.addExact(raw, Math.multiplyExact(a.rawAt(i), b.rawAt(j)));
    } else {
      real += a.valueAt(i) * b.valueAt(j);
    }
  }

  void write(TensorWriter out, long index) {
    if (exact) {
      out.setRaw(index, raw);
    } else {
      out.setValue(index, real);
    }
  }
}
