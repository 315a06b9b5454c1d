// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.adapt;

import dev.cinch.ir.Diagnostic;
import dev.cinch.ir.Graph;
import dev.cinch.ir.GraphBuilder;
import dev.cinch.ir.Node;
import dev.cinch.ir.Origin;
import dev.cinch.ir.Result;
import dev.cinch.ir.Value;
import dev.cinch.ir.op.Add;
import dev.cinch.ir.op.Input;
import dev.cinch.ir.op.Multiply;
import dev.cinch.ir.op.Transpose;
import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import dev.cinch.ir.tensor.TensorWriter;
import dev.cinch.ir.weight.Dense;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Puts an adaptation in front of a graph, as a product, a sum and a transposition, where they are
 * needed. The input keeps its name and takes raw data from then on, images as NCHW.
 */
public final class AdaptInput {

  private static final List<Integer> TO_NHWC = List.of(0, 2, 3, 1);

  private AdaptInput() {}

  /** The graph behind the adaptation, or why it does not fit the graph's input. */
  public static Result<Graph> run(Graph graph, InputAdaptation adaptation) {
    if (adaptation.isIdentity()) {
      return Result.ok(graph);
    }
    Optional<String> obstacle = obstacle(graph, adaptation);
    if (obstacle.isPresent()) {
      Origin origin = Origin.named("--input " + adaptation);
      return Result.failed(Diagnostic.error("input.fit", origin, obstacle.get(), ""));
    }
    GraphBuilder out = new GraphBuilder(graph.name());
    Value[] copies = new Value[graph.nodes().size()];
    for (Node node : graph.nodes()) {
      List<Value> in = node.in().stream().map(operand -> copies[operand.id()]).toList();
      copies[node.out().id()] =
          node.op() instanceof Input
              ? adapted(node, adaptation, out)
              : out.add(node.op(), in, node.origin());
    }
    graph.outputs().forEach(o -> out.output(o.name(), copies[o.value().id()]));
    return Result.ok(out.build());
  }

  private static Optional<String> obstacle(Graph graph, InputAdaptation adaptation) {
    if (graph.inputs().size() != 1) {
      return Optional.of("the model has " + graph.inputs().size() + " inputs, not one");
    }
    Node input = graph.inputs().getFirst();
    Shape shape = input.type().shape();
    String named = input.name() + " [" + shape + "]";
    if (!input.type().isFloat()) {
      return Optional.of("input " + named + " takes " + input.type().number() + ", not floats");
    }
    if (adaptation.layout() == Layout.NHWC && shape.rank() != 4) {
      return Optional.of("input " + named + " has no axes N, H, W, C");
    }
    long channels = channels(shape, adaptation.layout());
    return adaptation.channels() == 1 || adaptation.channels() == channels
        ? Optional.empty()
        : Optional.of(
            "numbers for %d channels, but input %s has %d"
                .formatted(adaptation.channels(), named, channels));
  }

  private static long channels(Shape shape, Layout layout) {
    return switch (layout) {
      case NCHW -> shape.rank() < 2 ? 1 : shape.dim(1);
      case NHWC -> shape.dim(3);
    };
  }

  private static Value adapted(Node input, InputAdaptation adaptation, GraphBuilder out) {
    Shape wanted = input.type().shape();
    boolean moves = adaptation.layout() == Layout.NHWC;
    Shape given =
        moves ? Shape.of(wanted.dim(0), wanted.dim(3), wanted.dim(1), wanted.dim(2)) : wanted;
    TensorType type = input.type().with(given);
    Value value = out.add(new Input(type), List.of(), input.origin());
    int channels = adaptation.channels();
    if (IntStream.range(0, channels).anyMatch(c -> adaptation.factor(c) != 1)) {
      Value factor = constant(input, "_scale", type, channels, adaptation::factor, out);
      value = out.add(new Multiply(), List.of(value, factor), named(input, "_scaled"));
    }
    if (IntStream.range(0, channels).anyMatch(c -> adaptation.addend(c) != 0)) {
      Value addend = constant(input, "_shift", type, channels, adaptation::addend, out);
      value = out.add(new Add(), List.of(value, addend), named(input, "_shifted"));
    }
    return moves ? out.add(new Transpose(TO_NHWC), List.of(value), named(input, "_nhwc")) : value;
  }

  /** Numbers for each channel, broadcast over what follows the channel axis. */
  private static Value constant(
      Node input,
      String suffix,
      TensorType type,
      int channels,
      IntToDoubleFunction number,
      GraphBuilder out) {
    long[] dims = new long[channels == 1 ? 1 : type.shape().rank() - 1];
    Arrays.fill(dims, 1);
    dims[0] = channels;
    TensorWriter writer = Tensor.writer(type.with(Shape.of(dims)));
    for (int c = 0; c < channels; c++) {
      writer.setValue(c, number.applyAsDouble(c));
    }
    return out.constant(named(input, suffix).name(), new Dense(writer.finish()));
  }

  private static Origin named(Node input, String suffix) {
    return input.origin().withName(input.name() + suffix);
  }
}
