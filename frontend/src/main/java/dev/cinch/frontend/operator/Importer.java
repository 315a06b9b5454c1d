// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.operator;

import dev.cinch.frontend.proto.NodeProto;
import dev.cinch.frontend.proto.SparseTensorProto;
import dev.cinch.frontend.proto.TensorProto;
import dev.cinch.frontend.proto.ValueInfoProto;
import dev.cinch.ir.Diagnostic;
import dev.cinch.ir.Graph;
import dev.cinch.ir.Origin;
import dev.cinch.ir.Result;
import dev.cinch.ir.Value;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Turns an ONNX model into a graph. It goes on after a problem, so that one run names everything in
 * a model that cannot be imported; what depends on a problem is not reported again.
 */
public final class Importer {

  /** Sequences in sequences, with their tensors; few bytes can nest beyond any number. */
  private static final int MAX_RESULTS = 10_000;

  private final Model model;
  private final ImportOptions options;
  private final Opsets opsets;
  private final Scope scope;
  private int results;
  private int returned;

  private Importer(Model model, ImportOptions options) {
    this.model = model;
    this.options = options;
    this.opsets = new Opsets(model.proto());
    this.scope = new Scope(model.graph().getName(), layers(model), options);
  }

  /** The graph of a model, or everything that stands against it. */
  public static Result<Graph> read(Model model, ImportOptions options) {
    return new Importer(model, options).read();
  }

  private static Set<String> layers(Model model) {
    Set<String> layers = new HashSet<>();
    for (NodeProto node : model.graph().getNodeList()) {
      if (OnnxOps.isLayer(node)) {
        layers.add(Model.layer(node));
      }
    }
    return layers;
  }

  private Result<Graph> read() {
    checkModel();
    initializers();
    new Inputs(model, options, scope).define();
    nodes();
    outputs();
    if (!scope.bound().isEmpty()) {
      String names = String.join(", ", scope.bound());
      scope.report(
          Diagnostic.warning(
              "onnx.input.bound",
              model.part(""),
              "the graph is for the given numbers of " + names + ", which decide its shape",
              ""));
    }
    List<Diagnostic> diagnostics = scope.diagnostics();
    return hasErrors()
        ? new Result.Failed<>(diagnostics)
        : new Result.Ok<>(scope.build(), diagnostics);
  }

  private boolean hasErrors() {
    return scope.diagnostics().stream().anyMatch(d -> d.severity() == Diagnostic.Severity.ERROR);
  }

  private void checkModel() {
    opsets
        .version("")
        .filter(version -> version > OnnxOps.NEWEST || version < 1)
        .ifPresent(version ->
            scope.report(
                Diagnostic.warning(
                    "onnx.opset.newer",
                    model.part(""),
                    "operator set "
                        + version
                        + " is not known; nodes are read as in version "
                        + OnnxOps.NEWEST,
                    "")));
    opsets
        .version(OnnxOps.CINCH)
        .filter(version -> version != OnnxOps.NEWEST_CINCH)
        .ifPresent(version ->
            error(
                "cinch.version",
                model.part(""),
                "version "
                    + version
                    + " of dev.cinch is newer than "
                    + OnnxOps.NEWEST_CINCH
                    + ", which this Cinch reads",
                "use a newer Cinch"));
  }

  private void initializers() {
    for (TensorProto tensor : model.graph().getInitializerList()) {
      String name = tensor.getName();
      if (!scope.define(name, scope.stored(name, tensor, model.part(name)))) {
        error("onnx.name.twice", model.part(name), "two initializers have this name", "");
      }
    }
    for (SparseTensorProto tensor : model.graph().getSparseInitializerList()) {
      String name = tensor.getValues().getName();
      if (!scope.define(name, scope.stored(name, tensor, model.part(name)))) {
        error("onnx.name.twice", model.part(name), "two initializers have this name", "");
      }
    }
  }

  private void nodes() {
    List<String> results =
        model.graph().getOutputList().stream().map(ValueInfoProto::getName).toList();
    try {
      new Nodes(new Functions(model.proto()), options.weights(), opsets, scope)
          .run(model.graph().getNodeList(), model::origin, results);
    } catch (Refusal refusal) {
      error(refusal.code(), model.part(""), refusal.text(), refusal.hint());
    }
  }

  private void outputs() {
    if (model.graph().getOutputCount() == 0) {
      error("onnx.graph.empty", model.part(model.graph().getName()), "the graph has no output", "");
    }
    Set<String> names = new HashSet<>();
    for (ValueInfoProto output : model.graph().getOutputList()) {
      String name = output.getName();
      if (!names.add(name)) {
        error("onnx.name.twice", model.part(name), "two outputs have this name", "");
        continue;
      }
      Optional<Operand> operand = scope.find(name);
      if (operand.isEmpty()) {
        error("onnx.value.missing", model.part(name), "nothing computes this output", "");
        continue;
      }
      try {
        output(name, operand.get());
      } catch (Refusal refusal) {
        error(refusal.code(), model.part(name), refusal.text(), refusal.hint());
      }
    }
    if (returned == 0 && !hasErrors()) {
      String text = "every output is an empty sequence or optional";
      error("onnx.graph.empty", model.part(model.graph().getName()), text, "");
    }
  }

  /** A result of the graph; the tensors of a sequence {@code y} are {@code y.0}, {@code y.1}. */
  private void output(String name, Operand operand) {
    if (++results > MAX_RESULTS) {
      throw new Refusal("onnx.output.many", "the model has over " + MAX_RESULTS + " results", "");
    }
    switch (operand) {
      case Operand.Computed(var value) -> returned(name, value);
      case Stored stored -> {
        switch (stored.weight()) {
          case Result.Ok<?> _ -> returned(name, stored.value(scope));
          case Result.Failed<?>(var diagnostics) -> diagnostics.forEach(scope::report);
        }
      }
      case Operand.Sequence(var elements) -> {
        for (int i = 0; i < elements.size(); i++) {
          output(name + "." + i, elements.get(i));
        }
      }
      case Operand.Maybe(var element) -> element.ifPresent(it -> output(name + ".0", it));
      case Operand.Several _ -> throw new IllegalStateException(name + " stands for several");
      case Operand.Unknown _ -> {
        if (!hasErrors()) {
          error("onnx.value.missing", model.part(name), "an element that is left out", "");
        }
      }
    }
  }

  private void returned(String name, Value value) {
    scope.output(name, value);
    returned++;
  }

  private void error(String code, Origin origin, String text, String hint) {
    scope.report(Diagnostic.error(code, origin, text, hint));
  }
}
