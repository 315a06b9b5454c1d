// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.operator;

import dev.cinch.frontend.proto.FunctionProto;
import dev.cinch.frontend.proto.GraphProto;
import dev.cinch.frontend.proto.NodeProto;
import dev.cinch.frontend.proto.TensorProto;
import dev.cinch.frontend.proto.ValueInfoProto;
import dev.cinch.ir.Diagnostic;
import dev.cinch.ir.Origin;
import dev.cinch.ir.op.TypeException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;

/**
 * Imports nodes one after the other, in a scope. It goes on after a problem; what depends on a
 * problem is not reported again.
 */
final class Nodes {

  /** Functions within functions. */
  private static final int DEEPEST = 64;

  /** Nodes of a whole import, those of unrolled loops and of functions counted each time. */
  private static final int MOST = 250_000;

  private final Functions functions;
  private final WeightSource weights;
  private final Opsets opsets;
  private final Scope scope;
  private final Set<FunctionProto> callers;
  private final Set<String> used = new HashSet<>();
  private final Set<String> missing = new HashSet<>();

  /** Imports for a whole model. */
  Nodes(Functions functions, WeightSource weights, Opsets opsets, Scope scope) {
    this(functions, weights, opsets, scope, Set.of());
  }

  private Nodes(
      Functions functions,
      WeightSource weights,
      Opsets opsets,
      Scope scope,
      Set<FunctionProto> callers) {
    this.functions = functions;
    this.weights = weights;
    this.opsets = opsets;
    this.scope = scope;
    this.callers = callers;
  }

  /**
   * Imports a list of nodes.
   *
   * @param origins where each stands
   * @param results names that are read afterwards
   */
  void run(List<NodeProto> nodes, IntFunction<Origin> origins, List<String> results) {
    nodes.forEach(node -> used.addAll(node.getInputList()));
    used.addAll(results);
    for (int i = 0; i < nodes.size(); i++) {
      node(nodes.get(i), origins.apply(i));
    }
  }

  /**
   * The results of the graph of an attribute, which sees what is around its node.
   *
   * @param inputs what its inputs stand for
   */
  List<Operand> subgraph(GraphProto body, Origin around, List<Operand> inputs) {
    if (body.getInputCount() != inputs.size()) {
      throw new Refusal(
          "onnx.graph.inputs",
          "its graph "
              + body.getName()
              + " takes "
              + body.getInputCount()
              + " inputs, not "
              + inputs.size(),
          "");
    }
    Scope inner = scope.inner();
    for (TensorProto tensor : body.getInitializerList()) {
      inner.define(tensor.getName(), scope.stored(tensor.getName(), tensor, around));
    }
    for (int i = 0; i < inputs.size(); i++) {
      inner.define(body.getInput(i).getName(), inputs.get(i));
    }
    List<String> results = body.getOutputList().stream().map(ValueInfoProto::getName).toList();
    return new Nodes(functions, weights, opsets, inner, callers)
        .results(body.getNodeList(), around, results);
  }

  private List<Operand> results(List<NodeProto> nodes, Origin around, List<String> names) {
    run(nodes, i -> around.withName(Model.layer(nodes.get(i))), names);
    List<Operand> results = new ArrayList<>();
    for (String name : names) {
      Optional<Operand> operand = scope.find(name);
      if (operand.isEmpty() && !name.isEmpty()) {
        error("onnx.value.missing", around, "nothing computes " + name, "");
      }
      results.add(operand.orElseGet(Operand.Unknown::new));
    }
    return results;
  }

  /** The results of a call of a function. */
  private Operand call(FunctionProto function, NodeProto node, Origin origin) {
    Set<FunctionProto> calling = Collections.newSetFromMap(new IdentityHashMap<>());
    calling.addAll(callers);
    if (!calling.add(function)) {
      error("onnx.function.depth", origin, "function " + function.getName() + " calls itself", "");
      return new Operand.Unknown();
    }
    if (calling.size() > DEEPEST) {
      String text = "functions call each other more than " + DEEPEST + " deep";
      error("onnx.function.depth", origin, text, "");
      return new Operand.Unknown();
    }
    Scope inner = scope.apart();
    for (int i = 0; i < Math.min(function.getInputCount(), node.getInputCount()); i++) {
      String given = node.getInput(i);
      if (!given.isEmpty()) {
        inner.define(function.getInput(i), scope.find(given).orElseGet(Operand.Unknown::new));
      }
    }
    // An operand that is left out is one that nothing defines, and so may be left out again.
    for (int i = 0; i < function.getInputCount(); i++) {
      if (i >= node.getInputCount() || node.getInput(i).isEmpty()) {
        inner.leaveOut(function.getInput(i));
      }
    }
    Opsets own = new Opsets(function.getOpsetImportList(), opsets);
    return new Operand.Several(
        new Nodes(functions, weights, own, inner, calling)
            .results(Functions.body(function, node), origin, function.getOutputList()));
  }

  private void node(NodeProto node, Origin origin) {
    if (scope.countNode() > MOST) {
      throw new Refusal(
          "onnx.model.large", "loops and functions make more than " + MOST + " nodes", "");
    }
    Operand result = imported(node, origin);
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

  private Operand imported(NodeProto node, Origin origin) {
    Optional<FunctionProto> function = functions.find(node);
    if (function.isPresent()) {
      return call(function.get(), node, origin);
    }
    return reader(node, origin).map(op -> read(op, node, origin)).orElseGet(Operand.Unknown::new);
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
      error(
          "onnx.operator.unsupported",
          origin,
          "operator " + operator + " is not supported",
          OnnxOps.suggestion(node.getOpType()));
    } else if (opsets.version(domain).isEmpty() && !domain.equals(OnnxOps.QONNX)) {
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
    Call call = new Call(node, origin, opsets, weights, scope, this);
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
      boolean undefined = scope.find(name).isEmpty() && !scope.isLeftOut(name);
      if (!name.isEmpty() && undefined && missing.add(name)) {
        error(
            "onnx.value.missing",
            origin,
            "it reads " + name + ", which nothing before it computes",
            "nodes must stand in the order in which they compute");
      }
    }
  }

  private void error(String code, Origin origin, String text, String hint) {
    scope.report(Diagnostic.error(code, origin, text, hint));
  }
}
