// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.op;

import dev.cinch.ir.number.Fixed;
import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import dev.cinch.ir.tensor.TensorWriter;
import java.util.Arrays;
import java.util.List;

/**
 * One number for all that lie along some axes, which keep the extent 1: {@code (x)}. Results have
 * the operand's format, integers wrapping around in it.
 *
 * @param by what becomes of the numbers
 * @param axes from 0, each once, in order
 */
public record Aggregate(Aggregation by, List<Integer> axes) implements Reduce {

  public Aggregate {
    axes = axes.stream().sorted().distinct().toList();
  }

  @Override
  public TensorType infer(List<TensorType> in) {
    Operands.count(in, 1, 1);
    TensorType x = in.get(0);
    Operands.require(
        x.isFloat() || (x.isFixed() && x.fixed().fraction() == 0), by.onnx() + " of " + x);
    Shape shape = x.shape();
    for (int axis : axes) {
      Operands.require(axis >= 0 && axis < shape.rank(), "axis " + axis + " of " + x);
      shape = shape.with(axis, 1);
    }
    return x.with(shape);
  }

  @Override
  public Tensor eval(List<Tensor> in, TensorType type) {
    Tensor x = in.get(0);
    Broadcast places = new Broadcast(type.shape(), x.shape());
    return x.type().isFixed() && by.isExactOnIntegers()
        ? integers(x, places, type)
        : reals(x, places, type);
  }

  private Tensor integers(Tensor x, Broadcast places, TensorType type) {
    Fixed number = type.fixed();
    long[] totals = new long[Math.toIntExact(type.shape().size())];
    Arrays.fill(totals, by.startInteger(number.min(), number.max()));
    for (long i = 0; i < x.size(); i++) {
      int to = (int) places.index(i);
      totals[to] = by.addInteger(totals[to], x.rawAt(i));
    }
    TensorWriter out = Tensor.writer(type);
    for (int i = 0; i < totals.length; i++) {
      out.setRaw(i, number.wrap(totals[i]));
    }
    return out.finish();
  }

  private Tensor reals(Tensor x, Broadcast places, TensorType type) {
    double[] greatest = new double[Math.toIntExact(type.shape().size())];
    if (by == Aggregation.LOG_SUM_EXP) {
      Arrays.fill(greatest, Double.NEGATIVE_INFINITY);
      for (long i = 0; i < x.size(); i++) {
        int to = (int) places.index(i);
        greatest[to] = Math.max(greatest[to], x.valueAt(i));
      }
      // An infinity less itself is no number.
      Arrays.setAll(greatest, i -> Double.isInfinite(greatest[i]) ? 0 : greatest[i]);
    }
    double[] totals = new double[greatest.length];
    Arrays.fill(totals, by.start());
    for (long i = 0; i < x.size(); i++) {
      int to = (int) places.index(i);
      totals[to] = by.add(totals[to], x.valueAt(i), greatest[to]);
    }
    long count = totals.length == 0 ? 0 : x.size() / totals.length;
    TensorWriter out = Tensor.writer(type);
    for (int i = 0; i < totals.length; i++) {
      double value = by.finish(totals[i], count, greatest[i]);
      if (type.isFixed()) {
        out.setRaw(i, type.fixed().wrap((long) value));
      } else {
        out.setValue(i, value);
      }
    }
    return out.finish();
  }
}
