// SPDX-License-Identifier: Apache-2.0
package dev.cinch.benchmarks;

import dev.cinch.ir.GraphBuilder;
import dev.cinch.ir.Origin;
import dev.cinch.ir.Value;
import dev.cinch.ir.number.Fixed;
import dev.cinch.ir.number.FloatType;
import dev.cinch.ir.number.NumberType;
import dev.cinch.ir.op.Activation;
import dev.cinch.ir.op.AveragePool;
import dev.cinch.ir.op.Conv;
import dev.cinch.ir.op.MatMul;
import dev.cinch.ir.op.MaxPool;
import dev.cinch.ir.op.Op;
import dev.cinch.ir.op.Recurrence;
import dev.cinch.ir.op.Transpose;
import dev.cinch.ir.op.Window;
import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import dev.cinch.ir.weight.Dense;
import dev.cinch.ir.weight.Weight;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** The kernels that are measured, with shapes of real layers where they matter. */
final class KernelCases {

  private static final Fixed INT8 = new Fixed(true, 8, 6);

  /** Inputs, filters, extent of the input, of the kernel, stride and padding. */
  private static final long[][] CONVOLUTIONS = {
    {1, 20, 28, 5, 1, 0},
    {20, 50, 12, 5, 1, 0},
    {3, 96, 224, 7, 2, 0},
    {96, 16, 55, 1, 1, 0},
    {16, 64, 55, 3, 1, 1},
    {64, 256, 13, 3, 1, 1},
    {512, 1000, 13, 1, 1, 0}
  };

  /** Rows of a weight, its columns: one for a core's own cache, and AlexNet's fc6. */
  private static final long[][] MATRICES = {{512, 512}, {9216, 4096}};

  private final List<KernelCase> cases = new ArrayList<>();

  private KernelCases() {
    for (long rows : new long[] {1, 64, 256}) {
      product("dense", rows, 512, 512, FloatType.F32, RandomWeights::dense);
    }
    for (long[] layer : CONVOLUTIONS) {
      convolution("conv", FloatType.F32, layer);
    }
    for (long[] matrix : new long[][] {{512, 512}, {4096, 4096}}) {
      for (long rows : new long[] {1, 64}) {
        product("sparse 10 %", rows, matrix[0], matrix[1], FloatType.F32, RandomWeights::sparse);
      }
    }
    for (long[] matrix : MATRICES) {
      for (long rows : new long[] {1, 8, 64}) {
        long inner = matrix[0];
        long columns = matrix[1];
        product("decoded float", rows, inner, columns, FloatType.F32, RandomWeights::dense);
        for (int bits : new int[] {4, 8}) {
          Function<TensorType, Weight> codes = type -> RandomWeights.codebook(type, bits);
          product("codebook " + bits + " bits", rows, inner, columns, FloatType.F32, codes);
        }
        Function<TensorType, Weight> steps = RandomWeights::steps;
        product("codebook of steps", rows, inner, columns, FloatType.F32, steps);
      }
    }
    product("int8 product", 1, 512, 512, INT8, RandomWeights::dense);
    product("int8 product", 64, 512, 512, INT8, RandomWeights::dense);
    convolution("int8 conv", INT8, CONVOLUTIONS[1]);
    convolution("int8 conv", INT8, CONVOLUTIONS[4]);
    pool("max pool", FloatType.F32, new MaxPool(Window.of(2, 2).withStrides(2, 2)), 20, 24);
    pool("max pool", FloatType.F32, new MaxPool(Window.of(3, 3).withStrides(2, 2)), 96, 109);
    pool("int8 max pool", INT8, new MaxPool(Window.of(2, 2).withStrides(2, 2)), 20, 24);
    pool("average pool", FloatType.F32, new AveragePool(Window.of(13, 13), false), 1000, 13);
    transpose(List.of(1, 0), 1024, 1024);
    transpose(List.of(0, 2, 3, 1), 1, 64, 56, 56);
    lstm(1);
    lstm(64);
  }

  /** Every kernel, in the order of the table. */
  static List<KernelCase> all() {
    return new KernelCases().cases;
  }

