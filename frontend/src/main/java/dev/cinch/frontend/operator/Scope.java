// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.operator;

import dev.cinch.frontend.proto.SparseTensorProto;
import dev.cinch.frontend.proto.TensorProto;
import dev.cinch.frontend.tensor.ExternalData;
import dev.cinch.ir.Diagnostic;
import dev.cinch.ir.Graph;
import dev.cinch.ir.GraphBuilder;
import dev.cinch.ir.Origin;
import dev.cinch.ir.Value;
import dev.cinch.ir.op.Contraction;
import dev.cinch.ir.op.Elementwise;
import dev.cinch.ir.op.Move;
import dev.cinch.ir.op.Normalize;
import dev.cinch.ir.op.Op;
import dev.cinch.ir.op.Pool;
import dev.cinch.ir.op.Recurrent;
import dev.cinch.ir.op.Reduce;
import dev.cinch.ir.op.Source;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import dev.cinch.ir.weight.Weight;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A graph while it is imported: the values that names stand for, small tensors that are known
 * before anything runs, and every problem found so far.
 */
final class Scope {

  /** Tensors up to this size are computed during import: they may be somebody's shape. */
  private static final long KNOWN_SIZE = 1024;

  /** What scopes within scopes share: the graph, and what is known of it. */
  private static final class Shared {
    private final GraphBuilder builder;
    private final Set<String> layers;
    private final InputNumbers inputs;
    private final ExternalData external;
    private final Map<Value, Tensor> known = new HashMap<>();
    private final Set<String> bound = new TreeSet<>();
    private final Set<Diagnostic> diagnostics = new LinkedHashSet<>();
    private int nodes;

    private Shared(GraphBuilder builder, Set<String> layers, ImportOptions options) {
      this.builder = builder;
      this.layers = layers;
      this.inputs = options.inputs();
      this.external = options.external();
    }
  }

  private final Shared shared;
  private final Optional<Scope> around;
  private final Set<String> leftOut = new HashSet<>();
  private final GraphBuilder builder;
  private final Map<String, Operand> operands = new HashMap<>();
  private final Map<Value, Tensor> known;

  /**
   * Starts a graph.
   *
   * @param layers names of its nodes, which constants must not take from them
   * @param options what the file leaves open
   */
  Scope(String name, Set<String> layers, ImportOptions options) {
    this(new Shared(new GraphBuilder(name), layers, options), Optional.empty());
  }

  private Scope(Shared shared, Optional<Scope> around) {
    this.shared = shared;
    this.around = around;
    this.builder = shared.builder;
    this.known = shared.known;
  }

  /** A scope of the same graph that sees this one's names, as the graph of an attribute does. */
  Scope inner() {
    return new Scope(shared, Optional.of(this));
  }

  /** A scope of the same graph with names of its own, as the body of a function has. */
  Scope apart() {
    return new Scope(shared, Optional.empty());
  }

  /** Counts a node that is imported. */
  int countNode() {
    return ++shared.nodes;
  }

  /** Numbers that the model holds in a message. */
  Stored stored(String name, TensorProto proto, Origin origin) {
    return Stored.of(name, proto, origin, shared.external);
  }

  /** Numbers that the model holds in a message, most of them zero. */
  Stored stored(String name, SparseTensorProto proto, Origin origin) {
    return Stored.of(name, proto, origin, shared.external);
  }

  /** Where bytes are that lie beside the model. */
  ExternalData external() {
    return shared.external;
  }

  Value input(String name, TensorType type) {
    return builder.input(name, type);
  }

  Value constant(String name, Weight weight) {
    Value value = builder.constant(shared.layers.contains(name) ? name + "_value" : name, weight);
    if (weight.type().shape().size() <= KNOWN_SIZE) {
      known.put(value, weight.decode());
    }
    return value;
  }

  Value add(Op op, List<Value> in, Origin origin) {
    Value value = builder.add(op, in, origin);
    if (isCheap(op) && type(value).shape().size() <= KNOWN_SIZE) {
      List<Tensor> operandTensors = new ArrayList<>();
      in.forEach(operand -> known(operand).ifPresent(operandTensors::add));
      if (operandTensors.size() == in.size()) {
        known.put(value, op.eval(operandTensors, type(value)));
      }
    }
    return value;
  }

  /** Gives the node that was added last the name of its layer; others keep theirs. */
  Value finish(Value value, Origin layer) {
    boolean isStep = value.name().startsWith(layer.name() + "_");
    if (!builder.isLast(value) || !isStep || builder.node(value).in().isEmpty()) {
      return value;
    }
    Value renamed = builder.rename(value, layer);
    Tensor numbers = known.remove(value);
    if (numbers != null) {
      known.put(renamed, numbers);
    }
    return renamed;
  }

  private static boolean isCheap(Op op) {
    return switch (op) {
      case Move _, Elementwise _, Reduce _ -> true;
      case Source _, Contraction _, Pool _, Normalize _, Recurrent _ -> false;
    };
  }

  TensorType type(Value value) {
    return builder.type(value);
  }

  /** The numbers of a small value that depends on no input. */
  Optional<Tensor> known(Value value) {
    return Optional.ofNullable(known.get(value));
  }

  /**
   * The numbers of a value that the shape of the graph depends on: computed, where it depends on
   * constants and on inputs whose numbers were given for this.
   */
  Optional<Tensor> decided(Value value) {
    if (!known.containsKey(value)) {
      new Decision(builder, shared.inputs, known).of(value).ifPresent(shared.bound::addAll);
    }
    return known(value);
  }

  /** Inputs for whose given numbers the graph is. */
  Set<String> bound() {
    return shared.bound;
  }

  /** What a name stands for; empty when nothing has defined it so far. */
  Optional<Operand> find(String name) {
    Operand own = operands.get(name);
    return own != null ? Optional.of(own) : around.flatMap(scope -> scope.find(name));
  }

  /** Gives a name its meaning, and says whether it had none before. */
  boolean define(String name, Operand operand) {
    return operands.putIfAbsent(name, operand) == null;
  }

  /** Says that a name stands for an operand that the call of a function leaves out. */
  void leaveOut(String name) {
    leftOut.add(name);
  }

  /** Whether a name stands for an operand that is left out. */
  boolean isLeftOut(String name) {
    return leftOut.contains(name) || around.map(scope -> scope.isLeftOut(name)).orElse(false);
  }

  void report(Diagnostic diagnostic) {
    shared.diagnostics.add(diagnostic);
  }

  List<Diagnostic> diagnostics() {
    return List.copyOf(shared.diagnostics);
  }

  void output(String name, Value value) {
    builder.output(name, value);
  }

  Graph build() {
    return builder.build();
  }
}
