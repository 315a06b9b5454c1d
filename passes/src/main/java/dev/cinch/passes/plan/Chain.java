// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.plan;

import dev.cinch.ir.Diagnostic;
import dev.cinch.ir.Graph;
import dev.cinch.ir.Node;
import dev.cinch.ir.Result;
import dev.cinch.ir.Value;
import dev.cinch.ir.number.Fixed;
import dev.cinch.ir.number.Overflow;
import dev.cinch.ir.number.Rounding;
import dev.cinch.ir.op.Cast;
import dev.cinch.ir.op.Contraction;
import dev.cinch.ir.op.Conv;
import dev.cinch.ir.op.MatMul;
import dev.cinch.ir.op.MaxPool;
import dev.cinch.ir.op.Op;
import dev.cinch.ir.op.Relu;
import dev.cinch.ir.op.Reshape;
import dev.cinch.ir.op.Transpose;
import dev.cinch.ir.tensor.Shape;
import dev.cinch.target.design.MaxPooling;
import dev.cinch.target.design.Plane;
import dev.cinch.target.design.Rectify;
import dev.cinch.target.design.Requantize;
import dev.cinch.target.design.Stage;
import dev.cinch.target.design.Stream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Follows a graph's integer region from its input and turns each step into a stage. */
final class Chain {

  /** Beyond these every number saturates, or becomes 0 or -1, and the weight image has a byte. */
  private static final int LEAST_SHIFT = -62;

  private static final int GREATEST_SHIFT = 127;
  private static final String SHIFT_HINT = "choose formats anew: cinch compress --recipe fixed";

  private final Graph graph;
  private final List<Diagnostic> problems = new ArrayList<>();
  private final List<Stage> stages = new ArrayList<>();

  private Chain(Graph graph) {
    this.graph = graph;
  }

  /** The stages, or everything that has none. */
  static Result<List<Stage>> read(Graph graph, Value input) {
    Chain chain = new Chain(graph);
    Node start = graph.node(input);
    chain.follow(start);
    if (!chain.problems.isEmpty()) {
      return new Result.Failed<>(chain.problems);
    }
    if (chain.stages.isEmpty()) {
      return Result.failed(problem(start, "no layer follows that hardware could compute", ""));
    }
    return Result.ok(chain.stages);
  }

  private void follow(Node start) {
    Node node = start;
    Optional<Stream> stream = entry(start);
    while (true) {
      Optional<Node> next = onlyUse(node);
      if (next.isEmpty() || isExit(next.get())) {
        return;
      }
      if (stream.isEmpty()) {
        // A region that cannot be streamed: name every layer that has no stage, not only the first.
        supported(next.get());
        node = next.get();
        continue;
      }
      Step step = step(next.get(), stream.get());
      node = step.last;
      stream = step.stream;
    }
  }

  private record Step(Node last, Optional<Stream> stream) {}

  private Step step(Node node, Stream in) {
    return switch (node.op()) {
      case Contraction _ -> engine(node, in);
      case MaxPool(var window) when window.axes() == 2 -> {
        if (!in.isNatural()) {
          yield refuse(node, "pools a transposed tensor", "keep NCHW until the last plane");
        }
        Stream out = Stream.of(in.number(), plane(node.type().shape()).orElseThrow());
        stages.add(new MaxPooling(node.name(), in, out, node.out(), window));
        yield new Step(node, Optional.of(out));
      }
      case Relu _ -> {
        stages.add(new Rectify(node.name(), in, in, node.out()));
        yield new Step(node, Optional.of(in));
      }
      case Cast cast when isRequantizing(cast) -> {
        Stream out = in.with((Fixed) cast.to());
        if (!isShiftable(in.number(), out.number())) {
          yield refuse(node, shiftText(in.number(), out.number()), SHIFT_HINT);
        }
        stages.add(new Requantize(node.name(), in, out, node.out()));
        yield new Step(node, Optional.of(out));
      }
      case Reshape _ ->
          new Step(
              node, stages.isEmpty() ? entry(node).or(() -> Optional.of(in)) : reshape(node, in));
      case Transpose(var permutation) -> transpose(node, permutation, in);
      case Op _ -> {
        supported(node);
        yield new Step(node, Optional.empty());
      }
    };
  }

  /** A dense layer or convolution with the activation and the cast that follow it. */
  private Step engine(Node node, Stream in) {
    Optional<String> obstacle = EngineStage.obstacle(graph, node, in);
    if (obstacle.isPresent()) {
      return refuse(node, obstacle.get(), "");
    }
    Node last = node;
    boolean relu = false;
    Optional<Node> next = fusible(last);
    if (next.isPresent() && next.get().op() instanceof Relu) {
      relu = true;
      last = next.get();
      next = fusible(last);
    }
    Optional<Fixed> to = Optional.empty();
    if (next.isPresent()
        && next.get().op() instanceof Cast cast
        && isRequantizing(cast)
        && cast.to() instanceof Fixed fixed) {
      if (!isShiftable(node.type().fixed(), fixed)) {
        return refuse(next.get(), shiftText(node.type().fixed(), fixed), SHIFT_HINT);
      }
      to = Optional.of(fixed);
      last = next.get();
    }
    var engine = EngineStage.of(graph, node, in, last.out(), relu, to);
    stages.add(engine);
    return new Step(last, Optional.of(engine.out()));
  }

