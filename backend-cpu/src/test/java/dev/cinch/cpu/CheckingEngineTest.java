// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cinch.ir.Engine;
import dev.cinch.ir.Executable;
import dev.cinch.ir.Graph;
import dev.cinch.ir.GraphBuilder;
import dev.cinch.ir.Origin;
import dev.cinch.ir.Position;
import dev.cinch.ir.Value;
import dev.cinch.ir.number.Fixed;
import dev.cinch.ir.op.Add;
import dev.cinch.ir.op.Cast;
import dev.cinch.ir.op.Conv;
import dev.cinch.ir.op.MatMul;
import dev.cinch.ir.op.Multiply;
import dev.cinch.ir.op.Op;
import dev.cinch.ir.op.SumPool;
import dev.cinch.ir.op.Window;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import dev.cinch.ir.tensor.TensorWriter;
import dev.cinch.ir.weight.Dense;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Breaks when checking changes numbers, is silent, or points at the wrong place. */
final class CheckingEngineTest {

  private static final int NETWORKS = 150;
  private static final int WIDE_NETWORKS = 10;

  private final List<AccumulatorOverflow> found = new ArrayList<>();

  private final GraphBuilder graph = new GraphBuilder("network");

  private Engine checking(Map<String, Fixed> accumulators) {
    return ExactEngine.checking(accumulators, found::add);
  }

  private Value add(String name, Op op, Value... in) {
    return graph.add(op, List.of(in), Origin.of("network.onnxtxt", name));
  }

  private Value ones(String name, long... dims) {
    TensorType type = TensorType.fixed(true, 4, 1, dims);
    return graph.constant(name, new Dense(filled(type, 1)));
  }

  private static Tensor filled(TensorType type, long raw) {
    TensorWriter out = Tensor.writer(type);
    for (long i = 0; i < type.shape().size(); i++) {
      out.setRaw(i, raw);
    }
    return out.finish();
  }

  /** Random input of a graph, all of whose integers are within a limit, one of them apart. */
  private static Tensor input(Graph graph, long limit, long index, long raw) {
    TensorType type = graph.inputs().getFirst().type();
    Random random = new Random(1);
    TensorWriter out = Tensor.writer(type);
    for (long i = 0; i < type.shape().size(); i++) {
      out.setRaw(i, i == index ? raw : random.nextLong(limit) * (random.nextBoolean() ? 1 : -1));
    }
    return out.finish();
  }

  /** Runs the graph plainly and in checking mode, which has to give the same. */
  private void run(Map<String, Fixed> accumulators, Tensor x) {
    Graph built = graph.build();
    try (Executable plain = new ExactEngine().prepare(built);
        Executable checked = checking(accumulators).prepare(built)) {
      assertThat(checked.run(List.of(x))).isEqualTo(plain.run(List.of(x)));
    }
  }

  @Test
  void checkingEqualsTheInterpreterAndFindsNothingWhereTypesAreProofs() {
    for (long seed = 0; seed < NETWORKS; seed++) {
      Agreement.check(checking(Map.of()), RandomNetwork.of(seed, true), seed, 0);
    }
    for (long seed = 0; seed < WIDE_NETWORKS; seed++) {
      Agreement.check(checking(Map.of()), RandomNetwork.wide(seed, true), seed, 0);
    }
    assertThat(found).isEmpty();
  }

  @Test
  void aNarrowConvolutionOverflowsAtItsPosition() {
    Value x = graph.input("x", TensorType.fixed(true, 12, 3, 3, 2, 5, 6));
    Window window = Window.of(2, 3).withStrides(1, 2).withPads(1, 0);
    Value first = add("first", new Conv(window, 1), x, ones("w1", 4, 2, 2, 3));
    Value cast = add("cast", Cast.requantize(new Fixed(true, 8, 3)), first);
    Value second = add("second", new Conv(Window.of(1, 1), 4), cast, ones("w2", 4, 1, 1, 1));
    graph.output("y", second);
    Graph built = graph.build();
    // Sample 2, channel 1, row 4, column 5: only the last column of windows reads it, and of the
    // rows only 4 and 5.
    Tensor input = input(built, 10, ((2 * 2 + 1) * 5 + 4) * 6 + 4, 1000);

    run(Map.of("first", new Fixed(true, 10, 4), "second", new Fixed(true, 9, 4)), input);
    assertThat(found).hasSize(2 * 4);
    assertThat(found)
        .extracting(AccumulatorOverflow::at)
        .startsWith(
            new Position("first", "sum", 2, 0, 4, 1),
            new Position("first", "sum", 2, 1, 4, 1),
            new Position("first", "sum", 2, 2, 4, 1),
            new Position("first", "sum", 2, 3, 4, 1),
            new Position("first", "sum", 2, 0, 5, 1))
        .allMatch(at -> at.layer().equals("first"));
    AccumulatorOverflow earliest = found.getFirst();
    assertThat(earliest.origin()).isEqualTo(Origin.of("network.onnxtxt", "first"));
    assertThat(earliest.value()).isGreaterThan(BigInteger.valueOf(511));
    assertThat(earliest.term()).as("kernel row 1, column 2 of channel 1").isEqualTo(6 + 3 + 3);
  }

