// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.operator;

import dev.cinch.frontend.proto.GraphProto;
import dev.cinch.frontend.proto.NodeProto;
import dev.cinch.ir.Diagnostic;
import dev.cinch.ir.Origin;
import dev.cinch.ir.Result;
import dev.cinch.ir.Value;
import dev.cinch.ir.op.Op;
import dev.cinch.ir.op.TypeException;
import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import dev.cinch.ir.weight.Weight;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.LongStream;

/**
 * One node of the model as an import function sees it: attributes, operands, and a way to answer.
 */
final class Call {

  private final NodeProto node;
  private final Origin origin;
  private final Opsets opsets;
  private final WeightSource weights;
  private final Scope scope;
  private final Nodes nodes;
  private final Attributes attributes;
  private final BitSet read = new BitSet();

  /**
   * An import of a node that stands at {@code origin}, under the name that its layer shall have.
   */
  Call(
      NodeProto node,
      Origin origin,
      Opsets opsets,
      WeightSource weights,
      Scope scope,
      Nodes nodes) {
    this.node = node;
    this.origin = origin;
    this.opsets = opsets;
    this.weights = weights;
    this.scope = scope;
    this.nodes = nodes;
    this.attributes = new Attributes(node.getAttributeList(), this::report);
  }

  /** The version of ONNX's operator set that gives the node its meaning. */
  long opset() {
    return opsets.version(node.getDomain()).orElse(1L);
  }

  /**
   * Whether integer arithmetic is exact, with results as wide as they need to be, as it is in
   * models that import {@code dev.cinch}; else it wraps around in the operands' format.
   */
  boolean exactIntegers() {
    return opsets.version(OnnxOps.CINCH).isPresent();
  }

  Scope scope() {
    return scope;
  }

  /** Where weights are that the model only names. */
  WeightSource weights() {
    return weights;
  }

  Attributes attributes() {
    return attributes;
  }

  /** The layer's name. */
  String name() {
    return origin.name();
  }

  Origin origin() {
    return origin;
  }

  /** The operator's name, with its domain where that is not ONNX's. */
  String operator() {
    String domain = Opsets.canonical(node.getDomain());
    return domain.isEmpty() ? node.getOpType() : domain + "." + node.getOpType();
  }

  /** How many operands are written, those left out in between included. */
  int operands() {
    return node.getInputCount();
  }

  /** Whether an operand is given. */
  boolean has(int index) {
    read.set(index);
    return index < node.getInputCount()
        && !node.getInput(index).isEmpty()
        && !scope.isLeftOut(node.getInput(index));
  }

  /** The results of the graph of an attribute for given inputs. */
  List<Operand> run(GraphProto body, List<Operand> inputs) {
    return nodes.subgraph(body, origin, inputs);
  }

  /** An operand as a value of the graph. */
  Value in(int index) {
    return switch (operand(index)) {
      case Operand.Computed(var value) -> value;
      case Stored stored -> {
        requireReadable(stored);
        yield stored.value(scope);
      }
      case Operand.Sequence _, Operand.Maybe _, Operand.Several _ -> throw notATensor(index);
      case Operand.Unknown _ -> throw Refusal.reported();
    };
  }

  private static Refusal notATensor(int index) {
    return new Refusal(
        "onnx.operand.type", "operand " + (index + 1) + " is a sequence, not a tensor", "");
  }

  /** What an operand or a result stands for, as a value of the graph. */
  Value value(Operand operand) {
    return switch (operand) {
      case Operand.Computed(var value) -> value;
      case Stored stored -> {
        requireReadable(stored);
        yield stored.value(scope);
      }
      case Operand.Unknown _ -> throw Refusal.reported();
      case Operand.Sequence _, Operand.Maybe _, Operand.Several _ ->
          throw new Refusal(
              "onnx.operand.type", "a sequence or an optional where a tensor is needed", "");
    };
  }

  /** The elements of an operand that is a sequence. */
  List<Operand> sequence(int index) {
    return switch (operand(index)) {
      case Operand.Sequence(var elements) -> elements;
      case Operand _ ->
          throw new Refusal(
              "onnx.operand.type", "operand " + (index + 1) + " is not a sequence", "");
    };
  }

  /** An operand that may be left out. */
  Optional<Value> optional(int index) {
    return has(index) ? Optional.of(in(index)) : Optional.empty();
  }

  /** How many results the node names. */
  int results() {
    return node.getOutputCount();
  }

  /** Whether somebody reads a result. */
  boolean wants(int index) {
    return index < node.getOutputCount() && !node.getOutput(index).isEmpty();
  }

