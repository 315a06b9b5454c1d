// SPDX-License-Identifier: Apache-2.0
package dev.cinch.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cinch.data.Split;
import dev.cinch.ir.Graph;
import dev.cinch.ir.Value;
import dev.cinch.ir.op.Constant;
import dev.cinch.passes.drive.Attracted;
import dev.cinch.passes.drive.Mixture;
import dev.cinch.passes.drive.Projected;
import dev.cinch.passes.drive.Shares;
import dev.cinch.passes.drive.Spliced;
import dev.cinch.passes.drive.Through;
import dev.cinch.passes.drive.Times;
import dev.cinch.passes.learn.Augmentation;
import dev.cinch.passes.learn.Driver;
import dev.cinch.passes.learn.Held;
import dev.cinch.passes.learn.Resumable;
import dev.cinch.passes.learn.Schedule;
import dev.cinch.passes.learn.StateFile;
import dev.cinch.passes.learn.Trainer;
import dev.cinch.passes.learn.TrainingLog;
import dev.cinch.passes.learn.TrainingSettings;
import dev.cinch.passes.learn.TrainingSettings.Distillation;
import dev.cinch.passes.learn.TrainingSettings.Rule;
import dev.cinch.passes.prune.Allocation;
import dev.cinch.passes.prune.Company;
import dev.cinch.passes.prune.Ramp;
import dev.cinch.passes.prune.Slope;
import dev.cinch.passes.represent.Nested;
import dev.cinch.passes.represent.SharedSet;
import dev.cinch.passes.represent.SparseSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Breaks when training loses a constraint, or goes on otherwise after a break. */
class ConstrainedTrainingTest {

  private static final Graph GRAPH = Examples.perceptron(16, 12, 3);
  private static final Split SPLIT = Examples.split(150, 2, 1, 4, 4);
  private static final List<Value> WEIGHTS = List.of(value("w"), value("v"));
  private static final List<Integer> SIZES = List.of(192, 36);

  @TempDir private Path folder;

  private static Value value(String name) {
    return GRAPH.find(name).orElseThrow().out();
  }

  private static float[] numbers(Graph graph, String name) {
    return graph.find(name).orElseThrow().op() instanceof Constant(var weight)
        ? weight.decode().toFloats()
        : new float[0];
  }

  private static TrainingSettings settings(Rule rule, int threads) {
    return new TrainingSettings(
        4,
        16,
        rule,
        rule instanceof Rule.Adaptive ? 0.01 : 0.05,
        Schedule.COSINE,
        1e-3,
        new Augmentation(0.3, 5, 0.05, false),
        new Distillation(2, 0.3),
        OptionalInt.empty(),
        threads,
        9);
  }

  private static SparseSet sparse() {
    return new SparseSet(
        new Slope(SIZES),
        new Allocation.Global(0.2),
        Ramp.CUBIC,
        Company.NONE,
        List.of(new int[0], new int[0]));
  }

  /** Every kind of driver, new each time since they have states. */
  private static Map<String, Supplier<Driver>> drivers() {
    Map<String, Supplier<Driver>> drivers = new LinkedHashMap<>();
    Times times = new Times(3, 0.7);
    drivers.put("projected", () -> new Projected(sparse(), times, SIZES, List.of()));
    drivers.put("spliced", () -> new Spliced(sparse(), times, 0.1, 1, SIZES));
    drivers.put(
        "attracted",
        () -> new Attracted(new Nested(sparse(), new SharedSet(2)), times, 0.1, 1.1, SIZES));
    drivers.put("through", () -> new Through(new SharedSet(2), times, SIZES));
    drivers.put(
        "shared",
        () ->
            new Projected(new SharedSet(2), Times.ONCE, SIZES, List.of(new Shares(SIZES, false))));
    drivers.put("mixture", () -> new Mixture(6, 0.8, 0.01, 150));
    return drivers;
  }

  private static Graph train(TrainingSettings settings, Driver driver, TrainingLog log) {
    return Trainer.train(
            new TorchLearner(),
            GRAPH,
            SPLIT,
            SPLIT,
            settings,
            GRAPH,
            List.of(new Held(driver, WEIGHTS)),
            log)
        .orThrow();
  }

