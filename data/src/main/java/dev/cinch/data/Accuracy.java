// SPDX-License-Identifier: Apache-2.0
package dev.cinch.data;

import dev.cinch.ir.Diagnostic;
import dev.cinch.ir.Engine;
import dev.cinch.ir.Executable;
import dev.cinch.ir.Graph;
import dev.cinch.ir.Node;
import dev.cinch.ir.Origin;
import dev.cinch.ir.Result;
import dev.cinch.ir.number.FloatType;
import dev.cinch.ir.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How often a network is right: the index of the largest number of its first output is the class it
 * gives (the first such index where several are equal).
 *
 * @param samples how many examples were run
 * @param correct for how many the class is the label
 */
public record Accuracy(int samples, int correct) {

  /** Per cent of the samples for which the class is the label. */
  public double top1() {
    return 100.0 * correct / samples;
  }

  /** The class that an output stands for. */
  public static int classOf(Tensor output) {
    int best = 0;
    for (int i = 1; i < output.size(); i++) {
      if (output.valueAt(i) > output.valueAt(best)) {
        best = i;
      }
    }
    return best;
  }

  /**
   * Whether a graph takes the examples of a split and can answer with their classes; says what
   * stands against it. One example is one run, so the input's extents must hold as many numbers as
   * an example; they are laid out in the example's order.
   */
  public static Result<Graph> accepts(Graph graph, Split split) {
    List<Diagnostic> problems = new ArrayList<>();
    Origin model = Origin.named(graph.name());
    List<Node> inputs = graph.inputs();
    if (inputs.size() != 1) {
      problems.add(
          problem(model, "the model has " + inputs.size() + " inputs; a data set feeds one"));
    } else if (inputs.getFirst().type().number() != FloatType.F32) {
      Node input = inputs.getFirst();
      problems.add(
          problem(
              Origin.named(input.name()),
              "the input takes " + input.type() + "; a data set gives F32"));
    } else if (inputs.getFirst().type().shape().size() != split.sample().size()) {
      Node input = inputs.getFirst();
      problems.add(
          problem(
              Origin.named(input.name()),
              "the input takes [%s], which is %d numbers, but an example is [%s], which is %d"
                  .formatted(
                      input.type().shape(),
                      input.type().shape().size(),
                      split.sample(),
                      split.sample().size())));
    }
    Graph.Output output = graph.outputs().getFirst();
    long numbers = graph.node(output.value()).type().shape().size();
    if (numbers < split.classes()) {
      problems.add(
          problem(
              Origin.named(output.name()),
              "the output has %d numbers, but the data has %d classes"
                  .formatted(numbers, split.classes())));
    }
    return problems.isEmpty() ? Result.ok(graph) : new Result.Failed<>(problems);
  }

  private static Diagnostic problem(Origin origin, String text) {
    return Diagnostic.error("data.model", origin, text, "");
  }

  /**
   * Runs the first examples of a split, one graph for each thread. The result does not depend on
   * the number of threads.
   *
   * @param graph one that {@link #accepts} the split
   * @param samples how many examples; all when there are fewer
   * @param threads how many run at once
   * @param done called after each example, on any thread
   */
  public static Accuracy measure(
      Graph graph, Engine engine, Split split, int samples, int threads, Runnable done) {
    int count = Math.min(samples, split.size());
    AtomicInteger next = new AtomicInteger();
    Callable<Integer> worker =
        () -> {
          int correct = 0;
          try (Executable executable = engine.prepare(graph)) {
            for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
              Tensor image = split.image(i).reshaped(graph.inputs().getFirst().type().shape());
              if (classOf(executable.run(List.of(image)).getFirst()) == split.label(i)) {
                correct++;
              }
              done.run();
            }
          } finally {
            // After a failure the other threads need not go on.
            next.set(count);
          }
          return correct;
        };
    int correct = 0;
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      List<Future<Integer>> results = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        results.add(pool.submit(worker));
      }
      for (Future<Integer> result : results) {
        correct += result.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("running " + graph + " failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while running " + graph, e);
    }
    return new Accuracy(count, correct);
  }
}
