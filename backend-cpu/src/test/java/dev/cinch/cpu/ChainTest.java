// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cinch.ir.Executable;
import dev.cinch.ir.Graph;
import dev.cinch.ir.GraphBuilder;
import dev.cinch.ir.Origin;
import dev.cinch.ir.Value;
import dev.cinch.ir.op.Add;
import dev.cinch.ir.op.Binary;
import dev.cinch.ir.op.BinaryFunction;
import dev.cinch.ir.op.Multiply;
import dev.cinch.ir.op.Op;
import dev.cinch.ir.op.Relu;
import dev.cinch.ir.op.Select;
import dev.cinch.ir.op.Unary;
import dev.cinch.ir.op.UnaryFunction;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Random element-wise networks of any shape: what is fused has to be what is not fused, on any
 * number of threads, and both what the operators are.
 */
final class ChainTest {

  private static final int NETWORKS = 120;

  private static final UnaryFunction[] UNARY = {
    UnaryFunction.ABS,
    UnaryFunction.NEG,
    UnaryFunction.SIGMOID,
    UnaryFunction.TANH,
    UnaryFunction.GELU_TANH,
    UnaryFunction.SIN,
    UnaryFunction.FLOOR,
    UnaryFunction.HARD_SWISH,
    UnaryFunction.SOFTSIGN
  };

  private static final BinaryFunction[] BINARY = {
    BinaryFunction.ADD,
    BinaryFunction.SUB,
    BinaryFunction.MUL,
    BinaryFunction.MAX,
    BinaryFunction.MIN,
    BinaryFunction.PRELU
  };

  private static final BinaryFunction[] COMPARISONS = {
    BinaryFunction.EQUAL, BinaryFunction.LESS, BinaryFunction.GREATER_OR_EQUAL
  };

  @Test
  void fusedChainsAreTheirDefinition() {
    for (long seed = 0; seed < NETWORKS; seed++) {
      Graph graph = network(seed, 9);
      Agreement.check(new FloatEngine(1 + (int) seed % 3), graph, seed, 1e-6);
    }
  }

  @Test
  void exactEngineEqualsTheInterpreterOnChains() {
    for (long seed = 0; seed < NETWORKS; seed++) {
      Agreement.check(new ExactEngine(), network(seed, 9), seed, 0);
    }
  }

  @Test
  void anyNumberOfThreadsGivesTheSameBits() {
    for (long seed = 0; seed < 12; seed++) {
      Graph graph = network(seed, 60);
      RandomTensors tensors = new RandomTensors(new Random(seed));
      List<Tensor> inputs =
          graph.inputs().stream().map(node -> tensors.tensor(node.type(), 0.8)).toList();
      List<Tensor> expected = List.of();
      for (int threads = 1; threads <= 3; threads++) {
        try (Executable executable = new FloatEngine(threads).prepare(graph)) {
          List<Tensor> results = executable.run(inputs);
          assertThat(executable.run(inputs, (_, _) -> {})).as("not fused").isEqualTo(results);
          assertThat(expected.isEmpty() || expected.equals(results))
              .as("%d threads, seed %d", threads, seed)
              .isTrue();
          expected = results;
        }
      }
    }
  }

  @Test
  void whatIsBetweenFusedNodesHasNoBuffer() {
    GraphBuilder builder = new GraphBuilder("chain");
    Value x = builder.input("x", TensorType.f32(1000, 1000));
    Value y = x;
    for (UnaryFunction function : UNARY) {
      y = builder.add(Unary.of(function), List.of(y), Origin.NONE);
    }
    builder.output("y", builder.add(new Add(), List.of(y, x), Origin.NONE));
    Graph graph = builder.build();
    try (Program program = new Plan(graph, Setup.of(Sums.SINGLE, 2), true).program()) {
      assertThat(program.plannedBytes()).isBetween(8_000_000L, 8_200_000L);
    }
  }

  private static Graph network(long seed, int most) {
    Random random = new Random(seed);
    RandomTensors tensors = new RandomTensors(random);
    GraphBuilder graph = new GraphBuilder("seed_" + seed);
    long[] dims = random.longs(1 + random.nextInt(4), 1, most).toArray();
    if (random.nextInt(20) == 0) {
      dims[0] = 0;
    }
    List<Value> numbers = new ArrayList<>();
    numbers.add(graph.input("x", TensorType.f32(dims)));
    numbers.add(graph.input("z", TensorType.f32(dims)));
    for (int i = 0; i < 3; i++) {
      TensorType type = TensorType.f32(part(random, dims));
      numbers.add(
          random.nextBoolean()
              ? graph.input("c" + i, type)
              : graph.constant("c" + i, tensors.weight(type)));
    }
    // Mostly the newest, so that there are chains, which end in one after others have begun.
    for (int i = 0; i < 12; i++) {
      Value newest =
          random.nextInt(3) == 0 ? numbers.get(random.nextInt(numbers.size())) : numbers.getLast();
      Value other = numbers.get(random.nextInt(numbers.size()));
      numbers.add(next(graph, random, newest, other));
    }
    Value sum = numbers.getLast();
    for (int i = 2; i < 5; i++) {
      sum = add(graph, new Add(), sum, numbers.get(numbers.size() - i));
    }
    graph.output("y", sum);
    for (Value value : numbers) {
      if (random.nextInt(8) == 0) {
        graph.output("more", value);
        break;
      }
    }
    return graph.build();
  }

  private static Value next(GraphBuilder graph, Random random, Value newest, Value other) {
    return switch (random.nextInt(6)) {
      case 0 -> add(graph, new Relu(), newest);
      case 1, 2 -> add(graph, Unary.of(UNARY[random.nextInt(UNARY.length)]), newest);
      case 3 -> add(graph, random.nextBoolean() ? new Add() : new Multiply(), newest, other);
      case 4 -> add(graph, new Binary(BINARY[random.nextInt(BINARY.length)]), newest, other);
      default -> {
        BinaryFunction function = COMPARISONS[random.nextInt(COMPARISONS.length)];
        Value condition = add(graph, new Binary(function), newest, other);
        if (random.nextBoolean()) {
          condition = add(graph, Unary.of(UnaryFunction.NOT), condition);
        }
        yield add(graph, new Select(), condition, newest, other);
      }
    };
  }

  /** Extents that broadcast to others. */
  private static long[] part(Random random, long[] dims) {
    int first = random.nextInt(dims.length + 1);
    long[] part = Arrays.copyOfRange(dims, first, dims.length);
    for (int i = 0; i < part.length; i++) {
      part[i] = random.nextBoolean() ? 1 : part[i];
    }
    return part;
  }

  private static Value add(GraphBuilder graph, Op op, Value... in) {
    return graph.add(op, List.of(in), Origin.NONE);
  }
}
