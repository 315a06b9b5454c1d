// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cinch.cpu.kernel.Vectors;
import dev.cinch.ir.Executable;
import dev.cinch.ir.Graph;
import dev.cinch.ir.GraphBuilder;
import dev.cinch.ir.Interpreter;
import dev.cinch.ir.Node;
import dev.cinch.ir.Origin;
import dev.cinch.ir.Value;
import dev.cinch.ir.number.Fixed;
import dev.cinch.ir.number.FloatType;
import dev.cinch.ir.op.Binary;
import dev.cinch.ir.op.BinaryFunction;
import dev.cinch.ir.op.Cast;
import dev.cinch.ir.op.Constant;
import dev.cinch.ir.op.Input;
import dev.cinch.ir.op.MatMul;
import dev.cinch.ir.op.Op;
import dev.cinch.ir.op.Relu;
import dev.cinch.ir.op.Transpose;
import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import dev.cinch.ir.tensor.TensorWriter;
import dev.cinch.ir.weight.Codebook;
import dev.cinch.ir.weight.Dense;
import dev.cinch.ir.weight.Positions;
import dev.cinch.ir.weight.Sparse;
import dev.cinch.ir.weight.Weight;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A product that reads codes gives other bits than the product with what they stand for. */
final class CodedProductTest {

  private static final long[] ROWS = {1, 2, 3, 4, 5, 8, 17, 31};
  private static final long[] COLUMNS = {1, 10, 63, 64, 65, 128, 129, 300};

  @BeforeAll
  static void vectors() {
    Vectors.require();
  }

  @Test
  void codesOfAnyWidthGiveTheBitsOfTheDecodedMatrix() {
    Random random = new Random(1);
    for (int bits = 1; bits <= 9; bits++) {
      for (long rows : ROWS) {
        int half = 1 << (bits - 1);
        int entries = half + 1 + random.nextInt(half);
        float[] table = new float[entries];
        for (int code = 1; code < entries; code++) {
          table[code] = (float) random.nextGaussian();
        }
        long columns = COLUMNS[random.nextInt(COLUMNS.length)];
        check(rows, 1 + random.nextInt(400), columns, bits, table, random);
      }
    }
  }

  @Test
  void tablesOfEvenStepsGiveTheBitsOfTheDecodedMatrix() {
    Random random = new Random(2);
    for (long rows : ROWS) {
      float[] table = new float[200];
      float step = random.nextFloat();
      for (int code = 1; code < table.length; code++) {
        table[code] = (code <= 100 ? code : 100 - code) * step;
      }
      check(
          rows, 1 + random.nextInt(300), COLUMNS[random.nextInt(COLUMNS.length)], 8, table, random);
    }
  }

  @Test
  void manyDifferentNumbersOfALargeMatrixGiveTheBitsOfTheDecodedMatrix() {
    Random random = new Random(3);
    for (long rows : new long[] {1, 3, 18}) {
      float[] table = new float[256];
      for (int code = 1; code < table.length; code++) {
        table[code] = (float) random.nextGaussian();
      }
      check(rows, 10_001, 210, 8, table, random);
    }
  }

  @Test
  void sparseCodesGiveTheBitsOfSparseFloats() {
    RandomTensors tensors = new RandomTensors(new Random(6));
    for (int bits : new int[] {2, 5}) {
      long rows = bits / 2;
      TensorType type = TensorType.f32(7300, bits == 2 ? 1007 : 1040);
      Tensor kept = tensors.tensor(type, 0.22);
      Positions positions = Sparse.ofNonZeros(kept).positions();
      float[] table = tensors.tensor(TensorType.f32(1 << bits), 1).toFloats();
      table[0] = 0;
      TensorType of = new TensorType(new Fixed(false, bits, 0), Shape.of(positions.count()));
      Codebook values =
          new Codebook(
              type.with(of.shape()),
              bits,
              Tensor.ofFloats(Shape.of(table.length), table),
              tensors.tensor(of, 1));
      Sparse sparse = new Sparse(type, positions, values);
      Tensor bias = tensors.tensor(TensorType.f32(type.shape().dim(1)), 1);
      Tensor x = tensors.tensor(TensorType.f32(rows, 7300), 0.8);
      Tensor expected = run(graph(rows, new Dense(sparse.decode()), bias), x, 1);
      assertThat(run(graph(rows, sparse, bias), x, 2)).as("%d bits", bits).isEqualTo(expected);
    }
  }

