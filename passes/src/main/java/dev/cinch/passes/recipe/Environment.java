// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.recipe;

import dev.cinch.data.Split;
import dev.cinch.ir.Diagnostic;
import dev.cinch.ir.Engine;
import dev.cinch.ir.Graph;
import dev.cinch.ir.Origin;
import dev.cinch.ir.Result;
import dev.cinch.ir.Value;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.passes.Progress;
import dev.cinch.passes.Trace;
import dev.cinch.passes.learn.DiagonalHessian;
import dev.cinch.passes.learn.Learner;
import dev.cinch.passes.learn.Statistics;
import java.util.List;
import java.util.Optional;

/**
 * What a recipe needs from outside.
 *
 * @param samples calibration examples, each a list of the graph's inputs; none where there is no
 *     data. May be walked several times, and never further than a step asks for
 * @param heldOut labelled training examples that are not among the samples, on which choices are
 *     made; empty where there is no data
 * @param engine executes floating-point graphs
 * @param learning what training needs; empty where there is no data
 * @param progress is told how far long steps have come
 * @param trace is shown the graph after each step
 */
public record Environment(
    Iterable<List<Tensor>> samples,
    Optional<Split> heldOut,
    Engine engine,
    Optional<Learning> learning,
    Progress progress,
    Trace trace) {

  /**
   * What training needs.
   *
   * @param learner differentiates
   * @param examples labelled training examples, without those held out
   * @param journal is told how each stage goes
   * @param statistics keeps what is costly to collect
   */
  public record Learning(Learner learner, Split examples, Journal journal, Statistics statistics) {}

  /**
   * The diagonal of the Hessian at constants of a graph (see {@link DiagonalHessian}).
   *
   * @param origin who asks
   */
  Result<List<float[]>> diagonal(Graph graph, List<Value> values, Origin origin) {
    return learning
        .<Result<List<float[]>>>map(it ->
            DiagonalHessian.estimate(
                it.learner(), graph, it.examples(), values, it.statistics(), progress))
        .orElseGet(() ->
            Result.failed(
                Diagnostic.error(
                    "recipe.examples",
                    origin,
                    "the Hessian is taken on training examples, and there are none",
                    "name a data set with --data")));
  }
}
