// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.learn;

import dev.cinch.ir.Graph;
import dev.cinch.ir.Value;
import dev.cinch.ir.op.Constant;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.weight.Dense;
import dev.cinch.ir.weight.Weight;
import dev.cinch.passes.ReplaceConstants;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The numbers of a graph that are learned, one array for each parameter. */
final class Numbers {

  private final List<Parameter> parameters;
  private final List<float[]> arrays;
  private List<float[]> scratch = List.of();

  private Numbers(List<Parameter> parameters, List<float[]> arrays) {
    this.parameters = parameters;
    this.arrays = arrays;
  }

  static Numbers of(Graph graph, List<Parameter> parameters) {
    List<float[]> arrays = new ArrayList<>();
    for (Parameter parameter : parameters) {
      if (!(graph.node(parameter.value()).op() instanceof Constant(var weight))) {
        throw new IllegalArgumentException(parameter + " is no constant of " + graph);
      }
      arrays.add(weight.decode().toFloats());
    }
    return new Numbers(parameters, List.copyOf(arrays));
  }

  List<Parameter> parameters() {
    return parameters;
  }

  /** The numbers themselves. */
  List<float[]> arrays() {
    return arrays;
  }

  /** New arrays with the same numbers. */
  List<float[]> copy() {
    return arrays.stream().map(float[]::clone).toList();
  }

  /** The same numbers in arrays that the next call uses again. */
  List<float[]> scratch() {
    if (scratch.isEmpty()) {
      scratch = copy();
    } else {
      copy(arrays, scratch);
    }
    return scratch;
  }

  static void copy(List<float[]> from, List<float[]> to) {
    for (int i = 0; i < from.size(); i++) {
      System.arraycopy(from.get(i), 0, to.get(i), 0, from.get(i).length);
    }
  }

  /** Where constants stand among the parameters; those that are not learned are our mistake. */
  List<Integer> places(List<Value> values) {
    List<Value> learned = parameters.stream().map(Parameter::value).toList();
    return values.stream()
        .map(value -> {
          int place = learned.indexOf(value);
          if (place < 0) {
            throw new IllegalArgumentException(value + " is not learned");
          }
          return place;
        })
        .toList();
  }

  boolean areFinite() {
    for (float[] array : arrays) {
      for (float number : array) {
        if (!Float.isFinite(number)) {
          return false;
        }
      }
    }
    return true;
  }

  /** The graph with these numbers. */
  Graph into(Graph graph) {
    Map<Value, Weight> weights = new LinkedHashMap<>();
    for (int i = 0; i < arrays.size(); i++) {
      Parameter parameter = parameters.get(i);
      weights.put(
          parameter.value(), new Dense(Tensor.ofFloats(parameter.type().shape(), arrays.get(i))));
    }
    return ReplaceConstants.run(graph, weights);
  }
}
