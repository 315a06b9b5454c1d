// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.text;

import dev.cinch.frontend.proto.AttributeProto;
import dev.cinch.frontend.proto.FunctionProto;
import dev.cinch.frontend.proto.GraphProto;
import dev.cinch.frontend.proto.NodeProto;
import dev.cinch.frontend.proto.ValueInfoProto;
import dev.cinch.frontend.text.OnnxTextParser.AttributeContext;
import dev.cinch.frontend.text.OnnxTextParser.BodyContext;
import dev.cinch.frontend.text.OnnxTextParser.DeclarationContext;
import dev.cinch.frontend.text.OnnxTextParser.DeclarationsContext;
import dev.cinch.frontend.text.OnnxTextParser.FunctionContext;
import dev.cinch.frontend.text.OnnxTextParser.GraphContext;
import dev.cinch.frontend.text.OnnxTextParser.InputsContext;
import dev.cinch.frontend.text.OnnxTextParser.NodeContext;
import dev.cinch.frontend.text.OnnxTextParser.OperandsContext;
import dev.cinch.frontend.text.OnnxTextParser.OutputsContext;
import dev.cinch.frontend.text.OnnxTextParser.SubgraphContext;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.jspecify.annotations.Nullable;

/** Builds graphs, their nodes and signatures from parse trees. */
final class GraphText {

  private final SourceText source;
  private final Literals literals;
  private final TypeText types;
  private final TensorText tensors;
  private final AttributeText attributes;

  GraphText(SourceText source) {
    this.source = source;
    this.literals = new Literals(source);
    this.types = new TypeText(literals);
    this.tensors = new TensorText(source, literals);
    this.attributes = new AttributeText(source, literals, types, tensors, this);
  }

  GraphProto graph(GraphContext tree) {
    return graph(
        literals.name(tree.name()),
        tree.inputs(),
        tree.outputs(),
        tree.declarations(),
        tree.body());
  }

  GraphProto subgraph(SubgraphContext tree) {
    String name =
        tree.STRING() == null
            ? tree.IDENTIFIER().getText()
            : Literals.unquoted(tree.STRING().getText());
    return graph(name, tree.inputs(), tree.outputs(), tree.declarations(), tree.body());
  }

  private GraphProto graph(
      String name,
      InputsContext inputs,
      OutputsContext outputs,
      @Nullable DeclarationsContext declarations,
      BodyContext body) {
    GraphProto.Builder graph = GraphProto.newBuilder().setName(name);
    for (DeclarationContext input : inputs.declaration()) {
      graph.addInput(value(input));
      if (input.data() != null) {
        initializer(input, graph);
      }
    }
    for (DeclarationContext output : outputs.declaration()) {
      if (output.data() != null) {
        source.report(output.data().getStart(), "an output has no numbers of its own");
      }
      graph.addOutput(value(output));
    }
    if (declarations != null) {
      for (DeclarationContext declared : declarations.declaration()) {
        if (declared.data() != null) {
          initializer(declared, graph);
        } else {
          graph.addValueInfo(value(declared));
        }
      }
    }
    body.node().forEach(node -> graph.addNode(node(node)));
    return graph.build();
  }

  private void initializer(DeclarationContext tree, GraphProto.Builder graph) {
    if (tree.type() == null) {
      source.report(tree.getStart(), "numbers need a type, such as float[3]");
      return;
    }
    tensors
        .tensor(types.type(tree.type()), tree.data())
        .ifPresent(tensor -> graph.addInitializer(tensor.setName(literals.name(tree.name()))));
  }

  private ValueInfoProto value(DeclarationContext tree) {
    ValueInfoProto.Builder value = ValueInfoProto.newBuilder().setName(literals.name(tree.name()));
    if (tree.type() != null) {
      value.setType(types.type(tree.type()));
    }
    return value.build();
  }

  /** Operands, results and nodes of a function. */
  void signature(FunctionContext tree, FunctionProto.Builder function) {
    for (DeclarationContext input : tree.inputs().declaration()) {
      function.addInput(literals.name(input.name()));
      typed(input, function);
    }
    for (DeclarationContext output : tree.outputs().declaration()) {
      function.addOutput(literals.name(output.name()));
      typed(output, function);
    }
    if (tree.declarations() != null) {
      tree.declarations().declaration().forEach(declared -> typed(declared, function));
    }
    tree.body().node().forEach(node -> function.addNode(node(node)));
  }

  private void typed(DeclarationContext tree, FunctionProto.Builder function) {
    if (tree.data() != null) {
      source.report(tree.data().getStart(), "a function's values have no numbers of their own");
    }
    if (tree.type() != null) {
      function.addValueInfo(value(tree));
    }
  }

  AttributeProto attribute(AttributeContext tree) {
    return attributes.attribute(tree);
  }

  private NodeProto node(NodeContext tree) {
    NodeProto.Builder node = NodeProto.newBuilder();
    if (tree.label() != null) {
      node.setName(literals.name(tree.label().name()));
    }
    node.addAllOutput(names(tree.operands(0)));
    String qualified = tree.operator().qualified().getText();
    int dot = qualified.lastIndexOf('.');
    node.setDomain(dot < 0 ? "" : qualified.substring(0, dot));
    node.setOpType(qualified.substring(dot + 1));
    if (tree.operator().id() != null) {
      node.setOverload(tree.operator().id().getText());
    }
    node.addAllInput(names(tree.operands(1)));
    if (tree.attributes().size() > 1) {
      source.report(
          tree.attributes(1).getStart(), "attributes stand before the operands or after, not both");
    }
    if (!tree.attributes().isEmpty()) {
      tree.attributes(0).attribute().forEach(a -> node.addAttribute(attribute(a)));
    }
    return node.build();
  }

  /** Names between commas; nothing between two commas is the empty name, after the last nothing. */
  private List<String> names(OperandsContext tree) {
    List<String> names = new ArrayList<>();
    @Nullable String current = null;
    for (int i = 0; i < tree.getChildCount(); i++) {
      ParseTree child = tree.getChild(i);
      if (child instanceof TerminalNode) {
        names.add(current == null ? "" : current);
        current = null;
      } else if (child instanceof OnnxTextParser.NameContext name) {
        current = literals.name(name);
      }
    }
    if (current != null) {
      names.add(current);
    }
    return names;
  }
}
