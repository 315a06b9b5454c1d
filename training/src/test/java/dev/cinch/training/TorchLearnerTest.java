// SPDX-License-Identifier: Apache-2.0
package dev.cinch.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cinch.data.Split;
import dev.cinch.ir.Executable;
import dev.cinch.ir.Graph;
import dev.cinch.ir.Interpreter;
import dev.cinch.ir.Node;
import dev.cinch.ir.Result;
import dev.cinch.ir.op.Constant;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorWriter;
import dev.cinch.ir.weight.Dense;
import dev.cinch.passes.ReplaceConstants;
import dev.cinch.passes.learn.Schedule;
import dev.cinch.passes.learn.Trainer;
import dev.cinch.passes.learn.TrainingLog;
import dev.cinch.passes.learn.TrainingSettings;
import dev.cinch.passes.learn.TrainingSettings.Rule.Sgd;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

/** Breaks when a gradient is not that of the interpreter, a run differs, or memory leaks. */
class TorchLearnerTest {

  private final List<Double> losses = new ArrayList<>();
  private final List<Double> accuracies = new ArrayList<>();

  private TrainingLog log(Runnable onStep) {
    return new TrainingLog() {
      @Override
      public void step(long done, long total) {
        onStep.run();
      }

      @Override
      public void epoch(Epoch epoch) {
        losses.add(epoch.loss());
        accuracies.add(epoch.top1());
      }
    };
  }

  private Graph train(Graph graph, Split split, TrainingSettings settings) {
    return train(graph, split, settings, log(() -> {})).orThrow();
  }

  private static Result<Graph> train(
      Graph graph, Split split, TrainingSettings settings, TrainingLog log) {
    return Trainer.train(new TorchLearner(), graph, split, split, settings, graph, List.of(), log);
  }

  private static TrainingSettings settings(int epochs, int batch, double rate, long seed) {
    return TrainingSettings.plain(epochs, batch, new Sgd(0), rate, Schedule.CONSTANT, 0, seed);
  }

  private static Tensor weight(Graph graph, String name) {
    Node node = graph.find(name).orElseThrow();
    return node.op() instanceof Constant(var weight)
        ? weight.decode()
        : Tensor.ofFloats(node.type().shape());
  }

  /** Mean cross-entropy, as the interpreter computes it; the network ends in a softmax. */
  private static double loss(Graph graph, Split split) {
    double sum = 0;
    try (Executable executable = new Interpreter().prepare(graph)) {
      for (int i = 0; i < split.size(); i++) {
        Tensor image = split.image(i).reshaped(graph.inputs().getFirst().type().shape());
        sum -= Math.log(executable.run(List.of(image)).getFirst().valueAt(split.label(i)));
      }
    }
    return sum / split.size();
  }

  private static Graph nudged(Graph graph, String name, int index, double by) {
    Node node = graph.find(name).orElseThrow();
    Tensor old = weight(graph, name);
    TensorWriter out = Tensor.writer(old.type());
    for (int i = 0; i < old.size(); i++) {
      out.setValue(i, old.valueAt(i) + (i == index ? by : 0));
    }
    return ReplaceConstants.run(graph, Map.of(node.out(), new Dense(out.finish())));
  }

  @Test
  void oneStepGoesAlongTheGradientOfTheInterpreter() {
    Graph graph = Examples.everyOperator();
    Split split = Examples.split(6, 1, 2, 7, 7);
    double rate = 0.01;
    Graph trained = train(graph, split, settings(1, 6, rate, 1));
    assertThat(losses.getFirst()).isCloseTo(loss(graph, split), within(1e-5));
    for (String name : List.of("w", "b", "gamma", "beta", "v", "c")) {
      for (int i = 0; i < weight(graph, name).size(); i += 5) {
        double by = 2e-4;
        double slope =
            (loss(nudged(graph, name, i, by), split) - loss(nudged(graph, name, i, -by), split))
                / (2 * by);
        double step = weight(graph, name).valueAt(i) - weight(trained, name).valueAt(i);
        assertThat(step / rate).as("%s %d", name, i).isCloseTo(slope, within(2e-3));
      }
    }
    for (String name : List.of("scale", "mean", "variance")) {
      assertThat(weight(trained, name)).isEqualTo(weight(graph, name));
    }
  }

  @Test
  void lossFallsAndClassesAreLearned() {
    Graph graph = Examples.perceptron(12, 16, 3);
    TrainingSettings settings =
        TrainingSettings.plain(12, 16, new Sgd(0.9), 0.05, Schedule.COSINE, 5e-4, 3);
    train(graph, Examples.split(300, 2, 12), settings);
    assertThat(losses.getLast()).isLessThan(0.3 * losses.getFirst());
    assertThat(accuracies.getLast()).isGreaterThan(97);
  }

  @Test
  void seedDecidesEverything() {
    Graph graph = Examples.perceptron(12, 16, 3);
    Split split = Examples.split(100, 2, 12);
    Tensor first = weight(train(graph, split, settings(3, 16, 0.1, 5)), "w");
    Tensor again = weight(train(graph, split, settings(3, 16, 0.1, 5)), "w");
    Tensor other = weight(train(graph, split, settings(3, 16, 0.1, 6)), "w");
    assertThat(again).isEqualTo(first);
    assertThat(other).isNotEqualTo(first);
  }

  /** Matrix products have threads of their own, as many as there are cores. */
  @Test
  void threadsDecideNothing() {
    Graph graph = Examples.perceptron(784, 300, 3);
    Split split = Examples.split(256, 2, 784);
    List<Tensor> weights = new ArrayList<>();
    for (int threads : List.of(1, 2, 4)) {
      torch.set_num_threads(threads);
      openblas_nolapack.blas_set_num_threads(threads);
      weights.add(weight(train(graph, split, settings(1, 64, 0.01, 5)), "w"));
    }
    assertThat(weights).containsOnly(weights.getFirst());
  }

  @Test
  void memoryIsThatOfOneStep() {
    Graph graph = Examples.perceptron(1024, 64, 3);
    Split split = Examples.split(256, 2, 1024);
    List<Long> bytes = new ArrayList<>();
    AtomicInteger steps = new AtomicInteger();
    // Each step has a batch of 256 KiB, so that 500 steps that leak make 128 MiB.
    TrainingSettings settings = settings(275, 64, 1e-4, 1);
    train(graph, split, settings, log(() -> watch(steps.incrementAndGet(), bytes))).orThrow();
    assertThat(bytes).hasSize(2);
    assertThat(bytes.getLast() - bytes.getFirst()).isLessThan(32L << 20);
  }

  /** Memory of the process after 600 and 1,100 steps, once libtorch and Java have settled. */
  private static void watch(int steps, List<Long> bytes) {
    if (steps == 600 || steps == 1100) {
      System.gc();
      bytes.add(Pointer.physicalBytes());
    }
  }

  @Test
  void decayPullsMatricesOnly() {
    Graph graph = Examples.perceptron(12, 16, 3);
    Split split = Examples.split(10, 2, 12);
    TrainingSettings without = settings(1, 10, 0.1, 1);
    TrainingSettings with =
        TrainingSettings.plain(1, 10, new Sgd(0), 0.1, Schedule.CONSTANT, 0.5, 1);
    Graph a = train(graph, split, without);
    Graph b = train(graph, split, with);
    assertThat(weight(b, "b")).isEqualTo(weight(a, "b"));
    assertThat(weight(a, "w").valueAt(3) - weight(b, "w").valueAt(3))
        .isCloseTo(0.1 * 0.5 * weight(graph, "w").valueAt(3), within(1e-6));
  }
}
