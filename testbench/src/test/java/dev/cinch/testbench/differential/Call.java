// SPDX-License-Identifier: Apache-2.0
package dev.cinch.testbench.differential;

import dev.cinch.frontend.proto.AttributeProto;
import java.util.Arrays;
import java.util.List;

/** A step that is being written into a file, and the shapes it meets there. */
final class Call {

  /** Extents at and beside the widths of vectors and tiles. */
  static final List<Long> SIZES = List.of(1L, 2L, 3L, 5L, 7L, 17L, 31L, 33L, 65L);

  private static final long MOST_NUMBERS = 20_000;
  private static final long MOST_WORK = 400_000;

  private final OnnxGraph graph;
  private final Model.Step step;
  private final List<String> names;
  private final List<List<Long>> shapes;
  private final String result;
  private final boolean magnitudes;
  private int constants;

  Call(
      OnnxGraph graph,
      Model.Step step,
      List<String> names,
      List<List<Long>> shapes,
      String result,
      boolean magnitudes) {
    this.graph = graph;
    this.step = step;
    this.names = names;
    this.shapes = shapes;
    this.result = result;
    this.magnitudes = magnitudes;
  }

  static long size(List<Long> extents) {
    return extents.stream().reduce(1L, Math::multiplyExact);
  }

  static void requireSmall(List<Long> extents) {
    Unfit.unless(size(extents) <= MOST_NUMBERS, "too large");
  }

  static void requireWork(long work) {
    Unfit.unless(work <= MOST_WORK, "too much work");
  }

  /** Extents of an operand. */
  List<Long> shape(int operand) {
    return shapes.get(operand);
  }

  int rank() {
    return shapes.getFirst().size();
  }

  long dim(int axis) {
    return shapes.getFirst().get(axis);
  }

  /** Name of an operand. */
  String in(int operand) {
    return names.get(operand);
  }

  /** A parameter; 0 where none is stated. */
  int parameter(int index) {
    return index < step.parameters().size() ? step.parameters().get(index) : 0;
  }

  boolean flag(int index) {
    return parameter(index) != 0;
  }

  /** A parameter as one of the {@link #SIZES}. */
  long extent(int index) {
    return SIZES.get(parameter(index));
  }

  /** A parameter as one of the operand's axes. */
  int axis(int index) {
    Unfit.unless(rank() > 0, "there is no axis");
    return parameter(index) % rank();
  }

  /** A parameter as density of weights: dense, in part, sparse. */
  double density(int index) {
    return new double[] {1, 0.4, 0.05, 0}[parameter(index)];
  }

  /** A constant of the step's kind of numbers. */
  String constant(double density, long... extents) {
    float[] numbers = numbers(density, extents);
    return graph.floats(Arrays.stream(extents).boxed().toList(), numbers);
  }

  /** Weights by which states neither grow nor die out: else they would multiply differences. */
  String recurrent(double density, long... extents) {
    float[] numbers = numbers(density, extents);
    float divisor = (float) Math.sqrt(Math.max(1, density * extents[extents.length - 1]));
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] /= divisor;
    }
    return graph.floats(Arrays.stream(extents).boxed().toList(), numbers);
  }

  /** Constants that are positive and about 1, as variances are. */
  String variances(long... extents) {
    float[] numbers = numbers(1, extents);
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = Math.abs(numbers[i]);
    }
    return graph.floats(Arrays.stream(extents).boxed().toList(), numbers);
  }

  private float[] numbers(double density, long... extents) {
    List<Long> shape = Arrays.stream(extents).boxed().toList();
    requireSmall(shape);
    long seed = step.seed() + 31L * constants++;
    float[] numbers = step.numbers().fill(Math.toIntExact(size(shape)), seed, density);
    for (int i = 0; magnitudes && i < numbers.length; i++) {
      numbers[i] = Math.abs(numbers[i]);
    }
    return numbers;
  }

  String scalar(float number) {
    return graph.floats(List.of(), number);
  }

  String integers(long... numbers) {
    return graph.integers(OnnxGraph.INT64, numbers);
  }

  String shortIntegers(long... numbers) {
    return graph.integers(OnnxGraph.INT32, numbers);
  }

  /** Writes a node between. */
  String inner(String op, List<AttributeProto> attributes, String... in) {
    String name = graph.fresh();
    graph.node(op, attributes, List.of(in), List.of(name));
    return name;
  }

  /** Writes the node that gives the step's result. */
  void last(String op, List<AttributeProto> attributes, String... in) {
    graph.node(op, attributes, List.of(in), List.of(result));
  }

  /** Writes a node of which one of some results is the step's. */
  void pick(String op, List<AttributeProto> attributes, int index, List<String> in) {
    graph.node(op, attributes, in, index == 0 ? List.of(result) : List.of("", result));
  }
}