  private void add(String name, double work, TensorType input, Function<Growing, Value> result) {
    boolean exact = !input.isFloat();
    cases.add(
        new KernelCase(
            name,
            work,
            exact,
            () -> {
              GraphBuilder graph = new GraphBuilder("kernel");
              Value x = graph.input("x", input);
              graph.output("y", result.apply(new Growing(graph, x)));
              return graph.build();
            }));
  }

  /** A graph with its input. */
  private record Growing(GraphBuilder graph, Value x) {

    Value apply(Op op, Weight... weights) {
      List<Value> in = new ArrayList<>(List.of(x));
      for (Weight weight : weights) {
        in.add(graph.constant("w", weight));
      }
      return graph.add(op, in, Origin.NONE);
    }
  }

  private void product(
      String kernel,
      long rows,
      long inner,
      long columns,
      NumberType number,
      Function<TensorType, ? extends Weight> weights) {
    TensorType matrix = new TensorType(number, Shape.of(inner, columns));
    add(
        "%s %d x %d x %d".formatted(kernel, rows, inner, columns),
        2.0 * rows * inner * columns,
        matrix.with(Shape.of(rows, inner)),
        it -> it.apply(new MatMul(), weights.apply(matrix)));
  }

  private void convolution(String kernel, NumberType number, long[] layer) {
    Window window =
        Window.of(layer[3], layer[3]).withStrides(layer[4], layer[4]).withPads(layer[5], layer[5]);
    Shape x = Shape.of(1, layer[0], layer[2], layer[2]);
    TensorType filters = new TensorType(number, Shape.of(layer[1], layer[0], layer[3], layer[3]));
    Shape y = window.slide(x, layer[1]);
    add(
        "%s %dx%dx%d, %d of %dx%d / %d"
            .formatted(
                kernel, layer[0], layer[2], layer[2], layer[1], layer[3], layer[3], layer[4]),
        2.0 * y.size() * layer[0] * layer[3] * layer[3],
        filters.with(x),
        it -> it.apply(new Conv(window, 1), RandomWeights.dense(filters)));
  }

  private void pool(String kernel, NumberType number, Op op, long channels, long extent) {
    Window window = op instanceof AveragePool average ? average.window() : ((MaxPool) op).window();
    Shape x = Shape.of(1, channels, extent, extent);
    add(
        "%s %dx%dx%d, %dx%d"
            .formatted(
                kernel, channels, extent, extent, window.kernel().get(0), window.kernel().get(1)),
        (double) window.slide(x, channels).size() * window.taps(),
        new TensorType(number, x),
        it -> it.apply(op));
  }

  private void transpose(List<Integer> permutation, long... extents) {
    Shape x = Shape.of(extents);
    add(
        "transpose [" + x + "] by " + permutation,
        (double) x.size(),
        TensorType.f32(extents),
        it -> it.apply(new Transpose(permutation)));
  }

  /** 32 steps of 64 numbers through 128 units. */
  private void lstm(long batch) {
    long units = 128;
    long width = 64;
    long steps = 32;
    long gates = 4 * units;
    Recurrence layer =
        new Recurrence(
            Recurrence.Cell.LSTM,
            false,
            List.of(
                Activation.Kind.SIGMOID.usual(),
                Activation.Kind.TANH.usual(),
                Activation.Kind.TANH.usual()),
            0,
            false);
    long[] lengths = new long[Math.toIntExact(batch)];
    Arrays.fill(lengths, steps);
    TensorType counts = new TensorType(Fixed.INT64, Shape.of(batch));
    Dense state = new Dense(Tensor.writer(TensorType.f32(batch, units)).finish());
    add(
        "lstm of %d, %d steps of %d, batch %d".formatted(units, steps, width, batch),
        2.0 * steps * batch * gates * (width + units),
        TensorType.f32(steps, batch, width),
        it ->
            it.apply(
                layer,
                RandomWeights.dense(TensorType.f32(gates, width)),
                RandomWeights.dense(TensorType.f32(gates, units)),
                RandomWeights.dense(TensorType.f32(2 * gates)),
                new Dense(Tensor.ofRaws(counts, lengths)),
                state,
                state,
                RandomWeights.dense(TensorType.f32(3 * units))));
  }
}
