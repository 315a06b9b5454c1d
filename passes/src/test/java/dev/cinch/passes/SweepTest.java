// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cinch.frontend.operator.WeightSource;
import dev.cinch.frontend.text.OnnxTextReader;
import dev.cinch.ir.Graph;
import dev.cinch.ir.GraphBuilder;
import dev.cinch.ir.Node;
import dev.cinch.ir.Origin;
import dev.cinch.ir.Value;
import dev.cinch.ir.op.Add;
import dev.cinch.ir.op.MatMul;
import dev.cinch.ir.op.Relu;
import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import dev.cinch.ir.weight.Dense;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepTest {

  /** Replaces each ReLU by another ReLU, forever. */
  private static final class Restless implements Rule {
    @Override
    public String description() {
      return "never stops";
    }

    @Override
    public Fidelity fidelity() {
      return Fidelity.EXACT;
    }

    @Override
    public Optional<Value> rewrite(Node node, Rewriting out) {
      return node.op() instanceof Relu
          ? Optional.of(out.add(new Relu(), node.in(), node.origin()))
          : Optional.empty();
    }
  }

  /** Gives back a constant of another type. */
  private static final class Deceitful implements Rule {
    @Override
    public String description() {
      return "changes types";
    }

    @Override
    public Fidelity fidelity() {
      return Fidelity.EXACT;
    }

    @Override
    public Optional<Value> rewrite(Node node, Rewriting out) {
      return node.op() instanceof Relu
          ? Optional.of(out.constant(new Dense(Tensor.ofFloats(Shape.of(1), 1)), node.origin()))
          : Optional.empty();
    }
  }

  private static Graph relu() {
    GraphBuilder out = new GraphBuilder("g");
    Value x = out.input("x", TensorType.f32(3));
    out.output("y", out.add(new Relu(), List.of(x), Origin.named("relu")));
    return out.build();
  }

  @Test
  void ruleThatNeverStopsIsNamed() {
    assertThatThrownBy(() -> Sweep.of(new Restless()).run(relu(), Trace.NONE))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("Restless");
  }

  @Test
  void ruleThatChangesATypeIsNamed() {
    assertThatThrownBy(() -> Sweep.of(new Deceitful()).run(relu(), Trace.NONE))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("Deceitful");
  }

  @Test
  void layersKeepTheirNamesWhenTheyAreRebuilt() {
    GraphBuilder out = new GraphBuilder("g");
    Value x = out.input("x", TensorType.f32(1, 2));
    Value w = out.constant("fc_w", new Dense(Tensor.ofFloats(Shape.of(2, 1), 1, 2)));
    Value b = out.constant("fc_b", new Dense(Tensor.ofFloats(Shape.of(1), 1)));
    Value product = out.add(new MatMul(), List.of(x, w), Origin.named("fc"));
    out.output("y", out.add(new Add(), List.of(product, b), Origin.named("sum")));
    Graph simple = Pipelines.SIMPLIFY.run(out.build(), Trace.NONE);
    assertThat(simple.nodes().stream().map(Node::name))
        .containsExactlyInAnyOrder("x", "fc_w", "fc_bias", "fc");
  }

  @Test
  void traceLeavesAValidModelAfterEachSweep(@TempDir Path folder) throws IOException {
    Graph graph = RandomGraphs.of(7);
    Path traces = folder.resolve("traces");
    Graph simple = Pipelines.SIMPLIFY.run(graph, new TraceFolder(traces));
    List<Path> files = new ArrayList<>();
    try (Stream<Path> found = Files.list(traces)) {
      found.sorted().forEach(files::add);
    }
    assertThat(files).isNotEmpty();
    assertThat(files.getFirst().getFileName()).hasToString("01-simplify.onnxtxt");
    Graph last =
        OnnxTextReader.read(Files.readString(files.getLast()), "t.onnxtxt", WeightSource.NONE)
            .orThrow();
    assertThat(last.nodes().size()).isEqualTo(simple.nodes().size());
  }
}
