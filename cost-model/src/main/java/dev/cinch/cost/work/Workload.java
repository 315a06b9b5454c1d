// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cost.work;

import dev.cinch.ir.Diagnostic;
import dev.cinch.ir.Graph;
import dev.cinch.ir.Node;
import dev.cinch.ir.Result;
import dev.cinch.ir.Value;
import dev.cinch.ir.op.Add;
import dev.cinch.ir.op.BatchNorm;
import dev.cinch.ir.op.Binary;
import dev.cinch.ir.op.BitCast;
import dev.cinch.ir.op.Cast;
import dev.cinch.ir.op.Constant;
import dev.cinch.ir.op.Contraction;
import dev.cinch.ir.op.Conv;
import dev.cinch.ir.op.Input;
import dev.cinch.ir.op.MatMul;
import dev.cinch.ir.op.Move;
import dev.cinch.ir.op.Multiply;
import dev.cinch.ir.op.Op;
import dev.cinch.ir.op.Pool;
import dev.cinch.ir.op.Recurrent;
import dev.cinch.ir.op.Reduce;
import dev.cinch.ir.op.Relu;
import dev.cinch.ir.op.Reshape;
import dev.cinch.ir.op.Select;
import dev.cinch.ir.op.Softmax;
import dev.cinch.ir.op.Source;
import dev.cinch.ir.op.Unary;
import dev.cinch.ir.op.Window;
import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.weight.Dense;
import dev.cinch.ir.weight.Weight;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Says for each layer of a graph what it has to do. A layer is a node that inputs decide. */
public final class Workload {

  /**
   * A layer.
   *
   * @param node its node
   * @param work what it has to do
   */
  public record Layer(Node node, Work work) {

    /** The same layer with weights none of which is zero, and which no encoding makes shorter. */
    public Layer uncompressed() {
      return work instanceof Work.Products(var shape, var input, var weight, boolean isConvolution)
          ? new Layer(
              node, new Work.Products(shape, input, weight.map(Layer::plain), isConvolution))
          : this;
    }

    private static Weight plain(Weight weight) {
      Shape shape = weight.type().shape();
      float[] ones = new float[Math.toIntExact(shape.size())];
      Arrays.fill(ones, 1);
      return new Dense(Tensor.ofFloats(shape, ones));
    }
  }

  /** Operations of a number of a softmax: maximum, exponential, sum, division. */
  private static final int SOFTMAX_OPERATIONS = 4;

  private final Graph graph;
  private final boolean[] constant;
  private final List<Diagnostic> problems = new ArrayList<>();

  private Workload(Graph graph) {
    this.graph = graph;
    this.constant = new boolean[graph.nodes().size()];
  }

  /** The layers of a graph, in its order; or those that no model of a target knows. */
  public static Result<List<Layer>> of(Graph graph) {
    return new Workload(graph).layers();
  }

  private Result<List<Layer>> layers() {
    List<Layer> layers = new ArrayList<>();
    for (Node node : graph.nodes()) {
      boolean decided =
          !(node.op() instanceof Input)
              && node.in().stream().allMatch(operand -> constant[operand.id()]);
      constant[node.out().id()] = decided;
      if (!decided && !(node.op() instanceof Source)) {
        layers.add(new Layer(node, work(node)));
      }
    }
    return problems.isEmpty() ? Result.ok(layers) : new Result.Failed<>(problems);
  }

  private Work work(Node node) {
    return switch (node.op()) {
      case Contraction contraction -> products(node, contraction);
      case Pool pool -> streaming(node, size(node) * pool.window().taps());
      case Relu _, Cast _, Unary _ -> afterAnother(node);
      case Add _, Multiply _, BatchNorm _, BitCast _, Binary _, Select _ ->
          streaming(node, size(node));
      case Reduce _ -> streaming(node, size(graph.node(node.in().getFirst())));
      case Recurrent _ -> {
        problems.add(
            Diagnostic.error(
                "cost.unsupported",
                node.origin().withName(node.name()),
                "a recurrent layer, which no model of a target knows yet",
                ""));
        yield new Work.View();
      }
      case Softmax _ -> streaming(node, SOFTMAX_OPERATIONS * size(node));
      case Reshape _ -> new Work.View();
      case Move _ -> streaming(node, 0);
      case Source source -> throw new IllegalStateException(source + " is no layer");
    };
  }

