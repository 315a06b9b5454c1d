// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu;

import dev.cinch.cpu.kernel.FloatPooling;
import dev.cinch.cpu.kernel.IntPooling;
import dev.cinch.cpu.kernel.Pooling;
import dev.cinch.cpu.kernel.Unfold;
import dev.cinch.ir.op.AveragePool;
import dev.cinch.ir.op.Window;
import dev.cinch.ir.tensor.Shape;
import java.util.Arrays;
import java.util.Optional;

/** Kernels for pooling. */
final class Pools {

  private static final double MOST_RUNS = 1 << 24;
  private static final long MOST_STRIDE = 64;

  private Pools() {}

  /** The greatest of each window. */
  static Optional<Step> max(Window window, Slot x, Slot y, Setup setup) {
    if (y.buffer() instanceof Floats && FloatVolumePool.takes(window)) {
      return Optional.of(FloatVolumePool.max(window, x, y, setup));
    }
    if (y.buffer() instanceof Floats && isFlat(window)) {
      Shape from = x.type().shape();
      FloatPooling pooling = FloatPooling.max(window, from, y.type().shape(), x.pitch());
      return Optional.of(new FloatPool(pooling, x, y, setup));
    }
    if (!fits(window, y)) {
      return Optional.empty();
    }
    if (y.buffer() instanceof Ints && IntPooling.takes(window)) {
      return Optional.of(integers(window, x, y, false));
    }
    Pooling pooling = pooling(window, x, y);
    return switch (y.buffer()) {
      case Floats out -> {
        float[] in = ((Floats) x.buffer()).at;
        yield Optional.of(_ -> pooling.max(in, out.at));
      }
      case Ints out -> {
        int[] in = ((Ints) x.buffer()).at;
        yield Optional.of(_ -> pooling.max(in, out.at));
      }
      case Longs out -> {
        long[] in = ((Longs) x.buffer()).at;
        yield Optional.of(_ -> pooling.max(in, out.at));
      }
      case Doubles _ -> Optional.empty();
    };
  }

  /** The sum of each window. */
  static Optional<Step> sum(Window window, Slot x, Slot y, Sums sums) {
    if (!fits(window, y)) {
      return Optional.empty();
    }
    if (y.buffer() instanceof Ints && IntPooling.takes(window)) {
      return Optional.of(integers(window, x, y, true));
    }
    Pooling pooling = pooling(window, x, y);
    return switch (y.buffer()) {
      case Floats out when sums == Sums.SINGLE -> {
        float[] in = ((Floats) x.buffer()).at;
        yield Optional.of(_ -> pooling.sum(in, out.at));
      }
      case Ints out -> {
        int[] in = ((Ints) x.buffer()).at;
        yield Optional.of(_ -> pooling.sum(in, out.at));
      }
      case Longs out -> {
        Wide in = new Wide(x);
        yield Optional.of(_ -> pooling.sum(in.numbers(), out.at));
      }
      case Floats _, Doubles _ -> Optional.empty();
    };
  }

  /** The mean of each window. */
  static Optional<Step> average(AveragePool pool, Slot x, Slot y, Setup setup) {
    if (setup.sums() == Sums.SINGLE && y.buffer() instanceof Floats && isFlat(pool.window())) {
      FloatPooling pooling =
          FloatPooling.mean(
              pool.window(), x.type().shape(), y.type().shape(), x.pitch(), pool.countPadding());
      return Optional.of(new FloatPool(pooling, x, y, setup));
    }
    if (setup.sums() == Sums.SINGLE
        && y.buffer() instanceof Floats
        && FloatVolumePool.takes(pool.window())) {
      return Optional.of(FloatVolumePool.mean(pool.window(), pool.countPadding(), x, y, setup));
    }
    if (setup.sums() != Sums.SINGLE || !fits(pool.window(), y)) {
      return Optional.empty();
    }
    Pooling pooling = pooling(pool.window(), x, y);
    int[] counts = pooling.counts();
    if (pool.countPadding()) {
      Arrays.fill(counts, Math.toIntExact(pool.window().taps()));
    }
    return switch (y.buffer()) {
      case Floats out -> {
        float[] in = ((Floats) x.buffer()).at;
        yield Optional.of(_ -> {
          pooling.sum(in, out.at);
          divide(out.at, pooling.size(), counts);
        });
      }
      case Doubles _, Ints _, Longs _ -> Optional.empty();
    };
  }

  private static Step integers(Window window, Slot x, Slot y, boolean sum) {
    IntPooling pooling = new IntPooling(window, x.type().shape(), y.type().shape(), sum);
    int[] in = ((Ints) x.buffer()).at;
    int[] out = ((Ints) y.buffer()).at;
    int planes = Math.toIntExact(y.type().shape().size(0, 2));
    return _ -> pooling.planes(in, out, planes);
  }

  private static void divide(float[] y, int size, int[] counts) {
    for (int start = 0; start < size; start += counts.length) {
      for (int i = 0; i < counts.length; i++) {
        y[start + i] /= counts[i];
      }
    }
  }

  /** Whether planes have at most two axes, and not so large a kernel that it matters. */
  static boolean isFlat(Window window) {
    return window.axes() <= 2
        && window.strides().stream().allMatch(stride -> stride <= MOST_STRIDE);
  }

  private static boolean fits(Window window, Slot y) {
    return (double) window.taps() * y.type().shape().size(2, y.type().shape().rank()) <= MOST_RUNS;
  }

  private static Pooling pooling(Window window, Slot x, Slot y) {
    Unfold unfold = new Unfold(window, x.type().shape(), y.type().shape());
    return new Pooling(unfold, Math.toIntExact(y.type().shape().size(0, 2)));
  }
}
