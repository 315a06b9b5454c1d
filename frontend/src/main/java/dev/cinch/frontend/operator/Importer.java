// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.operator;

import dev.cinch.frontend.proto.FunctionProto;
import dev.cinch.frontend.proto.NodeProto;
import dev.cinch.frontend.proto.TensorProto;
import dev.cinch.frontend.proto.ValueInfoProto;
import dev.cinch.ir.Diagnostic;
import dev.cinch.ir.Graph;
import dev.cinch.ir.Origin;
import dev.cinch.ir.Result;
import dev.cinch.ir.op.TypeException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Turns an ONNX model into a graph. It goes on after a problem, so that one run names everything in
 * a model that cannot be imported; what depends on a problem is not reported again.
 */
public final class Importer {

  private final Model model;
  private final ImportOptions options;
  private final Opsets opsets;
  private final Scope scope;
  private final Set<String> used = new HashSet<>();
  private final Set<String> missing = new HashSet<>();
  private final Set<Map.Entry<String, String>> functions = new HashSet<>();

  private Importer(Model model, ImportOptions options) {
    this.model = model;
    this.options = options;
    this.opsets = new Opsets(model.proto());
    this.scope = new Scope(model.graph().getName(), layers(model), options.inputs());
    for (FunctionProto function : model.proto().getFunctionsList()) {
      functions.add(Map.entry(Opsets.canonical(function.getDomain()), function.getName()));
    }
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
    for (NodeProto node : model.graph().getNodeList()) {
      used.addAll(node.getInputList());
    }
    model.graph().getOutputList().forEach(output -> used.add(output.getName()));
    initializers();
    new Inputs(model, options, scope).define();
    for (int i = 0; i < model.graph().getNodeCount(); i++) {
      node(model.graph().getNode(i), model.origin(i));
    }
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
    boolean fails = diagnostics.stream().anyMatch(d -> d.severity() == Diagnostic.Severity.ERROR);
    return fails ? new Result.Failed<>(diagnostics) : new Result.Ok<>(scope.build(), diagnostics);
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
    model
        .graph()
        .getSparseInitializerList()
        .forEach(sparse ->
            error(
                "onnx.tensor.sparse",
                model.part(sparse.getValues().getName()),
                "sparse initializers are not supported",
                "save the model with dense tensors"));
  }

  private void initializers() {
    for (TensorProto tensor : model.graph().getInitializerList()) {
      String name = tensor.getName();
      if (!scope.define(name, Stored.of(name, tensor, model.part(name)))) {
        error("onnx.name.twice", model.part(name), "two initializers have this name", "");
      }
    }
  }

  private void node(NodeProto node, Origin origin) {
    Operand result =
        reader(node, origin).map(op -> read(op, node, origin)).orElseGet(Operand.Unknown::new);
    checkNames(node, origin);
    for (int i = 0; i < node.getOutputCount(); i++) {
      String name = node.getOutput(i);
      if (name.isEmpty()) {
        continue;
      }
      Optional<Operand> operand = result(result, i);
      if (operand.isEmpty() && used.contains(name)) {
        error(
            "onnx.result.unsupported",
            origin,
            node.getOpType() + ": result " + (i + 1) + " (" + name + ") is not supported",
            "");
      }
      if (!scope.define(name, operand.orElseGet(Operand.Unknown::new))) {
        error("onnx.name.twice", origin, "its result " + name + " has a name that is taken", "");
      }
    }
  }

  /** One of a node's results; empty where the import gave none. */
  private static Optional<Operand> result(Operand all, int index) {
    return switch (all) {
      case Operand.Several(var results) ->
          index < results.size() ? Optional.of(results.get(index)) : Optional.empty();
      case Operand.Unknown unknown -> Optional.of(unknown);
      case Operand single -> index == 0 ? Optional.of(single) : Optional.empty();
    };
  }

  private Optional<OnnxOp> reader(NodeProto node, Origin origin) {
    String domain = Opsets.canonical(node.getDomain());
    String operator = (domain.isEmpty() ? "" : domain + ".") + node.getOpType();
    Optional<OnnxOp> op = OnnxOps.find(domain, node.getOpType());
    if (op.isEmpty()) {
      boolean own = functions.contains(Map.entry(domain, node.getOpType()));
      error(
          "onnx.operator.unsupported",
          origin,
          "operator " + operator + (own ? ", a function of the model," : "") + " is not supported",
          own ? "inline the model's functions first" : OnnxOps.suggestion(node.getOpType()));
    } else if (opsets.version(domain).isEmpty()) {
      error(
          "onnx.opset.missing",
          origin,
          "operator " + operator + " is of an operator set that the model does not import",
          "");
      return Optional.empty();
    }
    return op;
  }

  private Operand read(OnnxOp op, NodeProto node, Origin origin) {
    Call call = new Call(node, origin, opsets, options.weights(), scope);
    try {
      Operand result = op.reader().read(call);
      call.refuseUnread();
      return result;
    } catch (Refusal refusal) {
      call.report(refusal);
    } catch (TypeException e) {
      call.report(new Refusal("onnx.type", String.valueOf(e.getMessage()), ""));
    } catch (IndexOutOfBoundsException e) {
      call.report(new Refusal("onnx.index", String.valueOf(e.getMessage()), ""));
    } catch (IllegalArgumentException | ArithmeticException e) {
      // Extents beyond 2^63 and the like, which shapes refuse wherever they are computed.
      call.report(new Refusal("onnx.type", String.valueOf(e.getMessage()), ""));
    } finally {
      call.attributes().refuseUnread();
    }
    return new Operand.Unknown();
  }

  /** Reports operands that nothing has defined, once each. */
  private void checkNames(NodeProto node, Origin origin) {
    for (String name : node.getInputList()) {
      if (!name.isEmpty() && scope.find(name).isEmpty() && missing.add(name)) {
        error(
            "onnx.value.missing",
            origin,
            "it reads " + name + ", which nothing before it computes",
            "nodes must stand in the order in which they compute");
      }
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
      switch (scope.find(name).orElse(null)) {
        case null ->
            error("onnx.value.missing", model.part(name), "nothing computes this output", "");
        case Operand.Computed(var value) -> scope.output(name, value);
        case Stored stored -> {
          switch (stored.weight()) {
            case Result.Ok<?> _ -> scope.output(name, stored.value(scope));
            case Result.Failed<?>(var diagnostics) -> diagnostics.forEach(scope::report);
          }
        }
        case Operand.Sequence _, Operand.Several _ ->
            error("onnx.output.type", model.part(name), "this output is not a tensor", "");
        case Operand.Unknown _ -> {}
      }
    }
  }

  private void error(String code, Origin origin, String text, String hint) {
    scope.report(Diagnostic.error(code, origin, text, hint));
  }
}
