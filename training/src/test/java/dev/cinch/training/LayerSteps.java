// SPDX-License-Identifier: Apache-2.0
package dev.cinch.training;

import dev.cinch.ir.Value;
import dev.cinch.ir.number.Fixed;
import dev.cinch.ir.number.Overflow;
import dev.cinch.ir.number.Rounding;
import dev.cinch.ir.op.Activation;
import dev.cinch.ir.op.AveragePool;
import dev.cinch.ir.op.BatchNorm;
import dev.cinch.ir.op.Cast;
import dev.cinch.ir.op.Conv;
import dev.cinch.ir.op.MatMul;
import dev.cinch.ir.op.MaxPool;
import dev.cinch.ir.op.Multiply;
import dev.cinch.ir.op.Recurrence;
import dev.cinch.ir.op.Recurrence.Cell;
import dev.cinch.ir.op.SumPool;
import dev.cinch.ir.op.Unary;
import dev.cinch.ir.op.UnaryFunction;
import dev.cinch.ir.op.Window;
import dev.cinch.ir.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/** Layers with weights, and pooling. */
final class LayerSteps {

  private final Map<String, Steps.Step> all = new LinkedHashMap<>();

  private LayerSteps() {}

  static Map<String, Steps.Step> all() {
    LayerSteps steps = new LayerSteps();
    steps.products();
    steps.windows();
    steps.normalizations();
    steps.cells();
    return steps.all;
  }

  private void products() {
    all.put("matrices", (net, x) -> net.add(new MatMul(), x, net.numbers("m", 2, 3)));
    all.put(
        "matrices with bias",
        (net, x) -> net.add(new MatMul(), x, net.numbers("m", 2, 3), net.numbers("bias", 3)));
    all.put(
        "matrices with computed bias",
        (net, x) -> net.add(new MatMul(), x, net.numbers("m", 3, 1, 2, 3), net.hidden(3)));
    all.put("matrices from the left", (net, x) -> net.add(new MatMul(), net.numbers("m", 4, 3), x));
    all.put("matrices of both", (net, x) -> net.add(new MatMul(), net.hidden(3, 1, 4, 3), x));
    all.put("matrices of fewer axes", (net, x) -> net.add(new MatMul(), net.hidden(4, 3), x));
  }

  private static Window window(int axes) {
    List<Long> strides = LongStream.range(0, axes).map(it -> 1 + it % 2).boxed().toList();
    List<Long> pads = LongStream.range(0, axes).map(it -> it % 2).boxed().toList();
    return new Window(
        Collections.nCopies(axes, 2L),
        strides,
        Collections.nCopies(axes, 1L),
        pads,
        Collections.nCopies(axes, 1L));
  }

  private void windows() {
    for (int axes = 0; axes <= 4; axes++) {
      long[] dims = new long[axes + 2];
      java.util.Arrays.fill(dims, 3);
      dims[0] = 2;
      dims[1] = 2;
      Window window = window(axes);
      all.put("most " + axes, (net, _) -> net.add(new MaxPool(window), net.hidden(dims)));
      all.put("total " + axes, (net, _) -> net.add(new SumPool(window), net.hidden(dims)));
      for (boolean padding : new boolean[] {false, true}) {
        AveragePool mean = new AveragePool(window, padding);
        all.put("mean " + axes + padding, (net, _) -> net.add(mean, net.hidden(dims)));
      }
      if (axes > Windows.MOST_AXES) {
        continue;
      }
      long[] filters = dims.clone();
      java.util.Arrays.fill(filters, 2, filters.length, 2);
      filters[0] = 4;
      filters[1] = 1;
      all.put(
          "filters " + axes,
          (net, _) ->
              net.add(
                  new Conv(window, 2),
                  net.hidden(dims),
                  net.numbers("f", filters),
                  net.numbers("bias", 4)));
      all.put(
          "computed filters " + axes,
          (net, _) ->
              net.add(new Conv(window, 2), net.hidden(dims), net.hidden(filters), net.hidden(4)));
    }
  }

  private void normalizations() {
    BatchNorm op = new BatchNorm(0.1f);
    all.put(
        "normalization",
        (net, x) ->
            net.add(
                op,
                x,
                net.numbers("scale", 3),
                net.numbers("shift", 3),
                net.numbers("mean", 3),
                net.add(Unary.of(UnaryFunction.EXP), net.numbers("variance", 3))));
    all.put(
        "computed normalization",
        (net, x) ->
            net.add(
                op,
                x,
                net.hidden(3),
                net.numbers("shift", 3),
                net.hidden(3),
                net.add(Unary.of(UnaryFunction.EXP), net.hidden(3))));
  }

  private void cells() {
    for (Cell cell : Cell.values()) {
      List<Activation> usual =
          new ArrayList<>(
              List.of(
                      Activation.Kind.SIGMOID.usual(),
                      Activation.Kind.TANH.usual(),
                      Activation.Kind.TANH.usual())
                  .subList(0, cell.functions()));
      for (boolean reverse : new boolean[] {false, true}) {
        for (boolean variant : new boolean[] {false, true}) {
          Recurrence op = new Recurrence(cell, reverse, usual, variant ? 0.4f : 0, variant);
          all.put("recurrence " + op, (net, _) -> recurrent(net, op, false));
          all.put("computed recurrence " + op, (net, _) -> recurrent(net, op, true));
        }
      }
    }
    for (Activation.Kind kind : Activation.Kind.values()) {
      Recurrence op = new Recurrence(Cell.RNN, false, List.of(kind.usual()), 0, false);
      all.put("cell " + kind, (net, _) -> recurrent(net, op, false));
    }
  }

  /** Two sequences of four steps, the second of them shorter. */
  private static Value recurrent(Sketch net, Recurrence op, boolean computed) {
    long rows = 3L * op.cell().gates();
    List<Value> in = new ArrayList<>();
    in.add(net.hidden(4, 2, 2));
    in.add(computed ? net.hidden(rows, 2) : net.numbers("input", rows, 2));
    in.add(net.numbers("recurrent", rows, 3));
    in.add(net.numbers("bias", 2 * rows));
    in.add(computed ? lengths(net) : net.integers(Shape.of(2), 4, 2));
    in.add(net.hidden(2, 3));
    if (op.cell() == Cell.LSTM) {
      in.add(net.numbers("memory", 2, 3));
      in.add(net.numbers("peepholes", 9));
    }
    return net.add(op, in.toArray(Value[]::new));
  }

  private static Value lengths(Sketch net) {
    Value scaled = net.add(new Multiply(), net.hidden(2), net.scalar(5));
    return net.add(new Cast(Fixed.INT64, Rounding.FLOOR, Overflow.SATURATE), scaled);
  }
}
