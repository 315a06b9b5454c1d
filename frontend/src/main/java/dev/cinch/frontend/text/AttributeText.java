// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.text;

import com.google.protobuf.ByteString;
import dev.cinch.frontend.proto.AttributeProto;
import dev.cinch.frontend.proto.AttributeProto.AttributeType;
import dev.cinch.frontend.proto.TensorProto;
import dev.cinch.frontend.proto.TypeProto;
import dev.cinch.frontend.text.OnnxTextParser.AttributeContext;
import dev.cinch.frontend.text.OnnxTextParser.GraphValueContext;
import dev.cinch.frontend.text.OnnxTextParser.LiteralValueContext;
import dev.cinch.frontend.text.OnnxTextParser.ReferenceValueContext;
import dev.cinch.frontend.text.OnnxTextParser.TypedValueContext;
import dev.cinch.frontend.text.OnnxTextParser.ValueContext;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.antlr.v4.runtime.Token;

/**
 * Builds attributes from their parse trees. Without a type, a list is of the type of its elements,
 * and an empty list one of integers.
 */
final class AttributeText {

  private static final Map<AttributeType, AttributeType> LISTS =
      Map.of(
          AttributeType.FLOAT, AttributeType.FLOATS,
          AttributeType.INT, AttributeType.INTS,
          AttributeType.STRING, AttributeType.STRINGS,
          AttributeType.TENSOR, AttributeType.TENSORS,
          AttributeType.GRAPH, AttributeType.GRAPHS,
          AttributeType.TYPE_PROTO, AttributeType.TYPE_PROTOS);

  private final SourceText source;
  private final Literals literals;
  private final TypeText types;
  private final TensorText tensors;
  private final GraphText graphs;

  AttributeText(
      SourceText source, Literals literals, TypeText types, TensorText tensors, GraphText graphs) {
    this.source = source;
    this.literals = literals;
    this.types = types;
    this.tensors = tensors;
    this.graphs = graphs;
  }

  AttributeProto attribute(AttributeContext tree) {
    AttributeProto.Builder attribute = AttributeProto.newBuilder().setName(tree.id(0).getText());
    AttributeType stated =
        tree.id().size() < 2 ? AttributeType.UNDEFINED : stated(tree.id(1).getStart());
    if (tree.list() != null) {
      list(tree, stated, attribute);
    } else {
      AttributeProto single = single(tree.value(), stated);
      attribute.mergeFrom(single).setName(tree.id(0).getText());
    }
    return attribute.build();
  }

  private AttributeType stated(Token name) {
    try {
      AttributeType type = AttributeType.valueOf(name.getText().toUpperCase(Locale.ROOT));
      if (type != AttributeType.UNDEFINED) {
        return type;
      }
    } catch (IllegalArgumentException _) {
      // Reported below.
    }
    source.report(name, "'" + name.getText() + "' is no type of attributes");
    return AttributeType.UNDEFINED;
  }

  private void list(AttributeContext tree, AttributeType stated, AttributeProto.Builder to) {
    List<ValueContext> values = tree.list().value();
    AttributeType element =
        values.stream().anyMatch(AttributeText::isReal)
            ? AttributeType.FLOAT
            : AttributeType.UNDEFINED;
    for (var entry : LISTS.entrySet()) {
      if (entry.getValue() == stated) {
        element = entry.getKey();
      }
    }
    if (LISTS.containsKey(stated)) {
      source.report(tree.id(1).getStart(), "a list is not of type " + lower(stated));
      return;
    }
    to.setType(stated == AttributeType.UNDEFINED ? AttributeType.INTS : stated);
    for (ValueContext value : values) {
      AttributeProto single = single(value, element);
      element = single.getType();
      to.setType(LISTS.getOrDefault(element, AttributeType.UNDEFINED));
      switch (element) {
        case FLOAT -> to.addFloats(single.getF());
        case INT -> to.addInts(single.getI());
        case STRING -> to.addStrings(single.getS());
        case TENSOR -> to.addTensors(single.getT());
        case GRAPH -> to.addGraphs(single.getG());
        case TYPE_PROTO -> to.addTypeProtos(single.getTp());
        default -> source.report(value.getStart(), "this cannot stand in a list");
      }
    }
  }

  private static boolean isReal(ValueContext value) {
    return value instanceof LiteralValueContext literal
        && literal.literal().INTEGER() == null
        && literal.literal().STRING() == null;
  }

  private AttributeProto single(ValueContext tree, AttributeType wanted) {
    AttributeProto.Builder value = AttributeProto.newBuilder();
    switch (tree) {
      case LiteralValueContext literal -> literal(literal.literal().getStart(), wanted, value);
      case ReferenceValueContext reference ->
          value.setRefAttrName(literals.name(reference.name())).setType(wanted);
      case TypedValueContext typed -> typed(typed, value);
      case GraphValueContext graph ->
          value.setType(AttributeType.GRAPH).setG(graphs.subgraph(graph.subgraph()));
      default -> throw new IllegalStateException(tree.getText());
    }
    if (wanted != AttributeType.UNDEFINED && value.getType() != wanted) {
      source.report(
          tree.getStart(), "this is of type " + lower(value.getType()) + ", not " + lower(wanted));
    }
    return value.build();
  }

  private void literal(Token token, AttributeType wanted, AttributeProto.Builder to) {
    boolean integer = token.getType() == OnnxTextLexer.INTEGER;
    if (token.getType() == OnnxTextLexer.STRING) {
      String text = Literals.unquoted(token.getText());
      to.setType(AttributeType.STRING).setS(ByteString.copyFromUtf8(text));
    } else if (integer && wanted != AttributeType.FLOAT) {
      to.setType(AttributeType.INT).setI(literals.integer(token));
    } else {
      to.setType(AttributeType.FLOAT).setF(literals.real(token));
    }
  }

  private void typed(TypedValueContext tree, AttributeProto.Builder to) {
    TypeProto type = types.type(tree.type());
    if (tree.data() == null && tree.numbers() == null) {
      to.setType(AttributeType.TYPE_PROTO).setTp(type);
      return;
    }
    to.setType(AttributeType.TENSOR);
    Optional<TensorProto.Builder> tensor =
        tree.data() == null
            ? tensors.tensor(type, tree.numbers())
            : tensors.tensor(type, tree.data());
    tensor.ifPresent(builder -> {
      if (tree.name() != null) {
        builder.setName(literals.name(tree.name()));
      }
      to.setT(builder);
    });
  }

  private static String lower(AttributeType type) {
    return type.name().toLowerCase(Locale.ROOT);
  }
}
