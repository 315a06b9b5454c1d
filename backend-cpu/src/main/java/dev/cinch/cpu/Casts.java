// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu;

import dev.cinch.cpu.kernel.Quantize;
import dev.cinch.cpu.kernel.Requantize;
import dev.cinch.ir.number.Affine;
import dev.cinch.ir.number.Fixed;
import dev.cinch.ir.number.FloatType;
import dev.cinch.ir.op.Cast;
import java.util.Optional;

/** Kernels for changes of number format, the interpreter's to the last bit. */
final class Casts {

  /** Fractions up to this keep any scaled raw integer within a double's normal numbers. */
  private static final int PLAIN_FRACTION = 900;

  private Casts() {}

  /** A cast's kernel, where there is one. */
  static Optional<Step> of(Cast cast, Slot x, Slot y) {
    return switch (cast.to()) {
      case Fixed to when x.type().isFixed() -> Optional.of(requantize(cast, to, x, y));
      case Fixed to when x.buffer() instanceof Floats in -> Optional.of(quantize(cast, to, in, y));
      case FloatType to when to == FloatType.F32 && x.type().isFixed() -> toFloat(x, y);
      case Fixed _, FloatType _, Affine _ -> Optional.empty();
    };
  }

  private static Step requantize(Cast cast, Fixed to, Slot x, Slot y) {
    Requantize format = new Requantize(x.type().fixed(), to, cast.rounding(), cast.overflow());
    int size = y.size();
    if (x.buffer() instanceof Ints in && y.buffer() instanceof Ints out && format.fitsInts()) {
      return _ -> format.ints(in.at, out.at, size);
    }
    Wide in = new Wide(x);
    return each(y, size, i -> format.one(in.at(i)));
  }

  private static Step quantize(Cast cast, Fixed to, Floats in, Slot y) {
    Quantize format = new Quantize(to, cast.rounding(), cast.overflow());
    int size = y.size();
    return y.buffer() instanceof Ints out
        ? _ -> format.ints(in.at, out.at, size)
        : each(y, size, i -> format.one(in.at[i]));
  }

  private static Optional<Step> toFloat(Slot x, Slot y) {
    int fraction = x.type().fixed().fraction();
    if (Math.abs(fraction) > PLAIN_FRACTION) {
      return Optional.empty();
    }
    double unit = Math.scalb(1.0, -fraction);
    float[] out = ((Floats) y.buffer()).at;
    int size = y.size();
    Wide in = new Wide(x);
    return Optional.of(_ -> {
      for (int i = 0; i < size; i++) {
        out[i] = (float) (in.at(i) * unit);
      }
    });
  }

  /** The integer at an index. */
  private interface Element {
    long at(int index);
  }

  private static Step each(Slot y, int size, Element element) {
    return switch (y.buffer()) {
      case Ints out ->
          _ -> {
            for (int i = 0; i < size; i++) {
              out.at[i] = (int) element.at(i);
            }
          };
      case Longs out ->
          _ -> {
            for (int i = 0; i < size; i++) {
              out.at[i] = element.at(i);
            }
          };
      case Floats _, Doubles _ -> throw new IllegalStateException(y.type() + " has no integers");
    };
  }
}
