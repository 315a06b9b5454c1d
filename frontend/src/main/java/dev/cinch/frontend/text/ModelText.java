// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.text;

import dev.cinch.frontend.operator.Model;
import dev.cinch.frontend.proto.FunctionProto;
import dev.cinch.frontend.proto.ModelProto;
import dev.cinch.frontend.proto.OperatorSetIdProto;
import dev.cinch.frontend.proto.StringStringEntryProto;
import dev.cinch.frontend.text.OnnxTextParser.EntryContext;
import dev.cinch.frontend.text.OnnxTextParser.FunctionContext;
import dev.cinch.frontend.text.OnnxTextParser.HeaderContext;
import dev.cinch.frontend.text.OnnxTextParser.ModelContext;
import dev.cinch.frontend.text.OnnxTextParser.NodeContext;
import dev.cinch.frontend.text.OnnxTextParser.PairContext;
import dev.cinch.frontend.text.OnnxTextParser.ParameterContext;
import dev.cinch.ir.Origin;
import dev.cinch.ir.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.antlr.v4.runtime.tree.TerminalNode;

/** Builds a model from its parse tree. */
final class ModelText {

  private final SourceText source;
  private final Literals literals;
  private final GraphText graphs;

  ModelText(SourceText source) {
    this.source = source;
    this.literals = new Literals(source);
    this.graphs = new GraphText(source);
  }

  /** The model, or every problem that the grammar alone does not see. */
  Result<Model> read(ModelContext tree) {
    ModelProto.Builder model = ModelProto.newBuilder();
    if (tree.header() != null) {
      tree.header().entry().forEach(entry -> entry(entry, model));
    }
    model.setGraph(graphs.graph(tree.graph()));
    for (FunctionContext function : tree.function()) {
      model.addFunctions(function(function));
    }
    List<Origin> places = new ArrayList<>();
    for (NodeContext node : tree.graph().body().node()) {
      places.add(source.origin(node.getStart()));
    }
    String file = source.origin(tree.getStart()).file();
    return source.problems().isEmpty()
        ? Result.ok(new Model(model.build(), file, places))
        : new Result.Failed<>(source.problems());
  }

  private void entry(EntryContext entry, ModelProto.Builder model) {
    switch (entry.id().getText()) {
      case "ir_version" -> integer(entry, model::setIrVersion);
      case "producer_name" -> string(entry, model::setProducerName);
      case "producer_version" -> string(entry, model::setProducerVersion);
      case "domain" -> string(entry, model::setDomain);
      case "model_version" -> integer(entry, model::setModelVersion);
      case "doc_string" -> string(entry, model::setDocString);
      case "opset_import" -> opsets(entry, model::addOpsetImport);
      case "metadata_props" -> pairs(entry).forEach(model::addMetadataProps);
      default -> unknown(entry);
    }
  }

  private FunctionProto function(FunctionContext tree) {
    FunctionProto.Builder function = FunctionProto.newBuilder();
    HeaderContext header = tree.header();
    if (header != null) {
      for (EntryContext entry : header.entry()) {
        switch (entry.id().getText()) {
          case "domain" -> string(entry, function::setDomain);
          case "overload" -> string(entry, function::setOverload);
          case "doc_string" -> string(entry, function::setDocString);
          case "opset_import" -> opsets(entry, function::addOpsetImport);
          default -> unknown(entry);
        }
      }
    }
    function.setName(literals.name(tree.name()));
    if (tree.parameters() != null) {
      for (ParameterContext parameter : tree.parameters().parameter()) {
        if (parameter.attribute() != null) {
          function.addAttributeProto(graphs.attribute(parameter.attribute()));
        } else {
          function.addAttribute(parameter.id().getText());
        }
      }
    }
    graphs.signature(tree, function);
    return function.build();
  }

  private void unknown(EntryContext entry) {
    source.report(entry.getStart(), "unknown key '" + entry.id().getText() + "'");
  }

  private void integer(EntryContext entry, LongConsumer to) {
    if (entry.INTEGER() == null) {
      source.report(entry.getStop(), entry.id().getText() + " is an integer");
    } else {
      to.accept(literals.integer(entry.INTEGER().getSymbol()));
    }
  }

  private void string(EntryContext entry, Consumer<String> to) {
    if (entry.STRING() == null) {
      source.report(entry.getStop(), entry.id().getText() + " is a string");
    } else {
      to.accept(Literals.unquoted(entry.STRING().getText()));
    }
  }

  private void opsets(EntryContext entry, Consumer<OperatorSetIdProto> to) {
    if (isScalar(entry)) {
      source.report(entry.getStop(), "opset_import is a list such as [\"\" : 21]");
    }
    for (PairContext pair : entry.pair()) {
      TerminalNode version = pair.INTEGER();
      if (version == null) {
        source.report(pair.getStop(), "the version of an operator set is an integer");
      } else {
        to.accept(
            OperatorSetIdProto.newBuilder()
                .setDomain(Literals.unquoted(pair.STRING(0).getText()))
                .setVersion(literals.integer(version.getSymbol()))
                .build());
      }
    }
  }

  private List<StringStringEntryProto> pairs(EntryContext entry) {
    if (isScalar(entry)) {
      source.report(entry.getStop(), "metadata_props is a list such as [\"key\" : \"value\"]");
    }
    return literals.pairs(entry.pair());
  }

  private static boolean isScalar(EntryContext entry) {
    return entry.INTEGER() != null || entry.STRING() != null;
  }
}
