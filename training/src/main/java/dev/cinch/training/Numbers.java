// SPDX-License-Identifier: Apache-2.0
package dev.cinch.training;

import dev.cinch.ir.number.Fixed;
import dev.cinch.ir.number.FloatType;
import dev.cinch.ir.number.NumberType;
import dev.cinch.ir.number.Overflow;
import dev.cinch.ir.tensor.TensorType;
import dev.cinch.ir.tensor.TensorWriter;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Numbers of the graph in libtorch: doubles as doubles, other floats as singles, which hold them
 * all; truth values as such, other integers raw in 64 bits.
 */
final class Numbers {

  private Numbers() {}

  static ScalarType carrier(NumberType number) {
    if (number instanceof FloatType) {
      return number == FloatType.F64 ? ScalarType.Double : ScalarType.Float;
    }
    return number.equals(Fixed.BOOL) ? ScalarType.Bool : ScalarType.Long;
  }

  /** A tensor of the graph. */
  static Tensor of(dev.cinch.ir.tensor.Tensor from) {
    long[] dims = from.shape().dims();
    if (from.type().number() == FloatType.F64) {
      double[] values = new double[Math.toIntExact(from.size())];
      from.copyValues(0, values.length, values);
      return Tensor.create(values, values.length).reshape(dims);
    }
    if (from.type().isFloat()) {
      float[] values = from.toFloats();
      return Tensor.create(values, values.length).reshape(dims);
    }
    long[] raws = from.toRaws();
    return Tensor.create(raws, raws.length).to(carrier(from.type().number())).reshape(dims);
  }

  /** Reads what {@link #of} wrote. */
  static dev.cinch.ir.tensor.Tensor read(Tensor from, TensorType type) {
    TensorWriter out = dev.cinch.ir.tensor.Tensor.writer(type);
    int size = Math.toIntExact(type.shape().size());
    if (size == 0) {
      return out.finish();
    }
    if (type.isFloat()) {
      double[] values = new double[size];
      from.detach().to(ScalarType.Double).contiguous().data_ptr_double().get(values);
      for (int i = 0; i < size; i++) {
        out.setValue(i, values[i]);
      }
    } else {
      long[] raws = new long[size];
      from.to(ScalarType.Long).contiguous().data_ptr_long().get(raws);
      for (int i = 0; i < size; i++) {
        out.setRaw(i, raws[i]);
      }
    }
    return out.finish();
  }

  /**
   * The nearest numbers of a format. The gradient passes as if nothing were rounded (straight
   * through, Bengio et al., arXiv:1308.3432).
   */
  static Tensor rounded(Tensor x, FloatType to, Overflow overflow) {
    return switch (to) {
      case F32, F64 -> x.to(carrier(to));
      case F16 -> x.to(ScalarType.Half).to(ScalarType.Float);
      case BF16 -> x.to(ScalarType.BFloat16).to(ScalarType.Float);
      case F8E4M3FN, F8E4M3FNUZ, F8E5M2, F8E5M2FNUZ, F8E8M0, F4E2M1 -> {
        Tensor single = x.to(ScalarType.Float);
        Tensor error = torch.sub(encoded(single.detach(), to, overflow), single.detach());
        yield torch.add(single, error);
      }
    };
  }

  private static Tensor encoded(Tensor x, FloatType to, Overflow overflow) {
    float[] values = new float[Math.toIntExact(x.numel())];
    x.contiguous().data_ptr_float().get(values);
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) to.decode(to.encode(values[i], overflow));
    }
    return Tensor.create(values, values.length).reshape(x.sizes().vec().get());
  }
}
