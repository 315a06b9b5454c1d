// SPDX-License-Identifier: Apache-2.0
package dev.cinch.testbench.differential;

import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A model as small data: what it says is made to fit the shapes that come, so that it can be cut
 * down piece by piece.
 *
 * @param inputs the first values
 * @param steps the further values, in order
 */
record Model(List<Input> inputs, List<Step> steps) {

  Model {
    inputs = List.copyOf(inputs);
    steps = List.copyOf(steps);
  }

  /**
   * An input and what it holds.
   *
   * @param extents its shape
   * @param numbers kind of its numbers
   * @param seed of its numbers
   */
  record Input(List<Long> extents, Numbers numbers, long seed) {
    Input {
      extents = List.copyOf(extents);
    }

    Tensor tensor() {
      Shape shape = Shape.of(extents);
      return Tensor.ofFloats(shape, numbers.fill(Math.toIntExact(shape.size()), seed, 1));
    }
  }

  /**
   * A computation.
   *
   * @param operator what is computed
   * @param operands indices of values
   * @param parameters of the operator; 0 is the simplest
   * @param numbers kind of its constants
   * @param seed of its constants
   */
  record Step(
      Operator operator,
      List<Integer> operands,
      List<Integer> parameters,
      Numbers numbers,
      long seed) {
    Step {
      operands = List.copyOf(operands);
      parameters = List.copyOf(parameters);
    }

    Step with(List<Integer> others) {
      return new Step(operator, others, parameters, numbers, seed);
    }
  }

  /**
   * A model's file.
   *
   * @param bytes in ONNX's format
   * @param extents of each value
   * @param outputs indices of values, in the order of the outputs
   */
  record Written(byte[] bytes, List<List<Long>> extents, List<Integer> outputs) {}

  /** How many values there are. */
  int values() {
    return inputs.size() + steps.size();
  }

  /** The name of a value in the file. */
  String name(int value) {
    return (value < inputs.size() ? "x" : "v") + value;
  }

  List<Tensor> tensors() {
    return inputs.stream().map(Input::tensor).toList();
  }

  /**
   * The file.
   *
   * @param all whether every value is an output; else those that no step reads
   * @param magnitudes whether constants lose their signs
   * @throws Unfit where a step does not take its operands
   */
  Written write(boolean all, boolean magnitudes) {
    OnnxGraph graph = new OnnxGraph();
    List<List<Long>> extents = new ArrayList<>();
    for (Input input : inputs) {
      graph.input(name(extents.size()), input.extents());
      extents.add(input.extents());
    }
    for (Step step : steps) {
      List<String> names = step.operands().stream().map(this::name).toList();
      List<List<Long>> shapes = step.operands().stream().map(extents::get).toList();
      Call call = new Call(graph, step, names, shapes, name(extents.size()), magnitudes);
      List<Long> result = step.operator().write(call);
      Call.requireSmall(result);
      extents.add(result);
    }
    List<Integer> outputs =
        IntStream.range(inputs.size(), values())
            .filter(value -> all || steps.stream().noneMatch(it -> it.operands().contains(value)))
            .boxed()
            .toList();
    outputs.forEach(value -> graph.output(name(value), extents.get(value)));
    return new Written(graph.bytes(), List.copyOf(extents), outputs);
  }

  /** One step, its operands being inputs of given shapes. */
  Model alone(int index, List<List<Long>> extents) {
    Step step = steps.get(index);
    Map<Integer, Input> own = new LinkedHashMap<>();
    for (int operand : step.operands()) {
      Numbers numbers = inputs.get(Math.min(operand, inputs.size() - 1)).numbers();
      own.putIfAbsent(operand, new Input(extents.get(operand), numbers, step.seed() + operand));
    }
    List<Integer> places = List.copyOf(own.keySet());
    List<Integer> operands = step.operands().stream().map(places::indexOf).toList();
    return new Model(List.copyOf(own.values()), List.of(step.with(operands)));
  }

  @Override
  public String toString() {
    String given =
        IntStream.range(0, inputs.size())
            .mapToObj(i ->
                name(i) + " " + inputs.get(i).extents() + " of numbers " + inputs.get(i).numbers())
            .collect(Collectors.joining("\n"));
    String computed =
        IntStream.range(0, steps.size())
            .mapToObj(i -> {
              Step step = steps.get(i);
              String in = step.operands().stream().map(this::name).toList().toString();
              return name(inputs.size() + i)
                  + (" = " + step.operator() + in + " parameters " + step.parameters())
                  + (" constants " + step.numbers() + " of seed " + step.seed());
            })
            .collect(Collectors.joining("\n"));
    return given + "\n" + computed + "\n";
  }
}
