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
import dev.cinch.ir.op.Add;
import dev.cinch.ir.op.Aggregate;
import dev.cinch.ir.op.Aggregation;
import dev.cinch.ir.op.Concat;
import dev.cinch.ir.op.Gather;
import dev.cinch.ir.op.MatMul;
import dev.cinch.ir.op.Op;
import dev.cinch.ir.op.Pad;
import dev.cinch.ir.op.Relu;
import dev.cinch.ir.op.Reshape;
import dev.cinch.ir.op.Slice;
import dev.cinch.ir.op.Softmax;
import dev.cinch.ir.op.Transpose;
import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import dev.cinch.ir.weight.Dense;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Samples that are computed apart come out as if they had been computed together. */
final class SamplesTest {

  private static final int NETWORKS = 60;
  private static final RandomTensors TENSORS = new RandomTensors(new Random(1));

  @BeforeAll
  static void vectors() {
    Vectors.require();
  }

  @Test
  void networksForFewerSamplesGiveTheSamplesOfTheWhole() {
    int several = 0;
    for (long seed = 0; seed < NETWORKS; seed++) {
      Graph graph = RandomNetwork.wide(seed, false);
      Optional<Samples> samples = Samples.of(graph);
      boolean one = graph.inputs().getFirst().type().shape().dim(0) == 1;
      assertThat(samples.isEmpty()).isEqualTo(one);
      samples.ifPresent(it -> check(graph, it));
      several += one ? 0 : 1;
    }
    assertThat(several).isGreaterThan(NETWORKS / 2);
  }

  @Test
  void samplesAreFollowedThroughMoves() {
    assertThat(axis(new Transpose(List.of(1, 0, 2)))).isEqualTo(1);
    assertThat(axis(new Reshape(Shape.of(4, 15)))).isZero();
    assertThat(axis(new Reshape(Shape.of(1, 4, 15)))).isEqualTo(1);
    assertThat(axis(new Softmax(2))).isZero();
    assertThat(axis(new Aggregate(Aggregation.MEAN, List.of(1, 2)))).isZero();
    assertThat(axis(slice(4, 12))).isZero();
    assertThat(axis(new Pad(Pad.Mode.EDGE, List.of(0L, 1L, 0L), List.of(0L, 0L, 2L)))).isZero();
    assertThat(axis(new Relu())).isZero();
  }

  @Test
  void whatMixesSamplesIsNotTakenApart() {
    assertThat(axis(new Reshape(Shape.of(2, 30)))).isNegative();
    assertThat(axis(new Softmax(0))).isNegative();
    assertThat(axis(new Aggregate(Aggregation.MAX, List.of(0)))).isNegative();
    assertThat(axis(slice(3, 12))).isNegative();
    assertThat(axis(new Pad(Pad.Mode.EDGE, List.of(1L, 0L, 0L), List.of(0L, 0L, 0L)))).isNegative();
  }

  @Test
  void joinsAndLookUpsAlongTheSamplesAreNotTakenApart() {
    GraphBuilder builder = new GraphBuilder("g");
    Value x = builder.input("x", TensorType.f32(4, 3));
    Value along = add(builder, new Concat(1), x, x);
    Value across = add(builder, new Concat(0), x, x);
    Value indices = builder.constant("i", new Dense(Tensor.ofRaws(indexType(2), 1, 0)));
    Value columns = add(builder, new Gather(1), x, indices);
    Value rows = add(builder, new Gather(0), x, indices);
    Value table = builder.constant("t", TENSORS.weight(TensorType.f32(4, 3)));
    Value own = add(builder, new Add(), x, table);
    Value turned = add(builder, new Transpose(List.of(1, 0)), x);
    Value square = add(builder, new MatMul(), turned, x);
    for (Value value : List.of(along, across, columns, rows, own, square)) {
      builder.output(value.name(), value);
    }
    Graph graph = builder.build();
    assertThat(Samples.of(graph)).isEmpty();
    assertThat(axis(graph, 0)).isZero();
    assertThat(axis(graph, 1)).as("columns are kept apart").isEqualTo(1);
    assertThat(axis(graph, 2)).isZero();
    assertThat(axis(graph, 3)).as("columns are kept apart").isEqualTo(1);
    assertThat(axis(graph, 4)).as("numbers of a sample's own").isNegative();
    assertThat(axis(graph, 5)).as("of rows and columns").isNegative();
  }

  private static TensorType indexType(long count) {
    return new TensorType(Fixed.INT64, Shape.of(count));
  }

  /** The axis of the samples of one output, where the graph returns no other. */
  private static int axis(Graph graph, int output) {
    GraphBuilder builder = new GraphBuilder("g");
    List<Value> values = new ArrayList<>();
    for (Node node : graph.nodes()) {
      List<Value> in = node.in().stream().map(value -> values.get(value.id())).toList();
      values.add(builder.add(node.op(), in, node.origin()));
    }
    builder.output("y", values.get(graph.outputs().get(output).value().id()));
    return axis(builder.build());
  }

  private static Slice slice(long samples, long columns) {
    return new Slice(List.of(0L, 0L, 3L), List.of(1L, 1L, 1L), Shape.of(samples, 1, columns));
  }

  /** The axis of the samples behind an operation on [4, 1, 15]; negative where it is unknown. */
  private static int axis(Op op) {
    GraphBuilder builder = new GraphBuilder("g");
    builder.output("y", add(builder, op, builder.input("x", TensorType.f32(4, 1, 15))));
    return axis(builder.build());
  }

  private static int axis(Graph graph) {
    Optional<Samples> samples = Samples.of(graph);
    samples.ifPresent(it -> check(graph, it));
    return samples.map(it -> it.axis(graph.outputs().getFirst().value())).orElse(-1);
  }

  private static Value add(GraphBuilder builder, Op op, Value... in) {
    return builder.add(op, List.of(in), Origin.NONE);
  }

  private static void check(Graph graph, Samples samples) {
    List<Tensor> inputs =
        graph.inputs().stream().map(node -> TENSORS.tensor(node.type(), 0.9)).toList();
    try (Executable whole = new Plan(graph, Setup.of(Sums.SINGLE, 1), true).program();
        Executable parts = new Split(graph, samples, 2);
        Executable more = new Split(graph, samples, Math.toIntExact(samples.count()))) {
      List<Tensor> expected = whole.run(inputs);
      assertThat(parts.run(inputs)).isEqualTo(expected);
      assertThat(parts.run(inputs)).as("again").isEqualTo(expected);
      assertThat(more.run(inputs)).isEqualTo(expected);
      assertThat(new Interpreter().prepare(graph).run(inputs)).hasSameSizeAs(expected);
    }
  }
}
