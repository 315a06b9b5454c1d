// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.learn;

import dev.cinch.data.Split;
import dev.cinch.ir.Graph;
import dev.cinch.ir.Result;
import dev.cinch.ir.Value;
import dev.cinch.passes.Progress;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The diagonal of the Hessian of the mean cross-entropy, in the approximation of Gauss and Newton,
 * which is never negative (as LeCun et al., NIPS 1989, section 3, take it): the mean of the squared
 * gradients of single examples, each for a label drawn from what the network itself gives (Martens,
 * arXiv:1412.1193, section 5).
 */
public final class DiagonalHessian {

  /** Examples that are differentiated: the estimate's relative error falls with their root. */
  public static final int EXAMPLES = 2000;

  private static final long SEED = 1;

  private DiagonalHessian() {}

  /**
   * Estimates the diagonal for some constants, or takes what was estimated before.
   *
   * @param graph in floating point
   * @param examples the first of them are used
   * @return for each constant an array as long as it is
   */
  public static Result<List<float[]>> estimate(
      Learner learner,
      Graph graph,
      Split examples,
      List<Value> values,
      Statistics statistics,
      Progress progress) {
    Arrays empty =
        new Arrays(
            values.stream()
                .map(it -> new float[Math.toIntExact(graph.node(it).type().shape().size())])
                .toList());
    String key =
        String.join(
            "\n",
            "diagonal of the Hessian 1",
            learner.describe(),
            Statistics.digest(graph),
            examples.digest(),
            values.toString(),
            EXAMPLES + " " + SEED);
    return statistics
        .get(
            key,
            empty,
            _ ->
                learner
                    .derivatives(graph, examples, Objective.LABELS)
                    .map(derivatives -> {
                      try (derivatives) {
                        return new Arrays(estimate(derivatives, graph, examples, values, progress));
                      }
                    }))
        .map(Arrays::arrays);
  }

  private record Arrays(List<float[]> arrays) implements Resumable {
    @Override
    public void state(State state) {
      arrays.forEach(state::numbers);
    }
  }

  private static List<float[]> estimate(
      Derivatives derivatives, Graph graph, Split examples, List<Value> values, Progress progress) {
    Numbers numbers = Numbers.of(graph, derivatives.parameters());
    List<float[]> gradient = numbers.copy();
    List<float[]> sums = derivatives.parameters().stream().map(it -> new float[it.size()]).toList();
    int count = Math.min(EXAMPLES, examples.size());
    Batches batches = Batches.inOrder(examples, 1);
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < count; i++) {
      Batch example = batches.batch(i);
      int label = draw(derivatives.logits(example, numbers.arrays()), random);
      Batch labelled = new Batch(example.examples(), new int[] {label});
      derivatives.gradient(labelled, numbers.arrays(), gradient);
      for (int p = 0; p < sums.size(); p++) {
        float[] sum = sums.get(p);
        float[] g = gradient.get(p);
        for (int k = 0; k < sum.length; k++) {
          sum[k] += g[k] * g[k] / count;
        }
      }
      progress.at("hessian", i + 1, count);
    }
    return numbers.places(values).stream().map(sums::get).toList();
  }

  /** A class, with the probability that the network gives it. */
  private static int draw(float[] logits, SplittableRandom random) {
    double most = Double.NEGATIVE_INFINITY;
    for (float logit : logits) {
      most = Math.max(most, logit);
    }
    double sum = 0;
    for (float logit : logits) {
      sum += StrictMath.exp(logit - most);
    }
    double left = random.nextDouble() * sum;
    for (int k = 0; k < logits.length - 1; k++) {
      left -= StrictMath.exp(logits[k] - most);
      if (left < 0) {
        return k;
      }
    }
    return logits.length - 1;
  }
}
