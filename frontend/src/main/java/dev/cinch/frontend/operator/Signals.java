// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.operator;

import dev.cinch.frontend.tensor.ElementType;
import dev.cinch.ir.Value;
import dev.cinch.ir.number.FloatType;
import dev.cinch.ir.number.NumberType;
import dev.cinch.ir.op.TypeException;
import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import dev.cinch.ir.tensor.TensorWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Windows and Fourier transforms; a transform is a product with a constant matrix. */
final class Signals {

  private static final long AXIS_AS_OPERAND = 20;
  private static final long LARGEST = 1L << 25;

  private Signals() {}

  /** A window function of a length that is known: {@code a0 - a1 cos(x) + a2 cos(2 x)}. */
  static OnnxOp.Reader window(double a0, double a1, double a2) {
    return call -> {
      boolean periodic = call.attributes().integer("periodic", 1) != 0;
      NumberType number = format(call.attributes().integer("output_datatype", 1));
      long size = call.integer(0, "the size");
      if (size < 0 || size > LARGEST) {
        throw new TypeException("a window of " + size);
      }
      long span = periodic ? size : size - 1;
      DoubleUnaryOperator at =
          i -> {
            double x = 2 * Math.PI * i / span;
            return a0 - a1 * StrictMath.cos(x) + a2 * StrictMath.cos(2 * x);
          };
      TensorWriter out = Tensor.writer(new TensorType(number, Shape.of(size)));
      for (long i = 0; i < size; i++) {
        out.setValue(i, size == 1 ? 1 : at.applyAsDouble((double) i));
      }
      return Stored.of(call.name(), out.finish());
    };
  }

  private static NumberType format(long type) {
    return ElementType.ofNumber(Math.clamp(type, 0, 1000))
        .flatMap(ElementType::format)
        .filter(FloatType.class::isInstance)
        .orElseThrow(() -> new TypeException("output_datatype " + type));
  }

  /** DFT: along an axis of real or complex numbers, the last axis being 1 or 2. */
  static Operand dft(Call call) {
    boolean inverse = call.attributes().flag("inverse");
    boolean onesided = call.attributes().flag("onesided");
    Expansion out = new Expansion(call);
    Value x = call.in(0);
    int rank = out.rank(x);
    long stated;
    if (call.opset() < AXIS_AS_OPERAND) {
      stated = call.attributes().integer("axis", 1);
    } else {
      stated = call.has(2) ? call.integer(2, "the axis") : -2;
    }
    int axis = Axes.within(stated, rank, false);
    if (rank < 2 || axis == rank - 1 || out.shape(x).dim(-1) > 2) {
      throw new TypeException("a transform of [" + out.shape(x) + "] along axis " + axis);
    }
    long bins = out.shape(x).dim(axis);
    boolean mirrored = inverse && onesided;
    long length = call.has(1) ? call.integer(1, "the length") : mirrored ? 2 * (bins - 1) : bins;
    if (mirrored) {
      Value whole = transform(out, mirrored(out, x, axis, length), axis, length, true, false);
      return out.give(out.slice(whole, rank - 1, 0, 1));
    }
    return out.give(transform(out, x, axis, length, inverse, onesided));
  }

  /** Both sides of the spectrum of real numbers, of which the second mirrors the first. */
  private static Value mirrored(Expansion out, Value x, int axis, long length) {
    long bins = length / 2 + 1;
    if (length < 1 || out.shape(x).dim(-1) != 2 || out.shape(x).dim(axis) < bins) {
      throw new TypeException("one side of a spectrum of " + length + " in [" + out.shape(x) + "]");
    }
    Value first = out.slice(x, axis, 0, bins);
    Value second = out.reversed(out.slice(x, axis, 1, length - bins + 1), axis);
    Value signs = out.cast(out.integers(1, -1), out.type(x).number());
    return out.concat(axis, List.of(first, out.mul(second, signs)));
  }

