// SPDX-License-Identifier: Apache-2.0
package dev.cinch.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cinch.data.Split;
import dev.cinch.ir.Diagnostic;
import dev.cinch.ir.Graph;
import dev.cinch.ir.GraphBuilder;
import dev.cinch.ir.Origin;
import dev.cinch.ir.Result;
import dev.cinch.ir.Value;
import dev.cinch.ir.number.FloatType;
import dev.cinch.ir.op.Cast;
import dev.cinch.ir.op.Conv;
import dev.cinch.ir.op.MatMul;
import dev.cinch.ir.op.Op;
import dev.cinch.ir.op.Relu;
import dev.cinch.ir.op.Reshape;
import dev.cinch.ir.op.Unary;
import dev.cinch.ir.op.UnaryFunction;
import dev.cinch.ir.op.Window;
import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import dev.cinch.ir.weight.Dense;
import dev.cinch.passes.learn.Schedule;
import dev.cinch.passes.learn.Trainer;
import dev.cinch.passes.learn.TrainingLog;
import dev.cinch.passes.learn.TrainingSettings;
import dev.cinch.passes.learn.TrainingSettings.Rule.Sgd;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Breaks when a graph is trained that cannot be, or something is learned that should stay. */
class TrainableTest {

  private static final Split SPLIT = Examples.split(4, 1, 4);

  private final GraphBuilder out = new GraphBuilder("net");

  private Value numbers(String name, long... dims) {
    float[] values = new float[(int) Shape.of(dims).size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = 0.1f * (i % 5) - 0.2f;
    }
    return out.constant(name, new Dense(Tensor.ofFloats(Shape.of(dims), values)));
  }

  private Value add(Op op, String name, Value... in) {
    return out.add(op, List.of(in), Origin.named(name));
  }

  /** Ends the network in three classes. */
  private Graph classes(Value x) {
    long size = out.type(x).shape().size();
    Value flat = add(new Reshape(Shape.of(1, size)), "flat", x);
    out.output("y", add(new MatMul(), "scores", flat, numbers("v", size, 3)));
    return out.build();
  }

  private static Result<Graph> train(Graph graph, double rate) {
    TrainingSettings settings =
        TrainingSettings.plain(2, 2, new Sgd(0.9), rate, Schedule.CONSTANT, 0, 1);
    return Trainer.train(
        new TorchLearner(), graph, SPLIT, SPLIT, settings, graph, List.of(), TrainingLog.NONE);
  }

  private static void refused(Graph graph, String... words) {
    Result<Graph> result = train(graph, 0.01);
    assertThat(result).isInstanceOf(Result.Failed.class);
    assertThat(((Result.Failed<Graph>) result).diagnostics())
        .extracting(Diagnostic::toString)
        .singleElement()
        .asString()
        .contains(words);
  }

  @Test
  void convolutionsOverFourAxesAreRefused() {
    Value x = out.input("x", TensorType.f32(1, 1, 2, 1, 2, 1));
    Value conv = add(new Conv(Window.of(2, 1, 2, 1), 1), "deep", x, numbers("w", 1, 1, 2, 1, 2, 1));
    refused(classes(conv), "deep", "4 axes");
  }

  @Test
  void weightsOfOtherFormatsAreRefused() {
    Value x = out.input("x", TensorType.f32(1, 4));
    Value twice = add(Cast.toFloat(FloatType.F64), "twice", x);
    TensorType type = TensorType.f32(4, 3).with(FloatType.F64);
    Value w = out.constant("w", new Dense(Tensor.writer(type).finish()));
    out.output("y", add(new MatMul(), "scores", twice, w));
    refused(out.build(), "w", "F64");
  }

  @Test
  void nothingIsLearnedBehindWhatHasNoSlope() {
    Value x = out.input("x", TensorType.f32(1, 4));
    Value scores = add(new MatMul(), "scores", x, numbers("w", 4, 3));
    out.output("y", add(Unary.of(UnaryFunction.ROUND), "round", scores));
    refused(out.build(), "net", "no weight");
  }

  @Test
  void whatFeedsAnotherOutputStaysAsItIs() {
    Value x = out.input("x", TensorType.f32(1, 4));
    Value side = add(new MatMul(), "side", x, numbers("u", 4, 2));
    Value first = add(new MatMul(), "first", x, numbers("v", 4, 3));
    out.output("y", first);
    out.output("z", side);
    Graph graph = out.build();
    Graph trained = train(graph, 0.01).orThrow();
    assertThat(weight(trained, "u")).isEqualTo(weight(graph, "u"));
    assertThat(weight(trained, "v")).isNotEqualTo(weight(graph, "v"));
  }

  private static Tensor weight(Graph graph, String name) {
    var op = (dev.cinch.ir.op.Constant) graph.find(name).orElseThrow().op();
    return op.weight().decode();
  }

  @Test
  void somethingIsThereToLearn() {
    Value x = out.input("x", TensorType.f32(1, 4));
    out.output("y", add(new Relu(), "relu", x));
    refused(out.build(), "net", "no weight");
  }

  @Test
  void divergenceIsAnAnswer() {
    Value x = out.input("x", TensorType.f32(1, 4));
    Value hidden = add(new MatMul(), "hidden", x, numbers("w", 4, 8));
    Graph graph = classes(add(new MatMul(), "deep", hidden, numbers("u", 8, 8)));
    refused(train(graph, 1e30));
  }

  private static void refused(Result<Graph> result) {
    assertThat(result).isInstanceOf(Result.Failed.class);
    assertThat(((Result.Failed<Graph>) result).diagnostics())
        .singleElement()
        .extracting(Diagnostic::code)
        .isEqualTo("train.diverged");
  }
}