  /** Keeps the state after some steps, and stops there. */
  private TrainingLog breaking(int after) {
    int[] steps = {0};
    return new TrainingLog() {
      @Override
      public void keep(Resumable training, boolean isEnd) {
        if (++steps[0] == after) {
          try {
            StateFile.write(folder.resolve("state"), "k", training);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
          throw new IllegalStateException("broken off");
        }
      }
    };
  }

  private TrainingLog resuming() {
    return new TrainingLog() {
      @Override
      public boolean resume(Resumable training) {
        try {
          return StateFile.read(folder.resolve("state"), "k", training).orThrow();
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    };
  }

  @Test
  void goesOnToTheSameNumbersAfterABreak() {
    drivers()
        .forEach((name, driver) -> {
          for (Rule rule : List.of(new Rule.Sgd(0.9), new Rule.Adaptive())) {
            TrainingSettings settings = settings(rule, 1);
            Graph whole = train(settings, driver.get(), TrainingLog.NONE);
            for (int after : new int[] {1, 10, 23, 40}) {
              assertThatThrownBy(() -> train(settings, driver.get(), breaking(after)))
                  .hasMessage("broken off");
              Graph resumed = train(settings, driver.get(), resuming());
              for (String constant : List.of("w", "b", "v", "c")) {
                assertThat(numbers(resumed, constant))
                    .as("%s %s %d %s", name, rule, after, constant)
                    .containsExactly(numbers(whole, constant));
              }
            }
          }
        });
  }

  @Test
  void constraintsHoldInTheEnd() {
    TrainingSettings settings = settings(new Rule.Adaptive(), 1);
    Map<String, Integer> kept = Map.of("projected", 46, "spliced", 46, "attracted", 46);
    drivers()
        .forEach((name, driver) -> {
          Graph trained = train(settings, driver.get(), TrainingLog.NONE);
          int left = different(trained, false);
          if (kept.containsKey(name)) {
            assertThat(left).as(name).isBetween(kept.get(name) - 12, kept.get(name) + 12);
          }
          if (List.of("attracted", "through", "shared").contains(name)) {
            assertThat(different(trained, true)).as(name).isLessThanOrEqualTo(6);
          }
          if (name.equals("mixture")) {
            assertThat(different(trained, true)).isLessThanOrEqualTo(10);
          }
        });
  }

  /** Numbers that are not zero in both weights; or of these the different ones of each. */
  private static int different(Graph graph, boolean once) {
    int count = 0;
    for (String name : List.of("w", "v")) {
      List<Float> seen = new ArrayList<>();
      for (float number : numbers(graph, name)) {
        if (number != 0 && (!once || !seen.contains(number))) {
          seen.add(number);
          count++;
        }
      }
    }
    return count;
  }

  @Test
  void threadsDecideTheLastBitsOnly() {
    Driver none = new Driver() {};
    TrainingSettings two = settings(new Rule.Sgd(0.9), 2);
    float[] first = numbers(train(two, none, TrainingLog.NONE), "w");
    float[] again = numbers(train(two, none, TrainingLog.NONE), "w");
    float[] alone = numbers(train(settings(new Rule.Sgd(0.9), 1), none, TrainingLog.NONE), "w");
    assertThat(again).containsExactly(first);
    for (int i = 0; i < first.length; i++) {
      assertThat(alone[i]).isCloseTo(first[i], within(1e-3f));
    }
  }

  @Test
  void patienceEndsLearningAndTakesTheBest() {
    List<Double> results = new ArrayList<>();
    TrainingSettings patient =
        new TrainingSettings(
            200,
            16,
            new Rule.Sgd(0.9),
            0.05,
            Schedule.CONSTANT,
            0,
            Augmentation.NONE,
            Distillation.NONE,
            OptionalInt.of(3),
            1,
            2);
    train(
        patient,
        new Driver() {},
        new TrainingLog() {
          @Override
          public void epoch(Epoch epoch) {
            results.add(epoch.top1());
          }
        });
    double best = results.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    assertThat(results).hasSizeLessThan(150);
    assertThat(results.indexOf(best)).isEqualTo(results.size() - 4);
  }
}
