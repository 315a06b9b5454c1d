// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cinch.cpu.kernel.Turn;
import dev.cinch.cpu.kernel.Vectors;
import dev.cinch.ir.Executable;
import dev.cinch.ir.Graph;
import dev.cinch.ir.GraphBuilder;
import dev.cinch.ir.Origin;
import dev.cinch.ir.Value;
import dev.cinch.ir.op.MatMul;
import dev.cinch.ir.op.Op;
import dev.cinch.ir.op.Relu;
import dev.cinch.ir.op.Softmax;
import dev.cinch.ir.op.Transpose;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import dev.cinch.ir.weight.Sparse;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sparse layers that hand their results on turned over, for any number of rows. */
final class SparseProductTest {

  private static final double SINGLE = 1e-5;

  @BeforeAll
  static void vectors() {
    Vectors.require();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 4, 5, 15, 16, 17, 33, 48, 63, 64, 65, 100, 129, 260})
  void chainsAgreeWithTheInterpreterForAnyNumberOfThreads(int rows) {
    Graph graph = network(rows, 0.1);
    Agreement.check(new FloatEngine(1), graph, rows, SINGLE);
    List<Tensor> inputs =
        List.of(new RandomTensors(new Random(rows)).tensor(graph.inputs().getFirst().type(), 0.9));
    try (Executable one = new FloatEngine(1).prepare(graph);
        Executable two = new FloatEngine(2).prepare(graph);
        Executable together = new Plan(graph, Setup.of(Sums.SINGLE, 3), true).program()) {
      List<Tensor> expected = one.run(inputs);
      assertThat(two.run(inputs)).isEqualTo(expected);
      assertThat(together.run(inputs)).isEqualTo(expected);
    }
  }

  @Test
  void aResultThatOthersReadTooIsNotLeftTurned() {
    GraphBuilder builder = new GraphBuilder("g");
    RandomTensors tensors = new RandomTensors(new Random(3));
    Value x = builder.input("x", TensorType.f32(20, 30));
    Value first = product(builder, tensors, x, 30, 40, 0.1);
    builder.output("y", product(builder, tensors, first, 40, 9, 0.1));
    builder.output("z", add(builder, new Softmax(1), first));
    Agreement.check(new FloatEngine(1), builder.build(), 4, SINGLE);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 8, 16, 17, 31, 50})
  void turnsMatricesOfAnySize(int rows) {
    for (int length : new int[] {1, 5, 15, 16, 17, 40}) {
      float[] x = new float[rows * (length + 2) + 3];
      IntStream.range(0, x.length).forEach(i -> x[i] = i);
      float[] y = new float[length * (rows + 3) + 5];
      Turn.matrix(x, 3, rows, length + 2, length, y, 5, rows + 3);
      for (int row = 0; row < rows; row++) {
        for (int k = 0; k < length; k++) {
          assertThat(y[5 + k * (rows + 3) + row]).isEqualTo(x[3 + row * (length + 2) + k]);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1,0,2,3", "0,2,3,1", "0,3,1,2", "2,3,0,1", "0,1,3,2", "3,2,1,0", "0,1,2,3"})
  void permutesAxesOfAnyExtent(String order) {
    List<Integer> permutation = Stream.of(order.split(",")).map(Integer::valueOf).toList();
    for (long[] dims : new long[][] {{2, 3, 17, 19}, {1, 33, 16, 1}, {5, 1, 2, 40}, {2, 0, 3, 1}}) {
      GraphBuilder builder = new GraphBuilder("g");
      Value x = builder.input("x", TensorType.f32(dims));
      builder.output("y", add(builder, new Transpose(permutation), x));
      Agreement.check(new FloatEngine(2), builder.build(), 1, 0);
    }
  }

  private static Graph network(long rows, double density) {
    GraphBuilder builder = new GraphBuilder("mlp");
    RandomTensors tensors = new RandomTensors(new Random(rows));
    Value x = builder.input("x", TensorType.f32(rows, 300));
    x = add(builder, new Relu(), product(builder, tensors, x, 300, 70, density));
    x = add(builder, new Relu(), product(builder, tensors, x, 70, 33, density));
    builder.output("y", product(builder, tensors, x, 33, 10, 2 * density));
    return builder.build();
  }

  private static Value product(
      GraphBuilder builder, RandomTensors tensors, Value x, long in, long out, double density) {
    Value w =
        builder.constant("w", Sparse.ofNonZeros(tensors.tensor(TensorType.f32(in, out), density)));
    Value bias = builder.constant("b", tensors.weight(TensorType.f32(out)));
    return add(builder, new MatMul(), x, w, bias);
  }

  private static Value add(GraphBuilder builder, Op op, Value... in) {
    return builder.add(op, List.of(in), Origin.NONE);
  }
}
