// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cinch.frontend.RandomGraph;
import dev.cinch.frontend.operator.WeightSource;
import dev.cinch.ir.Graph;
import dev.cinch.ir.GraphBuilder;
import dev.cinch.ir.Node;
import dev.cinch.ir.Value;
import dev.cinch.ir.op.Constant;
import dev.cinch.ir.op.Op;
import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.text.Constants;
import dev.cinch.ir.text.GraphPrinter;
import dev.cinch.ir.weight.Dense;
import dev.cinch.ir.weight.Weight;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A graph that is printed and read again is the same: operators, operands, types, names. */
class RoundTripTest {

  private static final int GRAPHS = 1000;

  /** What a node is, apart from its place in the list and in the text. */
  private record Likeness(String name, Object op, List<String> in, Object type) {}

  private static List<Likeness> nodes(Graph graph, boolean decode) {
    List<Likeness> all = new ArrayList<>();
    for (Node node : graph.nodes()) {
      Object op = decode && node.op() instanceof Constant(var weight) ? weight.decode() : node.op();
      List<String> in = node.in().stream().map(Value::name).toList();
      all.add(new Likeness(node.name(), op, in, node.type()));
    }
    all.sort(Comparator.comparing(Likeness::name));
    return all;
  }

  private static void assertSame(Graph read, Graph graph, boolean decode, String text) {
    assertThat(nodes(read, decode)).as(text).isEqualTo(nodes(graph, decode));
    assertThat(read.name()).isEqualTo(graph.name().isEmpty() ? "graph" : graph.name());
    assertThat(read.inputs()).extracting(Node::name).isEqualTo(names(graph.inputs()));
    assertThat(read.outputs())
        .extracting(output -> output.name() + " " + output.value().name())
        .as(text)
        .isEqualTo(
            graph.outputs().stream()
                .map(output -> output.name() + " " + output.value().name())
                .toList());
  }

  private static List<String> names(List<Node> nodes) {
    return nodes.stream().map(Node::name).toList();
  }

  @Test
  void numbersInTheTextComeBack() {
    for (long seed = 0; seed < GRAPHS; seed++) {
      Graph graph = RandomGraph.of(seed);
      String text = GraphPrinter.print(graph, Constants.INLINE);
      Graph read = OnnxTextReader.read(text, "t", WeightSource.NONE).orThrow();
      assertSame(read, graph, true, text);
    }
  }

  @Test
  void weightsBesideTheTextComeBackInTheirForm() {
    for (long seed = 0; seed < GRAPHS; seed++) {
      Graph graph = RandomGraph.of(seed);
      String text = GraphPrinter.print(graph, Constants.REFERENCE);
      Graph read = OnnxTextReader.read(text, "t", member -> weight(graph, member)).orThrow();
      assertSame(read, graph, false, text);
    }
  }

  private static Optional<Weight> weight(Graph graph, String member) {
    return graph
        .find(member)
        .flatMap(node ->
            node.op() instanceof Constant(var weight) ? Optional.of(weight) : Optional.empty());
  }

  @Test
  void theRandomGraphsHaveEveryOperator() {
    Set<Class<?>> met = new HashSet<>();
    for (long seed = 0; seed < GRAPHS; seed++) {
      RandomGraph.of(seed).nodes().forEach(node -> met.add(node.op().getClass()));
    }
    assertThat(met).containsExactlyInAnyOrderElementsOf(operators(Op.class));
  }

  private static List<Class<?>> operators(Class<?> sealed) {
    if (!sealed.isInterface()) {
      return List.of(sealed);
    }
    List<Class<?>> all = new ArrayList<>();
    for (Class<?> permitted : sealed.getPermittedSubclasses()) {
      all.addAll(operators(permitted));
    }
    return all;
  }

  @Test
  void everyFloatComesBackToTheBit() {
    float[] values = {
      0.1f, -0.0f, Float.MIN_VALUE, Float.MAX_VALUE, 16777215f, Float.POSITIVE_INFINITY, Float.NaN
    };
    Tensor tensor = Tensor.ofFloats(Shape.of(values.length), values);
    var builder = new GraphBuilder("g");
    builder.output("w", builder.constant("w", new Dense(tensor)));
    String text = GraphPrinter.print(builder.build(), Constants.INLINE);
    Graph read = OnnxTextReader.read(text, "t", WeightSource.NONE).orThrow();
    assertThat(nodes(read, true).getFirst().op()).isEqualTo(tensor);
  }
}
