// SPDX-License-Identifier: Apache-2.0
package dev.cinch.data;

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
import dev.cinch.ir.weight.Dense;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Makes a model take raw data: {@code (raw * scale - mean) / std}, and the channels where it wants
 * them, become part of its graph.
 *
 * @param scale factor of each number
 * @param mean subtracted after that
 * @param std divides after that
 * @param channelsLast whether the model takes [N, H, W, C], where data is [N, C, H, W]
 */
public record InputAdaptation(double scale, double mean, double std, boolean channelsLast) {

  /** Changes nothing. */
  public static final InputAdaptation NONE = new InputAdaptation(1, 0, 1, false);

  /** Reads settings by their names, {@code scale}, {@code mean}, {@code std}, {@code layout}. */
  public static Result<InputAdaptation> of(Map<String, String> settings) {
    List<Diagnostic> problems = new ArrayList<>();
    double scale = 1;
    double mean = 0;
    double std = 1;
    boolean last = false;
    for (Map.Entry<String, String> setting : settings.entrySet()) {
      String text = setting.getValue();
      switch (setting.getKey()) {
        case "scale" -> scale = number("scale", text, problems);
        case "mean" -> mean = number("mean", text, problems);
        case "std" -> std = number("std", text, problems);
        case "layout" -> {
          last = text.equals("nhwc");
          if (!last && !text.equals("nchw")) {
            problems.add(problem("layout", "'" + text + "' is not nchw or nhwc"));
          }
        }
        default ->
            problems.add(problem(setting.getKey(), "no such setting: scale, mean, std, layout"));
      }
    }
    if (problems.isEmpty() && (scale == 0 || std == 0)) {
      problems.add(problem(scale == 0 ? "scale" : "std", "0 leaves nothing of the data"));
    }
    return problems.isEmpty()
        ? Result.ok(new InputAdaptation(scale, mean, std, last))
        : new Result.Failed<>(problems);
  }

  private static double number(String key, String text, List<Diagnostic> problems) {
    try {
      double value = Double.parseDouble(text);
      if (Double.isFinite(value)) {
        return value;
      }
    } catch (NumberFormatException _) {
      // Reported below with what is not finite.
    }
    problems.add(problem(key, "'" + text + "' is no number"));
    return 1;
  }

  private static Diagnostic problem(String key, String text) {
    return Diagnostic.error("data.adapt", Origin.named("--input " + key), text, "");
  }

  /** The graph that takes raw data; each input keeps its name. */
  public Result<Graph> apply(Graph graph) {
    if (equals(NONE)) {
      return Result.ok(graph);
    }
    GraphBuilder out = new GraphBuilder(graph.name());
    Value[] copies = new Value[graph.nodes().size()];
    for (Node node : graph.nodes()) {
      if (!(node.op() instanceof Input(var type))) {
        List<Value> in = node.in().stream().map(v -> copies[v.id()]).toList();
        copies[node.out().id()] = out.add(node.op(), in, node.origin().withName(node.name()));
      } else if (!type.isFloat() || (channelsLast && type.shape().rank() != 4)) {
        return Result.failed(
            Diagnostic.error(
                "data.adapt",
                Origin.named(node.name()),
                "an input of " + type + " cannot be adapted so",
                "--input is for inputs of floats; layout=nhwc for those of four axes"));
      } else {
        copies[node.out().id()] = adapted(out, node.name(), type);
      }
    }
    graph.outputs().forEach(o -> out.output(o.name(), copies[o.value().id()]));
    return Result.ok(out.build());
  }

  private Value adapted(GraphBuilder out, String name, TensorType type) {
    Shape shape = type.shape();
    Shape raw =
        channelsLast ? Shape.of(shape.dim(0), shape.dim(3), shape.dim(1), shape.dim(2)) : shape;
    Value value = out.input(name, type.with(raw));
    if (scale != std) {
      Value factor = constant(out, name + "_scale", scale / std, type);
      value = out.add(new Multiply(), List.of(value, factor), Origin.named(name + "_scaled"));
    }
    if (mean != 0) {
      Value addend = constant(out, name + "_offset", -mean / std, type);
      value = out.add(new Add(), List.of(value, addend), Origin.named(name + "_shifted"));
    }
    if (channelsLast) {
      Transpose move = new Transpose(List.of(0, 2, 3, 1));
      value = out.add(move, List.of(value), Origin.named(name + "_moved"));
    }
    return value;
  }

  private static Value constant(GraphBuilder out, String name, double value, TensorType type) {
    var writer = Tensor.writer(type.with(Shape.of()));
    writer.setValue(0, value);
    return out.constant(name, new Dense(writer.finish()));
  }
}
