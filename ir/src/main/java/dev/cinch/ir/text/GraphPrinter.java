// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.text;

import dev.cinch.ir.Graph;
import dev.cinch.ir.Node;
import dev.cinch.ir.op.Constant;
import dev.cinch.ir.op.Input;
import dev.cinch.ir.op.Op;
import dev.cinch.ir.op.Reshape;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.weight.Weight;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Prints a graph in ONNX's textual syntax (onnx/docs/Syntax.md). Reading the text gives the same
 * graph: operators, operands, types and names. Numbers of constants come back in the form that
 * {@link Constants} keeps: {@code INLINE} decodes them, {@code REFERENCE} names them.
 */
public final class GraphPrinter {

  private static final int IR_VERSION = 10;
  private static final int OPSET = 21;

  private final Graph graph;
  private final Constants constants;
  private final Optional<SideFile> side;
  private final Names names;
  private final List<String> initializers = new ArrayList<>();
  private final StringBuilder body = new StringBuilder();

  private GraphPrinter(Graph graph, Constants constants, Optional<SideFile> side) {
    this.graph = graph;
    this.constants = constants;
    this.side = side;
    this.names = new Names(graph);
  }

  /** The text of a graph; lines end in a line feed, the last one too. */
  public static String print(Graph graph, Constants constants) {
    return new GraphPrinter(graph, constants, Optional.empty()).print();
  }

  /** The text of a graph, with the numbers of large constants in a file beside it. */
  public static String print(Graph graph, SideFile side) {
    return new GraphPrinter(graph, Constants.INLINE, Optional.of(side)).print();
  }

  private String print() {
    boolean plainInputs =
        graph.inputs().stream().allMatch(node -> Literals.isNative(node.type().number()));
    graph.nodes().forEach(node -> node(node, plainInputs));
    List<String> results = new ArrayList<>();
    for (Graph.Output output : graph.outputs()) {
      Node node = graph.node(output.value());
      if (!names.of(node.out()).equals(output.name())) {
        line(output.name(), "Identity", "", List.of(names.of(node.out())), "");
      }
      results.add(Literals.type(node.type()) + " " + Names.quoted(output.name()));
    }
    String inputs =
        graph.inputs().stream()
            .filter(_ -> plainInputs)
            .map(node -> Literals.type(node.type()) + " " + quoted(node))
            .collect(Collectors.joining(", "));
    return "<ir_version: "
        + IR_VERSION
        + ", opset_import: [\"\" : "
        + OPSET
        + ", \"dev.cinch\" : 1]>\n"
        + Names.quoted(graph.name().isEmpty() ? "graph" : graph.name())
        + " ("
        + inputs
        + ") => ("
        + String.join(", ", results)
        + ")\n"
        + (initializers.isEmpty() ? "" : "<" + String.join(",\n ", initializers) + ">\n")
        + "{\n"
        + body
        + "}\n";
  }

  private void node(Node node, boolean plainInputs) {
    switch (node.op()) {
      case Input(var type) -> {
        if (!plainInputs) {
          line(node, "dev.cinch.Input", Attributes.input(type), List.of());
        }
      }
      case Constant(var weight) -> constant(node, weight);
      case Reshape(var shape) -> {
        String wanted = names.unique(names.of(node.out()) + "_shape");
        String ints = "value_ints = [" + shape.toString().replace(",", ", ") + "]";
        line(wanted, "Constant", ints, List.of(), "");
        line(node, "Reshape", Attributes.of(node), List.of(names.of(node.in().get(0)), wanted));
      }
      case Op _ ->
          line(
              node,
              Attributes.operator(node, graph),
              Attributes.of(node),
              node.in().stream().map(names::of).toList());
    }
  }

  private void constant(Node node, Weight weight) {
    String name = names.of(node.out());
    if (constants == Constants.REFERENCE) {
      line(node, "dev.cinch.Weight", "member = " + Names.string(node.name()), List.of());
      return;
    }
    Tensor tensor = weight.decode();
    String type = Literals.type(tensor.type());
    String numbers =
        side.filter(_ -> SideFile.takes(tensor.type()))
            .map(file -> file.put(tensor))
            .orElseGet(() -> Literals.numbers(tensor));
    if (Literals.isNative(tensor.type().number()) && name.equals(node.name())) {
      initializers.add(type + " " + Names.quoted(name) + " = " + numbers);
    } else {
      String raw = names.unique(name + "_raw");
      initializers.add(type + " " + Names.quoted(raw) + " = " + numbers);
      line(node, "dev.cinch.Raw", Attributes.number(tensor.type().number()), List.of(raw));
    }
  }

  private void line(Node node, String operator, String attributes, List<String> in) {
    String name = names.of(node.out());
    String label = name.equals(node.name()) ? "" : "[" + Names.quoted(node.name()) + "] ";
    line(name, operator, attributes, in, label);
  }

  private void line(String out, String operator, String attributes, List<String> in, String label) {
    body.append("  ").append(label).append(Names.quoted(out)).append(" = ").append(operator);
    body.append(attributes.isEmpty() ? " " : " <" + attributes + "> ");
    body.append(in.stream().map(Names::quoted).collect(Collectors.joining(", ", "(", ")\n")));
  }

  private String quoted(Node node) {
    return Names.quoted(names.of(node.out()));
  }
}