  private static long size(Node node) {
    return node.type().shape().size();
  }

  private Work streaming(Node node, long operations) {
    long in = node.in().stream().mapToLong(operand -> size(graph.node(operand))).sum();
    return new Work.Streaming(in, size(node), operations);
  }

  /** A function of single numbers costs no traffic where it alone reads what is computed. */
  private Work afterAnother(Node node) {
    Node before = graph.node(node.in().getFirst());
    boolean alone = graph.uses(before.out()).size() == 1 && !graph.isOutput(before.out());
    return alone && !(before.op() instanceof Input)
        ? new Work.Passing(size(node))
        : streaming(node, size(node));
  }

  private Work products(Node node, Contraction contraction) {
    Shape x = graph.node(node.in().get(0)).type().shape();
    Shape w = graph.node(node.in().get(1)).type().shape();
    Optional<LayerShape> shape =
        switch (contraction) {
          case Conv(var window, var groups) -> convolution(node, window, groups, x, w);
          case MatMul _ -> Optional.of(dense(node, w));
        };
    Optional<Weight> weight =
        constant[node.in().get(1).id()] ? Optional.of(weight(node.in().get(1))) : Optional.empty();
    return new Work.Products(
        shape.orElse(LayerShape.dense(1, 1, 1)),
        node.in().get(0),
        weight,
        contraction instanceof Conv);
  }

  private Optional<LayerShape> convolution(
      Node node, Window window, long groups, Shape x, Shape w) {
    if (window.axes() < 1 || window.axes() > 3) {
      problems.add(
          Diagnostic.error(
              "cost.axes",
              node.origin().withName(node.name()),
              "convolves " + window.axes() + " spatial axes, and the cost models know 1 to 3",
              ""));
      return Optional.empty();
    }
    int last = window.axes() - 1;
    Shape out = node.type().shape();
    Axis planes = last < 2 ? Axis.POINT : axis(window, 0, x, out);
    Axis rows = last == 0 ? Axis.POINT : axis(window, last - 1, x, out);
    return Optional.of(
        new LayerShape(
            Math.toIntExact(x.dim(0)),
            Math.toIntExact(groups),
            Math.toIntExact(w.dim(0) / groups),
            Math.toIntExact(w.dim(1)),
            planes,
            rows,
            axis(window, last, x, out)));
  }

  private static Axis axis(Window window, int axis, Shape x, Shape out) {
    return new Axis(
        Math.toIntExact(out.dim(axis + 2)),
        Math.toIntExact(x.dim(axis + 2)),
        Math.toIntExact(window.kernel().get(axis)),
        Math.toIntExact(window.strides().get(axis)),
        Math.toIntExact(window.dilations().get(axis)),
        Math.toIntExact(window.padsBegin().get(axis)));
  }

  /** A product of matrices: rows are a batch; matrices with weights of their own are groups. */
  private static LayerShape dense(Node node, Shape w) {
    Shape out = node.type().shape();
    long matrices = w.size(0, w.rank() - 2);
    long vectors = out.size() / out.dim(-1) / matrices;
    return new LayerShape(
        Math.toIntExact(vectors),
        Math.toIntExact(matrices),
        Math.toIntExact(w.dim(-1)),
        Math.toIntExact(w.dim(-2)),
        Axis.POINT,
        Axis.POINT);
  }

  private Weight weight(Value value) {
    return graph.node(value).op() instanceof Constant(var weight)
        ? weight
        : new Dense(tensor(value));
  }

  /** What constants alone decide. */
  private Tensor tensor(Value value) {
    Node node = graph.node(value);
    return switch (node.op()) {
      case Constant(var weight) -> weight.decode();
      case Op op -> op.eval(node.in().stream().map(this::tensor).toList(), node.type());
    };
  }
}
