// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu;

import dev.cinch.ir.Graph;
import dev.cinch.ir.GraphBuilder;
import dev.cinch.ir.Node;
import dev.cinch.ir.Value;
import dev.cinch.ir.op.Aggregate;
import dev.cinch.ir.op.BatchNorm;
import dev.cinch.ir.op.Concat;
import dev.cinch.ir.op.Constant;
import dev.cinch.ir.op.Conv;
import dev.cinch.ir.op.Elementwise;
import dev.cinch.ir.op.Gather;
import dev.cinch.ir.op.Input;
import dev.cinch.ir.op.MatMul;
import dev.cinch.ir.op.Move;
import dev.cinch.ir.op.Op;
import dev.cinch.ir.op.Pad;
import dev.cinch.ir.op.Pool;
import dev.cinch.ir.op.Recurrent;
import dev.cinch.ir.op.Reduce;
import dev.cinch.ir.op.Reshape;
import dev.cinch.ir.op.Slice;
import dev.cinch.ir.op.Softmax;
import dev.cinch.ir.op.Transpose;
import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import dev.cinch.ir.tensor.TensorWriter;
import dev.cinch.ir.weight.Dense;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A graph whose samples do not meet: which axis of each value they lie along, and the same graph
 * for fewer of them. Where an operator is not known to keep samples apart, they are taken to meet.
 */
final class Samples {

  /** The axis of a value that is the same for all samples. */
  private static final int NONE = -1;

  /** The axis of a value in which samples may have met. */
  private static final int UNKNOWN = -2;

  /**
   * First operand of a recurrent layer that has numbers for each sample, and how many there are.
   */
  private static final int STATES = 4;

  private static final int STATE_OPERANDS = 3;

  private final Graph graph;
  private final long count;
  private final int[] axes;

  private Samples(Graph graph, int axis) {
    this.graph = graph;
    this.count = graph.inputs().getFirst().type().shape().dim(axis);
    this.axes = new int[graph.nodes().size()];
    for (Node node : graph.nodes()) {
      axes[node.out().id()] = axis(node, axis);
    }
  }

  /** The samples of a graph, where it has several and they do not meet. */
  static Optional<Samples> of(Graph graph) {
    return IntStream.of(0, 1)
        .filter(axis -> haveSeveral(graph.inputs(), axis))
        .mapToObj(axis -> new Samples(graph, axis))
        .filter(samples ->
            graph.outputs().stream().allMatch(output -> samples.axis(output.value()) >= 0))
        .findFirst();
  }

  private static boolean haveSeveral(List<Node> inputs, int axis) {
    return !inputs.isEmpty()
        && inputs.stream().allMatch(input -> input.type().shape().rank() > axis)
        && inputs.stream().mapToLong(input -> input.type().shape().dim(axis)).distinct().count()
            == 1
        && inputs.getFirst().type().shape().dim(axis) > 1
        && inputs.stream().allMatch(input -> input.type().shape().size() > 0);
  }

  /** How many there are: more than one. */
  long count() {
    return count;
  }

  /** The axis of a value along which they lie; negative where they do not. */
  int axis(Value value) {
    return axes[value.id()];
  }

  private int axis(Node node, int given) {
    if (node.op() instanceof Input) {
      return given;
    }
    List<Value> in = node.in();
    if (in.stream().anyMatch(operand -> axis(operand) == UNKNOWN)) {
      return UNKNOWN;
    }
    if (in.stream().allMatch(operand -> axis(operand) == NONE)) {
      return NONE;
    }
    int first = axis(in.getFirst());
    return switch (node.op()) {
      case Elementwise _ -> broadcast(node, in, 0);
      case Conv _, Pool _ -> first == 0 && onlyFirst(in) ? 0 : UNKNOWN;
      case MatMul _ -> product(node);
      case BatchNorm _ -> first != 1 && onlyFirst(in) ? first : UNKNOWN;
      case Softmax(int axis) -> first == axis ? UNKNOWN : first;
      case Aggregate aggregate -> aggregate.axes().contains(first) ? UNKNOWN : first;
      case Recurrent _ -> recurrent(node);
      case Move move -> moved(move, node, first);
      case Reduce _ -> UNKNOWN;
      case Op _ -> UNKNOWN;
    };
  }

  private int moved(Move move, Node node, int first) {
    Shape x = shape(node.in().getFirst());
    return switch (move) {
      case Reshape(var shape) -> reshaped(x, shape, first);
      case Transpose(var permutation) -> permutation.indexOf(first);
      case Concat(int axis) -> axis != first && allAlong(node.in(), first) ? first : UNKNOWN;
      case Slice slice ->
          slice.shape().dim(first) == count && slice.steps().get(first) == 1 ? first : UNKNOWN;
      case Pad pad ->
          pad.begins().get(first) == 0 && pad.ends().get(first) == 0 && onlyFirst(node.in())
              ? first
              : UNKNOWN;
      case Gather(int axis) when first >= 0 && first != axis && onlyFirst(node.in()) ->
          first < axis ? first : first + shape(node.in().get(1)).rank() - 1;
      case Move _ -> UNKNOWN;
    };
  }