  /** An operand under whatever form the model has it. */
  Operand operand(int index) {
    if (!has(index)) {
      throw new Refusal("onnx.operand.missing", "operand " + (index + 1) + " is missing", "");
    }
    // The importer has reported names that nothing defines.
    Operand operand = scope.find(node.getInput(index)).orElseThrow(Refusal::reported);
    if (operand instanceof Operand.Unknown) {
      throw Refusal.reported();
    }
    return operand;
  }

  TensorType type(int index) {
    return switch (operand(index)) {
      case Operand.Computed(var value) -> scope.type(value);
      case Stored stored -> requireReadable(stored).type();
      case Operand.Sequence _, Operand.Maybe _, Operand.Several _ -> throw notATensor(index);
      case Operand.Unknown _ -> throw Refusal.reported();
    };
  }

  Shape shape(int index) {
    return type(index).shape();
  }

  /** An operand's numbers, where they are known before anything runs. */
  Optional<Tensor> constant(int index) {
    return constant(operand(index), scope::known);
  }

  /** The numbers of an operand on which the graph's shape depends. */
  Tensor decided(int index, String what) {
    return decided(operand(index), what);
  }

  /** The numbers of an operand or a result on which the graph's shape depends. */
  Tensor decided(Operand operand, String what) {
    return constant(operand, scope::decided)
        .orElseThrow(() ->
            new Refusal(
                "onnx.operand.dynamic",
                what + " is computed when the model runs, which is not supported",
                "export with fixed extents, or fold constants first"));
  }

  private Optional<Tensor> constant(Operand operand, Function<Value, Optional<Tensor>> computed) {
    return switch (operand) {
      case Operand.Computed(var value) -> computed.apply(value);
      case Stored stored -> {
        requireReadable(stored);
        yield Optional.of(stored.tensor());
      }
      case Operand.Unknown _ -> throw Refusal.reported();
      case Operand.Sequence _, Operand.Maybe _, Operand.Several _ ->
          throw new Refusal(
              "onnx.operand.type", "a sequence or an optional where a tensor is needed", "");
    };
  }

  /** The integers of an operand on which the graph's shape depends. */
  List<Long> integers(int index, String what) {
    Tensor tensor = decided(index, what);
    if (!tensor.type().isFixed()) {
      throw new Refusal("onnx.operand.type", what + " is " + tensor.type(), "");
    }
    return LongStream.range(0, tensor.size()).mapToObj(tensor::rawAt).toList();
  }

  /** The one integer of an operand on which the graph's shape depends. */
  long integer(int index, String what) {
    List<Long> all = integers(index, what);
    requireOne(all.size(), what);
    return all.getFirst();
  }

  /** The one number, of any format, of an operand on which the graph's shape depends. */
  double number(int index, String what) {
    Tensor tensor = decided(index, what);
    requireOne(tensor.size(), what);
    return tensor.valueAt(0);
  }

  private static void requireOne(long count, String what) {
    if (count != 1) {
      throw new TypeException(what + " is " + count + " numbers");
    }
  }

  /** The numbers of an operand that the node holds itself; the node fails without them. */
  Weight readable(Stored stored) {
    return requireReadable(stored);
  }

  private Weight requireReadable(Stored stored) {
    return switch (stored.weight()) {
      case Result.Ok<Weight>(var weight, _) -> weight;
      case Result.Failed<Weight>(var diagnostics) -> {
        diagnostics.forEach(scope::report);
        throw Refusal.reported();
      }
    };
  }

  /** The node's result, under the layer's name. */
  Operand give(Op op, Value... in) {
    return new Operand.Computed(scope.add(op, List.of(in), origin));
  }

  /** A result on the way, named after the layer. */
  Value step(String suffix, Op op, Value... in) {
    return scope.add(op, List.of(in), origin.withName(name() + "_" + suffix));
  }

  /** Numbers that the import made from others. */
  Value constant(String constantName, Tensor tensor) {
    return Stored.of(constantName, tensor).value(scope);
  }

  /** An operand that does not matter here. */
  void ignoreOperand(int index) {
    read.set(index);
  }

  /** Refuses operands that the import has not asked for. */
  void refuseUnread() {
    for (int i = read.nextClearBit(0); i < node.getInputCount(); i = read.nextClearBit(i + 1)) {
      if (!node.getInput(i).isEmpty() && !scope.isLeftOut(node.getInput(i))) {
        report(new Refusal("onnx.operand.unknown", "operand " + (i + 1) + " is not known", ""));
      }
    }
  }

  /** Reports a problem and goes on, so that one run finds them all. */
  void report(Refusal refusal) {
    if (!refusal.isReported()) {
      scope.report(
          Diagnostic.error(
              refusal.code(), origin, operator() + ": " + refusal.text(), refusal.hint()));
    }
  }
}
