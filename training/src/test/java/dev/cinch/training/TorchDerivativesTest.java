// SPDX-License-Identifier: Apache-2.0
package dev.cinch.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cinch.data.Split;
import dev.cinch.ir.Graph;
import dev.cinch.ir.op.Constant;
import dev.cinch.passes.Progress;
import dev.cinch.passes.learn.Batch;
import dev.cinch.passes.learn.Derivatives;
import dev.cinch.passes.learn.DiagonalHessian;
import dev.cinch.passes.learn.Objective;
import dev.cinch.passes.learn.Parameter;
import dev.cinch.passes.learn.Statistics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;

/** Breaks when a derivative is not what differences of the loss say, or memory leaks. */
class TorchDerivativesTest {

  private static final TorchLearner LEARNER = new TorchLearner();

  private static Batch batch(Split split) {
    int each = (int) split.sample().size();
    float[] numbers = new float[split.size() * each];
    int[] labels = new int[split.size()];
    for (int i = 0; i < labels.length; i++) {
      split.read(i, numbers, i * each);
      labels[i] = split.label(i);
    }
    return new Batch(numbers, labels);
  }

  private static List<float[]> numbers(Graph graph, Derivatives derivatives) {
    List<float[]> numbers = new ArrayList<>();
    for (Parameter parameter : derivatives.parameters()) {
      if (graph.node(parameter.value()).op() instanceof Constant(var weight)) {
        numbers.add(weight.decode().toFloats());
      }
    }
    return numbers;
  }

  private static List<float[]> like(List<float[]> arrays) {
    return arrays.stream().map(it -> new float[it.length]).toList();
  }

  private static List<float[]> moved(List<float[]> from, List<float[]> along, float by) {
    List<float[]> to = from.stream().map(float[]::clone).toList();
    for (int t = 0; t < to.size(); t++) {
      for (int i = 0; i < to.get(t).length; i++) {
        to.get(t)[i] += by * along.get(t)[i];
      }
    }
    return to;
  }

  private static List<float[]> direction(List<float[]> like) {
    Random random = new Random(2);
    List<float[]> direction = like(like);
    for (float[] of : direction) {
      for (int i = 0; i < of.length; i++) {
        of[i] = random.nextBoolean() ? 1 : -1;
      }
    }
    return direction;
  }

  private static double dot(List<float[]> a, List<float[]> b) {
    double sum = 0;
    for (int t = 0; t < a.size(); t++) {
      for (int i = 0; i < a.get(t).length; i++) {
        sum += (double) a.get(t)[i] * b.get(t)[i];
      }
    }
    return sum;
  }

  @Test
  void hessianTimesDirectionIsTheChangeOfTheGradient() {
    Graph graph = Examples.perceptron(12, 6, 3);
    Split split = Examples.split(40, 3, 12);
    Batch batch = batch(split);
    try (Derivatives of = LEARNER.derivatives(graph, split, Objective.LABELS).orThrow()) {
      List<float[]> at = numbers(graph, of);
      List<float[]> direction = direction(at);
      List<float[]> product = like(at);
      of.curvature(batch, at, direction, product);
      List<float[]> ahead = like(at);
      List<float[]> behind = like(at);
      float by = 2e-4f;
      of.gradient(batch, moved(at, direction, by), ahead);
      of.gradient(batch, moved(at, direction, -by), behind);
      double differences = (dot(ahead, direction) - dot(behind, direction)) / (2 * by);
      assertThat(dot(product, direction)).isCloseTo(differences, within(0.02 * differences));
      for (int t = 0; t < at.size(); t++) {
        for (int i = 0; i < at.get(t).length; i++) {
          float slope = (ahead.get(t)[i] - behind.get(t)[i]) / (2 * by);
          assertThat(product.get(t)[i]).as("%d %d", t, i).isCloseTo(slope, within(2e-2f));
        }
      }
    }
  }

