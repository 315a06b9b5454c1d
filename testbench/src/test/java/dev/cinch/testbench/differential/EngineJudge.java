// SPDX-License-Identifier: Apache-2.0
package dev.cinch.testbench.differential;

import dev.cinch.ir.Graph;
import dev.cinch.ir.Result;
import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Whether the reader takes a model, and engines compute what the operators' definitions say. */
final class EngineJudge implements Judge {

  private final ModelFiles files;
  private final UnaryOperator<Graph> change;
  private final List<EngineComparison> comparisons;

  /**
   * A judge.
   *
   * @param files for models
   * @param change what is done to the graph that was read
   * @param comparisons all that have to agree
   */
  EngineJudge(ModelFiles files, UnaryOperator<Graph> change, EngineComparison... comparisons) {
    this.files = files;
    this.change = change;
    this.comparisons = List.of(comparisons);
  }

  @Override
  public Optional<String> disagreement(Model model) {
    Model.Written written;
    try {
      written = model.write(false, false);
    } catch (Unfit _) {
      return Optional.empty();
    }
    return switch (files.read(written.bytes())) {
      case Result.Failed<Graph>(var problems) ->
          Optional.of("the reader refuses it: " + problems.getFirst().text());
      case Result.Ok<Graph>(var graph, _) -> {
        List<Tensor> inputs = model.tensors();
        Optional<String> wrong = shapes(graph, written);
        Graph changed = change.apply(graph);
        for (int i = 0; i < comparisons.size() && wrong.isEmpty(); i++) {
          wrong = comparisons.get(i).difference(changed, inputs);
        }
        yield wrong;
      }
    };
  }

  private static Optional<String> shapes(Graph graph, Model.Written written) {
    for (int i = 0; i < graph.outputs().size(); i++) {
      Shape wanted = Shape.of(written.extents().get(written.outputs().get(i)));
      Shape given = graph.node(graph.outputs().get(i).value()).type().shape();
      if (!given.equals(wanted)) {
        return Optional.of("output " + i + " has the shape [" + given + "], not [" + wanted + "]");
      }
    }
    return Optional.empty();
  }
}
