// SPDX-License-Identifier: Apache-2.0
package dev.cinch.testbench.differential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cinch.ir.Engine;
import dev.cinch.ir.Executable;
import dev.cinch.ir.Graph;
import dev.cinch.ir.Node;
import dev.cinch.ir.Value;
import dev.cinch.ir.op.Constant;
import dev.cinch.ir.op.Input;
import dev.cinch.ir.op.MaxPool;
import dev.cinch.ir.op.Op;
import dev.cinch.ir.op.Softmax;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Breaks when a wrong engine is not found, or not reported by a model of a step or two. */
class ShrinkerTest {

  private static final int MODELS = 400;

  @TempDir Path folder;

  /** The interpreter, but for the first number of some operators' results. */
  private record Wrong(Predicate<Node> where) implements Engine {

    @Override
    public String name() {
      return "wrong";
    }

    @Override
    public Executable prepare(Graph graph) {
      return new Run(graph, where);
    }
  }

  private record Run(Graph graph, Predicate<Node> where) implements Executable {

    @Override
    public List<Tensor> run(List<Tensor> inputs) {
      return run(inputs, (_, _) -> {});
    }

    @Override
    public List<Tensor> run(List<Tensor> inputs, Observer observer) {
      List<Tensor> values = new ArrayList<>();
      for (Node node : graph.nodes()) {
        Tensor value =
            switch (node.op()) {
              case Input _ -> inputs.get(graph.inputs().indexOf(node));
              case Constant(var weight) -> weight.decode();
              case Op op -> {
                List<Tensor> in = new ArrayList<>();
                for (Value operand : node.in()) {
                  in.add(values.get(operand.id()));
                }
                yield op.eval(in, node.type());
              }
            };
        values.add(where.test(node) && value.size() > 0 ? changed(value) : value);
        observer.see(node, values.getLast());
      }
      return graph.outputs().stream().map(output -> values.get(output.value().id())).toList();
    }

    private static Tensor changed(Tensor right) {
      TensorWriter out = Tensor.writer(right.type());
      for (long i = 0; i < right.size(); i++) {
        out.setValue(i, i == 0 ? 1.25 : right.valueAt(i));
      }
      return out.finish();
    }

    @Override
    public void close() {}
  }

  private Judge judge(EngineComparison comparison) {
    return new EngineJudge(new ModelFiles(folder), UnaryOperator.identity(), comparison);
  }

  private Model found(Judge judge) {
    for (long seed = 0; seed < MODELS; seed++) {
      Model model = RandomModel.of(seed);
      if (model.steps().size() > 2 && judge.disagreement(model).isPresent()) {
        return new Shrinker(judge).shrink(model);
      }
    }
    throw new AssertionError("no model of " + MODELS + " shows the fault");
  }

  @Test
  void aWrongOperatorIsReportedByItself() {
    Judge judge = judge(EngineComparison.exact(new Wrong(node -> node.op() instanceof Softmax)));
    Model small = found(judge);
    assertThat(small.steps()).hasSize(1);
    assertThat(small.inputs()).hasSize(1);
    assertThat(Call.size(small.inputs().getFirst().extents())).isLessThanOrEqualTo(2);
    assertThat(small.steps().getFirst().operator()).isEqualTo(Operator.SOFTMAX);
    assertThat(judge.disagreement(small).orElseThrow())
        .contains("wrong differs at ", "1.25 instead of ", "= Softmax <");
  }

  @Test
  void whatTheFaultNeedsIsKept() {
    Predicate<Node> pooled = node -> node.op() instanceof MaxPool(var window) && window.taps() > 2;
    Judge judge = judge(EngineComparison.bounded(new Wrong(pooled)));
    Model small = found(judge);
    assertThat(small.steps()).hasSize(1);
    assertThat(small.steps().getFirst().parameters().stream().filter(it -> it > 0).count())
        .as("the kernel has to stay large")
        .isLessThanOrEqualTo(2);
  }

  @Test
  void aRoundingMoreThanPromisedIsFound() {
    Judge judge = judge(EngineComparison.bounded(new Wrong(node -> node.op() instanceof Op)));
    assertThatThrownBy(() -> Seeds.each(20, judge))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("seed ")
        .hasMessageContaining("shrunk from");
  }

  @Test
  void whatAgreesIsLeftAlone() {
    Model model = RandomModel.of(1);
    assertThat(new Shrinker(_ -> Optional.empty()).shrink(model)).isEqualTo(model);
  }
}
