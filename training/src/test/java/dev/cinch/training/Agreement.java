// SPDX-License-Identifier: Apache-2.0
package dev.cinch.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cinch.data.Split;
import dev.cinch.ir.Executable;
import dev.cinch.ir.Graph;
import dev.cinch.ir.GraphBuilder;
import dev.cinch.ir.Interpreter;
import dev.cinch.ir.Node;
import dev.cinch.ir.Value;
import dev.cinch.ir.number.FloatType;
import dev.cinch.ir.op.Cast;
import dev.cinch.ir.op.Constant;
import dev.cinch.ir.op.Input;
import dev.cinch.ir.op.Op;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import dev.cinch.ir.tensor.TensorWriter;
import dev.cinch.ir.weight.Dense;
import dev.cinch.passes.learn.Batch;
import dev.cinch.passes.learn.Derivatives;
import dev.cinch.passes.learn.Objective;
import dev.cinch.passes.learn.Parameter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Holds what is trained against the interpreter: numbers, and slopes in double precision. */
final class Agreement {

  private static final double STEP = 1e-5;
  private static final int MOST = 9;

  private final Graph graph;
  private final Split split = Examples.split(5, 1, Sketch.INPUTS);

  private Agreement(Graph graph) {
    this.graph = graph;
  }

  /** Outputs of a batch are those of its examples, and the gradient is that of the loss. */
  static List<String> check(String what, Graph graph) {
    return new Agreement(graph).run(what, 1e-5, true);
  }

  /** Outputs alone. */
  static void checkNumbers(String what, Graph graph, double tolerance) {
    new Agreement(graph).run(what, tolerance, false);
  }

  private List<String> run(String what, double tolerance, boolean slopes) {
    Batch batch = batch();
    try (Derivatives of =
        new TorchLearner().derivatives(graph, split, Objective.LABELS).orThrow()) {
      List<float[]> at = new ArrayList<>();
      for (Parameter parameter : of.parameters()) {
        at.add(weight(graph.node(parameter.value())).toFloats());
      }
      float[] logits = of.logits(batch, at);
      double[] wanted = logits(graph);
      assertThat(logits).as(what).hasSize(wanted.length);
      for (int i = 0; i < wanted.length; i++) {
        double near = tolerance * (1 + Math.abs(wanted[i]));
        assertThat((double) logits[i]).as("%s %d", what, i).isCloseTo(wanted[i], within(near));
      }
      if (slopes) {
        List<float[]> gradient = at.stream().map(it -> new float[it.length]).toList();
        double loss = of.gradient(batch, at, gradient);
        assertThat(loss).as(what).isCloseTo(loss(graph), within(1e-5 * (1 + loss)));
        for (int t = 0; t < at.size(); t++) {
          slopes(what, of.parameters().get(t), gradient.get(t));
        }
      }
      return of.parameters().stream().map(Parameter::name).toList();
    }
  }

  private void slopes(String what, Parameter parameter, float[] gradient) {
    int stride = Math.max(1, gradient.length / MOST);
    for (int i = 0; i < gradient.length; i += stride) {
      double ahead = loss(doubled(parameter.value(), i, STEP));
      double behind = loss(doubled(parameter.value(), i, -STEP));
      double slope = (ahead - behind) / (2 * STEP);
      assertThat((double) gradient[i])
          .as("%s: %s %d", what, parameter.name(), i)
          .isCloseTo(slope, within(1e-4 * (0.1 + Math.abs(slope))));
    }
  }

  private Batch batch() {
    float[] numbers = new float[split.size() * Sketch.INPUTS];
    int[] labels = new int[split.size()];
    for (int i = 0; i < labels.length; i++) {
      split.read(i, numbers, i * Sketch.INPUTS);
      labels[i] = split.label(i);
    }
    return new Batch(numbers, labels);
  }

  private static Tensor weight(Node node) {
    return node.op() instanceof Constant(var weight)
        ? weight.decode()
        : Tensor.ofFloats(node.type().shape());
  }

  /** The same graph in double precision, with one number moved. */
  private Graph doubled(Value moved, int index, double by) {
    GraphBuilder out = new GraphBuilder("doubled");
    Map<Value, Value> values = new HashMap<>();
    for (Node node : graph.nodes()) {
      boolean isSingle = node.type().number() == FloatType.F32;
      TensorType type = isSingle ? node.type().with(FloatType.F64) : node.type();
      Op op =
          switch (node.op()) {
            case Input _ -> new Input(type);
            case Constant _ when isSingle -> {
              double change = node.out().equals(moved) ? by : 0;
              yield new Constant(new Dense(doubled(weight(node), type, index, change)));
            }
            case Cast _ when isSingle -> Cast.toFloat(FloatType.F64);
            case Op same -> same;
          };
      List<Value> in = node.in().stream().map(values::get).toList();
      values.put(node.out(), out.add(op, in, node.origin()));
    }
    Value last = graph.outputs().getFirst().value();
    out.output("y", Objects.requireNonNull(values.get(last)));
    return out.build();
  }

  private static Tensor doubled(Tensor from, TensorType type, int index, double by) {
    TensorWriter out = Tensor.writer(type);
    for (int i = 0; i < from.size(); i++) {
      out.setValue(i, from.valueAt(i) + (i == index ? by : 0));
    }
    return out.finish();
  }

  /** Three for each example. */
  private double[] logits(Graph of) {
    double[] logits = new double[3 * split.size()];
    TensorType type = of.inputs().getFirst().type();
    try (Executable executable = new Interpreter().prepare(of)) {
      for (int i = 0; i < split.size(); i++) {
        Tensor example = doubled(split.image(i), new TensorType(type.number(), type.shape()), 0, 0);
        Tensor output = executable.run(List.of(example)).getFirst();
        for (int k = 0; k < 3; k++) {
          logits[3 * i + k] = output.valueAt(k);
        }
      }
    }
    return logits;
  }

  /** Mean cross-entropy. */
  private double loss(Graph of) {
    double[] logits = logits(of);
    double sum = 0;
    for (int i = 0; i < split.size(); i++) {
      double total = 0;
      for (int k = 0; k < 3; k++) {
        total += Math.exp(logits[3 * i + k]);
      }
      sum += Math.log(total) - logits[3 * i + split.label(i)];
    }
    return sum / split.size();
  }
}