  /** The transform of numbers of an axis, cut or filled up to a length. */
  private static Value transform(
      Expansion out, Value x, int axis, long length, boolean inverse, boolean onesided) {
    int rank = out.rank(x);
    long given = out.shape(x).dim(axis);
    long taken = Math.min(given, length);
    long results = onesided ? length / 2 + 1 : length;
    if (length < 1 || results * taken > LARGEST) {
      throw new TypeException("a transform of length " + length);
    }
    Value cut = out.slice(x, axis, 0, taken);
    List<Integer> order = new ArrayList<>(IntStream.range(0, rank - 1).boxed().toList());
    order.removeAll(List.of(axis));
    order.add(0, rank - 1);
    order.add(axis);
    Value rows = out.transpose(cut, order);
    boolean complex = out.shape(x).dim(-1) == 2;
    Value real = out.slice(rows, 0, 0, 1);
    NumberType number = out.type(x).number();
    double sign = inverse ? 1 : -1;
    double scale = inverse ? 1.0 / length : 1;
    Value cosines = matrix(out, number, taken, results, length, scale, true);
    Value sines = matrix(out, number, taken, results, length, sign * scale, false);
    Value re = out.matMul(real, cosines);
    Value im = out.matMul(real, sines);
    if (complex) {
      Value imaginary = out.slice(rows, 0, 1, 2);
      re = out.sub(re, out.matMul(imaginary, sines));
      im = out.add(im, out.matMul(imaginary, cosines));
    }
    Value both = out.concat(0, List.of(re, im));
    List<Integer> back = new ArrayList<>();
    for (int i = 0; i < rank; i++) {
      back.add(order.indexOf(i));
    }
    return out.transpose(both, back);
  }

  private static Value matrix(
      Expansion out,
      NumberType number,
      long rows,
      long columns,
      long length,
      double scale,
      boolean cosine) {
    TensorWriter matrix = Tensor.writer(new TensorType(number, Shape.of(rows, columns)));
    for (long row = 0; row < rows; row++) {
      for (long column = 0; column < columns; column++) {
        double angle = 2 * Math.PI * Math.floorMod(row * column, length) / length;
        double value = cosine ? StrictMath.cos(angle) : StrictMath.sin(angle);
        matrix.setValue(row * columns + column, scale * value);
      }
    }
    return out.constant(matrix.finish());
  }

  /** STFT: windowed frames, each transformed. */
  static Operand stft(Call call) {
    boolean onesided = call.attributes().integer("onesided", 1) != 0;
    Expansion out = new Expansion(call);
    Value signal = call.in(0);
    Shape shape = call.shape(0);
    long step = call.integer(1, "the step");
    long length =
        call.has(3)
            ? call.integer(3, "the length of a frame")
            : call.has(2) ? call.shape(2).size() : shape.dim(1);
    if (shape.rank() != 3 || step < 1 || length < 1 || length > shape.dim(1)) {
      throw new TypeException("frames of " + length + " by " + step + " of [" + shape + "]");
    }
    long frames = (shape.dim(1) - length) / step + 1;
    List<Value> parts = new ArrayList<>();
    for (long frame = 0; frame < frames; frame++) {
      Value part = out.slice(signal, 1, frame * step, frame * step + length);
      parts.add(out.reshape(part, shape.dim(0), 1, length, shape.dim(2)));
    }
    Value all = out.concat(1, parts);
    if (call.has(2)) {
      all = out.mul(all, out.reshape(call.in(2), length, 1));
    }
    return out.give(transform(out, all, 2, length, false, onesided));
  }

  /** MelWeightMatrix: triangles on the mel scale over the bins of a spectrum. */
  static Operand mel(Call call) {
    NumberType number = format(call.attributes().integer("output_datatype", 1));
    long bands = call.integer(0, "the number of bands");
    long length = call.integer(1, "the length of the transform");
    double rate = call.number(2, "the sample rate");
    double lowest = mel(call.number(3, "the lowest frequency"));
    double highest = mel(call.number(4, "the highest frequency"));
    long bins = length / 2 + 1;
    if (bands < 0 || length < 1 || bands * bins > LARGEST) {
      throw new TypeException(bands + " bands of " + bins + " bins");
    }
    double step = (highest - lowest) / (bands + 2);
    long[] edges =
        LongStream.range(0, bands + 2)
            .map(i -> {
              double hertz = 700 * (Math.pow(10, (lowest + i * step) / 2595) - 1);
              return (long) Math.floor((length + 1) * hertz / rate);
            })
            .toArray();
    TensorWriter out = Tensor.writer(new TensorType(number, Shape.of(bins, bands)));
    for (int band = 0; band < bands; band++) {
      long from = edges[band];
      long centre = edges[band + 1];
      long to = edges[band + 2];
      long last = Math.min(bins - 1, Math.max(centre, to - 1));
      for (long bin = Math.max(0, from); bin <= last; bin++) {
        double rising = centre == from ? 1 : (double) (bin - from) / (centre - from);
        double falling = to == centre ? 1 : (double) (to - bin) / (to - centre);
        out.setValue(bin * bands + band, bin <= centre ? rising : falling);
      }
    }
    return Stored.of(call.name(), out.finish());
  }

  private static double mel(double hertz) {
    return 2595 * StrictMath.log10(1 + hertz / 700);
  }
}