  /**
   * Convolution, pooling and normalization can be differentiated twice, too. Only the last layer
   * moves, so that no maximum changes its place.
   */
  @Test
  void curvatureOfEveryOperator() {
    Graph graph = Examples.everyOperator();
    Split split = Examples.split(6, 1, 2, 7, 7);
    Batch batch = batch(split);
    try (Derivatives of = LEARNER.derivatives(graph, split, Objective.LABELS).orThrow()) {
      List<float[]> at = numbers(graph, of);
      List<float[]> direction = direction(at);
      for (int t = 0; t < at.size(); t++) {
        if (!List.of("v", "c").contains(of.parameters().get(t).name())) {
          Arrays.fill(direction.get(t), 0);
        }
      }
      List<float[]> product = like(at);
      of.curvature(batch, at, direction, product);
      List<float[]> ahead = like(at);
      List<float[]> behind = like(at);
      float by = 1e-3f;
      of.gradient(batch, moved(at, direction, by), ahead);
      of.gradient(batch, moved(at, direction, -by), behind);
      for (int t = 0; t < at.size(); t++) {
        for (int i = 0; i < at.get(t).length; i++) {
          float slope = (ahead.get(t)[i] - behind.get(t)[i]) / (2 * by);
          float near = 1e-3f + 0.02f * Math.abs(slope);
          assertThat(product.get(t)[i]).as("%d %d", t, i).isCloseTo(slope, within(near));
        }
      }
    }
  }

  @Test
  void teacherPullsTowardsItsOutputs() {
    Graph student = Examples.perceptron(12, 6, 3);
    Split split = Examples.split(20, 3, 12);
    Batch batch = batch(split);
    Objective same = Objective.distil(student, 4, 1);
    try (Derivatives of = LEARNER.derivatives(student, split, same).orThrow();
        Derivatives alone = LEARNER.derivatives(student, split, Objective.LABELS).orThrow();
        Derivatives half =
            LEARNER.derivatives(student, split, Objective.distil(student, 4, 0.5)).orThrow()) {
      List<float[]> at = numbers(student, of);
      List<float[]> gradient = like(at);
      assertThat(of.gradient(batch, at, gradient)).isCloseTo(0, within(1e-6));
      assertThat(Math.sqrt(dot(gradient, gradient))).isLessThan(1e-5);
      List<float[]> other = moved(at, direction(at), 0.3f);
      double taught = of.gradient(batch, other, gradient);
      double labelled = alone.gradient(batch, other, gradient);
      assertThat(taught).isGreaterThan(1e-3);
      assertThat(half.gradient(batch, other, gradient))
          .isCloseTo((taught + labelled) / 2, within(1e-5));
      double by = 1e-2;
      List<float[]> way = direction(at);
      of.gradient(batch, other, gradient);
      double slope =
          (of.gradient(batch, moved(other, way, (float) by), like(at))
                  - of.gradient(batch, moved(other, way, (float) -by), like(at)))
              / (2 * by);
      assertThat(dot(gradient, way)).isCloseTo(slope, within(0.02 * Math.abs(slope)));
    }
  }

  /** Of the last bias the exact diagonal is known: the mean of p (1 - p). */
  @Test
  void diagonalIsThatOfTheLastBias() {
    Graph graph = Examples.perceptron(12, 6, 3);
    Split split = Examples.split(2000, 3, 12);
    double[] expected = new double[3];
    try (Derivatives of = LEARNER.derivatives(graph, split, Objective.LABELS).orThrow()) {
      float[] logits = of.logits(batch(split), numbers(graph, of));
      for (int i = 0; i < split.size(); i++) {
        double sum = 0;
        for (int k = 0; k < 3; k++) {
          sum += Math.exp(logits[3 * i + k]);
        }
        for (int k = 0; k < 3; k++) {
          double p = Math.exp(logits[3 * i + k]) / sum;
          expected[k] += p * (1 - p) / split.size();
        }
      }
    }
    var bias = graph.find("c").orElseThrow().out();
    float[] diagonal =
        DiagonalHessian.estimate(
                LEARNER, graph, split, List.of(bias), Statistics.NONE, Progress.NONE)
            .orThrow()
            .getFirst();
    for (int k = 0; k < 3; k++) {
      assertThat((double) diagonal[k]).isCloseTo(expected[k], within(0.1 * expected[k]));
    }
  }

  @Test
  void memoryIsThatOfOneCall() {
    Graph graph = Examples.perceptron(1024, 64, 3);
    Split split = Examples.split(64, 2, 1024);
    Batch batch = batch(split);
    try (Derivatives of =
        LEARNER.derivatives(graph, split, Objective.distil(graph, 2, 0.5)).orThrow()) {
      List<float[]> at = numbers(graph, of);
      List<float[]> gradient = like(at);
      long before = 0;
      for (int step = 0; step < 1000; step++) {
        of.gradient(batch, at, gradient);
        of.curvature(batch, at, gradient, like(at));
        if (step == 499) {
          System.gc();
          before = Pointer.physicalBytes();
        }
      }
      System.gc();
      // Each call has a batch of 256 KiB: a leak of it would be 250 MiB.
      assertThat(Pointer.physicalBytes() - before).isLessThan(48L << 20);
    }
  }
}