  private Optional<Node> fusible(Node node) {
    List<Node> uses = graph.uses(node.out());
    boolean only = uses.size() == 1 && !graph.isOutput(node.out());
    return only ? Optional.of(uses.get(0)) : Optional.empty();
  }

  private Optional<Node> onlyUse(Node node) {
    List<Node> uses = graph.uses(node.out());
    int readers = uses.size() + (graph.isOutput(node.out()) ? 1 : 0);
    if (readers > 1) {
      problems.add(
          problem(
              node,
              "is read " + readers + " times, and the stages of a design form a chain",
              "branches are not built yet"));
      return Optional.empty();
    }
    return uses.stream().findFirst();
  }

  private static boolean isShiftable(Fixed from, Fixed to) {
    int shift = from.fraction() - to.fraction();
    return shift >= LEAST_SHIFT && shift <= GREATEST_SHIFT;
  }

  private static String shiftText(Fixed from, Fixed to) {
    return "casts %s to %s, a shift by %d, and a stage shifts by %d to %d"
        .formatted(from, to, from.fraction() - to.fraction(), LEAST_SHIFT, GREATEST_SHIFT);
  }

  private static boolean isExit(Node node) {
    return !node.type().isFixed();
  }

  private static boolean isRequantizing(Cast cast) {
    return cast.to() instanceof Fixed
        && cast.rounding() == Rounding.HALF_UP
        && cast.overflow() == Overflow.SATURATE;
  }

  private Step transpose(Node node, List<Integer> permutation, Stream in) {
    if (permutation.size() != 4 || permutation.get(0) != 0) {
      return refuse(node, "moves the batch", "transpose only channels, rows and columns");
    }
    long[] strides = node.type().shape().strides();
    int[] of = new int[4];
    for (int axis = 0; axis < 4; axis++) {
      of[permutation.get(axis)] = (int) strides[axis];
    }
    if (!in.isNatural()) {
      return refuse(node, "transposes a tensor that is transposed already", "join the two");
    }
    return new Step(node, Optional.of(new Stream(in.number(), in.plane(), of[1], of[2], of[3])));
  }

  /** Flattening keeps every number where it is; other reshapes need a natural order. */
  private Optional<Stream> reshape(Node node, Stream in) {
    Optional<Plane> plane = plane(node.type().shape());
    boolean flat = plane.isPresent() && plane.get().places() == 1;
    if (flat || in.plane().places() == 1) {
      return Optional.of(flat ? in : Stream.of(in.number(), plane.orElse(in.plane())));
    }
    problems.add(problem(node, "reshapes a plane into another plane", "only flattening is built"));
    return Optional.empty();
  }

  /** The stream of a value whose order the host chooses. */
  private Optional<Stream> entry(Node node) {
    Optional<Plane> plane = plane(node.type().shape());
    if (plane.isEmpty() && !onlyReshaped(node)) {
      problems.add(
          problem(
              node,
              "is [" + node.type().shape() + "], and a stream is [1, n] or [1, c, h, w]",
              "export the model with batch 1"));
    }
    return plane.map(p -> Stream.of(node.type().fixed(), p));
  }

  private boolean onlyReshaped(Node node) {
    List<Node> uses = graph.uses(node.out());
    return uses.size() == 1 && uses.get(0).op() instanceof Reshape;
  }

  /** The plane of a batch-1 shape. */
  static Optional<Plane> plane(Shape shape) {
    boolean fits = shape.size() > 0 && shape.size() <= Integer.MAX_VALUE && shape.rank() > 1;
    if (!fits || shape.dim(0) != 1) {
      return Optional.empty();
    }
    return switch (shape.rank()) {
      case 2 -> Optional.of(new Plane((int) shape.dim(1), 1, 1));
      case 4 -> Optional.of(new Plane((int) shape.dim(1), (int) shape.dim(2), (int) shape.dim(3)));
      default -> Optional.empty();
    };
  }

  /** Reports a node that has no stage. */
  private void supported(Node node) {
    boolean known =
        switch (node.op()) {
          case Conv _, MatMul _, Relu _, Reshape _, Transpose _ -> true;
          case MaxPool(var window) -> window.axes() == 2;
          case Cast cast -> isRequantizing(cast);
          case Op _ -> false;
        };
    if (!known) {
      problems.add(
          problem(
              node,
              node.op().name() + " has no stage in an accelerator yet",
              "stages: dense, convolution, max pooling, relu, requantize"));
    }
  }

  private Step refuse(Node node, String text, String hint) {
    problems.add(problem(node, text, hint));
    return new Step(node, Optional.empty());
  }

  private static Diagnostic problem(Node node, String text, String hint) {
    return Diagnostic.error("plan.unsupported", node.origin().withName(node.name()), text, hint);
  }
}
