// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.learn;

import dev.cinch.data.Split;
import dev.cinch.ir.Diagnostic;
import dev.cinch.ir.Graph;
import dev.cinch.ir.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Gradients of batches that are cut into parts, one for each thread; the parts are added in their
 * order, so that the number of threads decides the bits and nothing else does.
 */
final class Gradients implements AutoCloseable {

  private final List<Derivatives> parts;
  private final List<List<float[]>> results = new ArrayList<>();
  private final ExecutorService pool;

  private Gradients(List<Derivatives> parts) {
    this.parts = parts;
    this.pool = Executors.newFixedThreadPool(parts.size());
    for (int i = 0; i < parts.size(); i++) {
      results.add(parameters().stream().map(it -> new float[it.size()]).toList());
    }
  }

  static Result<Gradients> of(
      Learner learner, Graph graph, Split examples, Objective objective, int threads) {
    List<Derivatives> parts = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      switch (learner.derivatives(graph, examples, objective)) {
        case Result.Ok<Derivatives>(var part, _) -> parts.add(part);
        case Result.Failed<Derivatives>(List<Diagnostic> problems) -> {
          parts.forEach(Derivatives::close);
          return new Result.Failed<>(problems);
        }
      }
    }
    return Result.ok(new Gradients(parts));
  }

  List<Parameter> parameters() {
    return parts.getFirst().parameters();
  }

  /** The gradient that {@link #at} left. */
  List<float[]> result() {
    return results.getFirst();
  }

  /** The mean loss of a batch; its gradient is the {@link #result}. */
  double at(Batch batch, List<float[]> numbers) {
    int shares = Math.min(parts.size(), batch.size());
    if (shares == 1) {
      return parts.getFirst().gradient(batch, numbers, result());
    }
    List<Future<Double>> losses = new ArrayList<>();
    for (int i = 0; i < shares; i++) {
      int part = i;
      Batch own = batch.slice(batch.size() * i / shares, batch.size() * (i + 1) / shares);
      losses.add(
          pool.submit(() ->
              parts.get(part).gradient(own, numbers, results.get(part))
                  * own.size()
                  / batch.size()));
    }
    double loss = 0;
    for (int i = 0; i < shares; i++) {
      loss += get(losses.get(i));
      int size = batch.size() * (i + 1) / shares - batch.size() * i / shares;
      add(results.get(i), (float) size / batch.size(), i == 0);
    }
    return loss;
  }

  private void add(List<float[]> part, float share, boolean isFirst) {
    for (int p = 0; p < part.size(); p++) {
      float[] sum = result().get(p);
      float[] more = part.get(p);
      for (int i = 0; i < sum.length; i++) {
        sum[i] = isFirst ? more[i] * share : sum[i] + more[i] * share;
      }
    }
  }

  private static double get(Future<Double> loss) {
    try {
      return loss.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("differentiating failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while differentiating", e);
    }
  }

  /** Per cent of the examples whose largest output is their label. */
  double top1(Batches batches, List<float[]> numbers) {
    long correct = 0;
    long all = 0;
    for (int b = 0; b < batches.count(); b++) {
      Batch batch = batches.batch(b);
      float[] logits = parts.getFirst().logits(batch, numbers);
      int classes = logits.length / batch.size();
      for (int i = 0; i < batch.size(); i++) {
        int most = 0;
        for (int k = 1; k < classes; k++) {
          if (logits[i * classes + k] > logits[i * classes + most]) {
            most = k;
          }
        }
        correct += most == batch.labels()[i] ? 1 : 0;
      }
      all += batch.size();
    }
    return 100.0 * correct / all;
  }

  @Override
  public void close() {
    pool.close();
    parts.forEach(Derivatives::close);
  }
}