  @Test
  void quantizedMatricesGiveTheBitsOfTheirFloats() {
    for (Fixed number : List.of(Fixed.INT8, Fixed.UINT8)) {
      for (boolean turned : new boolean[] {false, true}) {
        RandomTensors tensors = new RandomTensors(new Random(4));
        TensorType type = new TensorType(number, turned ? Shape.of(300, 520) : Shape.of(520, 300));
        Tensor integers = tensors.tensor(type, 1);
        Tensor x = tensors.tensor(TensorType.f32(3, 520), 0.8);
        Graph graph = quantized(integers, turned);
        Tensor matrix = new Interpreter().prepare(graph).run(List.of(x)).get(1);
        Tensor bias = Tensor.ofFloats(Shape.of(300), new float[300]);
        Program program = new Plan(graph, Setup.of(Sums.SINGLE, 2), true).program();
        try (program) {
          assertThat(program.run(List.of(x)).getFirst())
              .isEqualTo(run(graph(3, new Dense(matrix), bias), x, 1));
        }
      }
    }
  }

  /** Integers less 3, times 0.01, perhaps turned over, as the right matrix and as an output. */
  private static Graph quantized(Tensor integers, boolean turned) {
    GraphBuilder graph = new GraphBuilder("quantized");
    Value x = graph.input("x", TensorType.f32(3, 520));
    Value w = graph.constant("w", new Dense(integers));
    Value zero = graph.constant("zero", new Dense(Tensor.ofFloats(Shape.of(), 3f)));
    Value scale = graph.constant("scale", new Dense(Tensor.ofFloats(Shape.of(1, 1), 0.01f)));
    w = graph.add(Cast.toFloat(FloatType.F32), List.of(w), Origin.NONE);
    w = graph.add(new Binary(BinaryFunction.SUB), List.of(w, zero), Origin.NONE);
    w = graph.add(new Binary(BinaryFunction.MUL), List.of(w, scale), Origin.NONE);
    w = turned ? graph.add(new Transpose(List.of(1, 0)), List.of(w), Origin.NONE) : w;
    graph.output("y", graph.add(new MatMul(), List.of(x, w), Origin.NONE));
    graph.output("w", w);
    return graph.build();
  }

  @Test
  void foldedMatricesStayCodes() {
    Tensor integers =
        new RandomTensors(new Random(5)).tensor(new TensorType(Fixed.INT8, Shape.of(300, 520)), 1);
    Graph graph = quantized(integers, true);
    Map<String, Slot> slots = new HashMap<>();
    for (Node node : graph.nodes()) {
      List<Slot> in = node.in().stream().map(value -> slots.get(value.name())).toList();
      slots.put(
          node.name(),
          switch (node.op()) {
            case Constant(var weight) -> Slot.constant(node, weight);
            case MatMul _, Input _ -> Slot.computed(node, new Floats(1));
            case Op _ -> Slot.constant(node, Folding.of(node, in));
          });
    }
    Slot matrix = Objects.requireNonNull(slots.get(graph.outputs().get(1).value().name()));
    assertThat(matrix.weight()).isInstanceOf(Codebook.class);
  }

  private static void check(
      long rows, long inner, long columns, int bits, float[] table, Random random) {
    RandomTensors tensors = new RandomTensors(random);
    TensorType type = TensorType.f32(inner, columns);
    TensorWriter codes = Tensor.writer(type.with(new Fixed(false, bits, 0)));
    for (long i = 0; i < type.shape().size(); i++) {
      codes.setRaw(i, random.nextInt(table.length));
    }
    Codebook codebook =
        new Codebook(type, bits, Tensor.ofFloats(Shape.of(table.length), table), codes.finish());
    Tensor bias = tensors.tensor(TensorType.f32(columns), 0.5);
    Tensor x = tensors.tensor(TensorType.f32(rows, inner), 0.8);
    Tensor expected = run(graph(rows, new Dense(codebook.decode()), bias), x, 1);
    for (int threads : new int[] {1, 3}) {
      assertThat(run(graph(rows, codebook, bias), x, threads))
          .as("%d bits, %d entries, %d x %d x %d", bits, table.length, rows, inner, columns)
          .isEqualTo(expected);
    }
  }

  private static Tensor run(Graph graph, Tensor x, int threads) {
    try (Executable executable = new FloatEngine(threads).prepare(graph)) {
      Tensor first = executable.run(List.of(x)).getFirst();
      assertThat(executable.run(List.of(x)).getFirst()).as("a second run").isEqualTo(first);
      return first;
    }
  }

  private static Graph graph(long rows, Weight matrix, Tensor bias) {
    GraphBuilder graph = new GraphBuilder("product");
    Value x =
        graph.input(
            "x", new TensorType(FloatType.F32, Shape.of(rows, matrix.type().shape().dim(0))));
    Value b = graph.constant("b", matrix);
    Value c = graph.constant("bias", new Dense(bias));
    Value y = graph.add(new MatMul(), List.of(x, b, c), Origin.NONE);
    graph.output("y", rows % 2 == 0 ? graph.add(new Relu(), List.of(y), Origin.NONE) : y);
    return graph.build();
  }
}