  @Test
  void groupsHaveTheirOwnChannels() {
    Value x = graph.input("x", TensorType.fixed(true, 8, 0, 2, 4, 3));
    graph.output("y", add("conv", new Conv(Window.of(2), 2), x, ones("w", 6, 2, 2)));
    run(Map.of("conv", new Fixed(true, 7, 1)), input(graph.build(), 5, (4 + 2) * 3, 80));
    assertThat(found)
        .extracting(AccumulatorOverflow::at)
        .containsExactly(
            new Position("conv", "sum", 1, 3, 0, 0),
            new Position("conv", "sum", 1, 4, 0, 0),
            new Position("conv", "sum", 1, 5, 0, 0));
  }

  @Test
  void anAccumulatorHoldsItsLimitsAndNoMore() {
    Value x = graph.input("x", TensorType.fixed(true, 8, 0, 2, 2));
    graph.output("y", add("product", new MatMul(), x, ones("w", 2, 3)));
    TensorType type = TensorType.fixed(true, 8, 0, 2, 2);
    Map<String, Fixed> narrow = Map.of("product", new Fixed(true, 6, 1));
    run(narrow, Tensor.ofRaws(type, 30, 1, -30, -2));
    assertThat(found).isEmpty();
    run(narrow, Tensor.ofRaws(type, 30, 1, 31, 1));
    assertThat(found).hasSize(3).allMatch(overflow -> overflow.value().intValue() == 32);
    assertThat(found.getLast().at()).isEqualTo(new Position("product", "sum", 1, 2, 0, 0));
    found.clear();
    run(narrow, Tensor.ofRaws(type, -31, -2, 31, 0));
    assertThat(found).hasSize(3).allMatch(overflow -> overflow.value().intValue() == -33);
    found.clear();
    run(narrow, Tensor.ofRaws(type, 31, 0, 40, -9));
    assertThat(found)
        .hasSize(3)
        .allMatch(overflow -> overflow.at().what().equals("partial sum") && overflow.term() == 1);
  }

  @Test
  void batchedMatricesBroadcast() {
    Value x = graph.input("x", TensorType.fixed(true, 8, 0, 3, 1, 2, 2));
    graph.output("y", add("product", new MatMul(), x, ones("w", 2, 2, 3)));
    Tensor input = filled(TensorType.fixed(true, 8, 0, 3, 1, 2, 2), 2);
    run(Map.of(), input);
    assertThat(found).isEmpty();
    run(Map.of("product", new Fixed(true, 3, 1)), input);
    assertThat(found).hasSize(3 * 2 * 2 * 3);
    assertThat(found.getLast().at()).isEqualTo(new Position("product", "sum", 2, 1, 1, 2));
  }

  @Test
  void poolsSumsAndProductsAccumulateToo() {
    TensorType type = TensorType.fixed(true, 8, 1, 2, 2, 2, 4);
    Value x = graph.input("x", type);
    Value pool = add("pool", new SumPool(Window.of(2, 2).withStrides(2, 2)), x);
    Value other = ones("ones", 2, 1, 1);
    Value sum = add("sum", new Add(), pool, other);
    graph.output("y", add("scaled", new Multiply(), sum, other));
    Graph built = graph.build();
    Tensor input = input(built, 5, 2 * 8 + 1 * 8 + 2, 100);
    run(Map.of(), input);
    assertThat(found).isEmpty();
    run(
        Map.of(
            "pool", new Fixed(true, 7, 1),
            "sum", new Fixed(true, 7, 1),
            "scaled", new Fixed(true, 7, 2)),
        input);
    assertThat(found)
        .extracting(AccumulatorOverflow::at)
        .containsExactly(
            new Position("pool", "sum", 1, 1, 0, 1),
            new Position("sum", "sum", 1, 1, 0, 1),
            new Position("scaled", "sum", 1, 1, 0, 1));
  }

  @Test
  void aSumOf64BitsReachesItsLimit() {
    TensorType type = TensorType.fixed(true, 63, 0, 2);
    Value x = graph.input("x", type);
    graph.output("y", add("sum", new Add(), x, x));
    run(Map.of(), Tensor.ofRaws(type, -1L << 62, (1L << 62) - 1));
    assertThat(found).isEmpty();
    run(Map.of("sum", new Fixed(true, 63, 0)), Tensor.ofRaws(type, -1L << 61, -1L << 62));
    assertThat(found).hasSize(1);
    assertThat(found.getFirst().value()).isEqualTo(BigInteger.TWO.pow(63).negate());
    assertThat(found.getFirst().at().channel()).isEqualTo(1);
  }

  @Test
  void saturatingIsNoOverflow() {
    TensorType type = TensorType.fixed(true, 16, 0, 4);
    Value x = graph.input("x", type);
    graph.output("y", add("cast", Cast.requantize(Fixed.INT8), x));
    run(Map.of(), filled(type, 30000));
    assertThat(found).isEmpty();
  }

  @Test
  void refusesAccumulatorsOfNothingAndOfOtherFormats() {
    Graph network = RandomNetwork.of(1, true);
    assertThatThrownBy(() -> checking(Map.of("x", Fixed.INT8)).prepare(network))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("x accumulates nothing");
    TensorType type = TensorType.fixed(true, 8, 1, 4);
    Value x = graph.input("x", type);
    graph.output("y", add("sum", new Add(), x, x));
    for (Fixed wrong : List.of(new Fixed(true, 8, 0), new Fixed(true, 10, 1))) {
      assertThatThrownBy(() -> checking(Map.of("sum", wrong)).prepare(graph.build()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("an accumulator " + wrong + " for sum, which is s9.1");
    }
  }
}
