// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.fixed;

import dev.cinch.ir.number.Fixed;
import dev.cinch.ir.number.Overflow;
import dev.cinch.ir.number.Rounding;
import dev.cinch.ir.op.AveragePool;
import dev.cinch.ir.op.Window;
import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import dev.cinch.ir.tensor.TensorWriter;
import java.util.Arrays;

/**
 * What the sums of a mean's windows are multiplied by: one over how many numbers a window has. One
 * factor for all where the windows are alike, else one for each place of the plane. Powers of two
 * are exact; others have 16 significant bits.
 */
final class Reciprocals {

  private static final int SIGNIFICANT = 16;

  private Reciprocals() {}

  /**
   * The factors, which broadcast to the sums.
   *
   * @param pool the mean
   * @param x extents of what it reads
   * @param type type of its result
   */
  static Tensor of(AveragePool pool, Shape x, TensorType type) {
    Window window = pool.window();
    long[] dims = type.shape().dims();
    dims[0] = 1;
    dims[1] = 1;
    long[] counts = new long[Math.toIntExact(Shape.of(dims).size())];
    for (int place = 0; place < counts.length; place++) {
      long rest = place;
      counts[place] = 1;
      for (int axis = window.axes() - 1; axis >= 0; axis--) {
        long at = rest % dims[axis + 2];
        rest /= dims[axis + 2];
        counts[place] *=
            pool.countPadding()
                ? window.kernel().get(axis)
                : inside(window, axis, at, x.dim(axis + 2));
      }
    }
    boolean alike = Arrays.stream(counts).distinct().count() == 1;
    long[] needed = alike ? new long[] {counts[0]} : counts;
    return quantized(needed, alike ? Shape.of(1) : Shape.of(dims));
  }

  private static long inside(Window window, int axis, long at, long extent) {
    long count = 0;
    for (long tap = 0; tap < window.kernel().get(axis); tap++) {
      long position = window.position(axis, at, tap);
      count += position >= 0 && position < extent ? 1 : 0;
    }
    return count;
  }

  private static Tensor quantized(long[] counts, Shape shape) {
    long fewest = Math.max(1, Arrays.stream(counts).min().orElse(1));
    boolean isPower = Long.bitCount(fewest) == 1;
    int magnitude = Long.SIZE - 1 - Long.numberOfLeadingZeros(fewest);
    int width = isPower && counts.length == 1 ? 1 : SIGNIFICANT;
    Fixed format = new Fixed(false, width, magnitude + width - (isPower ? 1 : 0));
    TensorWriter out = Tensor.writer(new TensorType(format, shape));
    for (int i = 0; i < counts.length; i++) {
      double reciprocal = counts[i] == 0 ? 0 : 1.0 / counts[i];
      out.setRaw(i, format.quantize(reciprocal, Rounding.HALF_EVEN, Overflow.SATURATE));
    }
    return out.finish();
  }
}