  private Shape shape(Value value) {
    return graph.node(value).type().shape();
  }

  private boolean onlyFirst(List<Value> in) {
    return in.stream().skip(1).allMatch(operand -> axis(operand) == NONE);
  }

  private boolean allAlong(List<Value> in, int axis) {
    return in.stream().allMatch(operand -> axis(operand) == axis);
  }

  /**
   * Operands whose last axes but some are aligned: samples along the same one, others along none.
   */
  private int broadcast(Node node, List<Value> in, int apart) {
    int rank = node.type().shape().rank();
    int result = UNKNOWN;
    for (Value operand : in) {
      if (axis(operand) >= 0) {
        int aligned = axis(operand) + rank - shape(operand).rank();
        boolean differs = result != UNKNOWN && result != aligned;
        if (differs || aligned >= rank - apart) {
          return UNKNOWN;
        }
        result = aligned;
      }
    }
    for (Value operand : in) {
      int axis = result - rank + shape(operand).rank();
      if (axis(operand) == NONE && axis >= 0 && shape(operand).dim(axis) != 1) {
        return UNKNOWN;
      }
    }
    return result;
  }

  /** Samples are matrices of a stack, or rows of a left matrix. */
  private int product(Node node) {
    List<Value> in = node.in();
    int rows = shape(in.get(0)).rank() - 2;
    if (axis(in.get(0)) == rows && onlyFirst(in)) {
      return node.type().shape().rank() - 2;
    }
    boolean biased = in.size() > 2 && axis(in.get(2)) != NONE;
    return biased ? UNKNOWN : broadcast(node, in.subList(0, 2), 2);
  }

  private static int reshaped(Shape from, Shape to, int axis) {
    long before = from.size(0, axis);
    return IntStream.range(0, to.rank())
        .filter(it -> to.size(0, it) == before && to.dim(it) == from.dim(axis))
        .findFirst()
        .orElse(UNKNOWN);
  }

  /** A recurrent layer with states of each sample, or with the same for all. */
  private int recurrent(Node node) {
    List<Value> in = node.in();
    for (int i = 1; i < in.size(); i++) {
      boolean state = isState(i);
      boolean fits =
          axis(in.get(i)) == NONE
              ? !state || rowsAreSame(in.get(i))
              : state && axis(in.get(i)) == 0;
      if (!fits) {
        return UNKNOWN;
      }
    }
    return axis(in.getFirst()) == 1 ? 1 : UNKNOWN;
  }

  private static boolean isState(int operand) {
    return operand >= STATES && operand < STATES + STATE_OPERANDS;
  }

  private boolean rowsAreSame(Value value) {
    if (!(graph.node(value).op() instanceof Constant(var weight))) {
      return false;
    }
    Tensor tensor = weight.decode();
    long length = tensor.size() / count;
    for (long i = length; i < tensor.size(); i++) {
      if (tensor.valueAt(i) != tensor.valueAt(i - length)) {
        return false;
      }
    }
    return true;
  }

  /**
   * The graph for fewer samples.
   *
   * @param fewer how many, at least 1
   */
  Graph graph(long fewer) {
    GraphBuilder builder = new GraphBuilder(graph.name());
    List<Value> values = new ArrayList<>();
    for (Node node : graph.nodes()) {
      int axis = axis(node.out());
      Op op =
          switch (node.op()) {
            case Input(var type) -> new Input(type.with(type.shape().with(axis, fewer)));
            case Reshape(var shape) when axis >= 0 -> new Reshape(shape.with(axis, fewer));
            case Slice slice when axis >= 0 ->
                new Slice(slice.starts(), slice.steps(), slice.shape().with(axis, fewer));
            case Op other -> other;
          };
      List<Value> in = new ArrayList<>();
      for (int i = 0; i < node.in().size(); i++) {
        Value operand = node.in().get(i);
        boolean cut = op instanceof Recurrent && isState(i) && axis(operand) == NONE;
        in.add(cut ? rows(builder, operand, fewer) : values.get(operand.id()));
      }
      values.add(builder.add(op, in, node.origin()));
    }
    graph.outputs().forEach(it -> builder.output(it.name(), values.get(it.value().id())));
    return builder.build();
  }

  /** The first rows of a constant whose rows are the same. */
  private Value rows(GraphBuilder builder, Value value, long rows) {
    Node node = graph.node(value);
    Tensor all = ((Constant) node.op()).weight().decode();
    TensorType type = all.type().with(all.shape().with(0, rows));
    TensorWriter first = Tensor.writer(type);
    first.segment().copyFrom(all.segment().asSlice(0, first.segment().byteSize()));
    return builder.constant(node.name(), new Dense(first.finish()));
  }
}
