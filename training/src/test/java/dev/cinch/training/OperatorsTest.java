// SPDX-License-Identifier: Apache-2.0
package dev.cinch.training;

import dev.cinch.ir.Value;
import dev.cinch.ir.number.FloatType;
import dev.cinch.ir.op.Add;
import dev.cinch.ir.op.Aggregate;
import dev.cinch.ir.op.Aggregation;
import dev.cinch.ir.op.Cast;
import dev.cinch.ir.op.Concat;
import dev.cinch.ir.op.Multiply;
import dev.cinch.ir.op.Slice;
import dev.cinch.ir.op.Unary;
import dev.cinch.ir.op.UnaryFunction;
import dev.cinch.ir.tensor.Shape;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Breaks when an operator computes or differentiates otherwise than it is defined. */
class OperatorsTest {

  @TestFactory
  Stream<DynamicTest> functionsAndReductions() {
    return tests(Steps.functions());
  }

  @TestFactory
  Stream<DynamicTest> moves() {
    return tests(MoveSteps.all());
  }

  @TestFactory
  Stream<DynamicTest> layers() {
    return tests(LayerSteps.all());
  }

  /** What one step leaves is not what the next expects unless each has its examples apart. */
  @TestFactory
  Stream<DynamicTest> chains() {
    List<Map.Entry<String, Steps.Step>> steps = List.copyOf(Steps.functions().entrySet());
    return IntStream.range(0, 60)
        .mapToObj(seed -> DynamicTest.dynamicTest("seed " + seed, () -> chain(steps, seed)));
  }

  private static void chain(List<Map.Entry<String, Steps.Step>> steps, int seed) {
    Sketch net = new Sketch(seed);
    StringBuilder names = new StringBuilder();
    Value x = net.hidden(2, 3, 2);
    for (int i = 0; i < 4; i++) {
      Map.Entry<String, Steps.Step> step = steps.get(net.random().nextInt(steps.size()));
      Value result = net.bounded(step.getValue().apply(net, x));
      names.append(step.getKey()).append(", ");
      x =
          net.shape(result).equals(net.shape(x))
              ? result
              : net.add(new Multiply(), net.whole(result), x);
    }
    Agreement.check(names.toString(), net.classes(x));
  }

  @Test
  void roundedNumbers() {
    for (FloatType format : FloatType.values()) {
      Sketch net = new Sketch(format.width());
      Value x = net.add(Unary.of(UnaryFunction.EXP), net.hidden(2, 3));
      Value small = net.add(Cast.toFloat(format), x);
      Value sum = net.add(new Add(), small, small);
      double ulp = format.width() > 16 ? 1e-5 : 0.05;
      Agreement.checkNumbers(format.name(), net.classes(Steps.cast(net, sum)), ulp);
    }
  }

  @Test
  void nothingAtAll() {
    Sketch net = new Sketch(1);
    Value none =
        net.add(new Slice(List.of(0L, 0L), List.of(1L, 1L), Shape.of(0, 3)), net.hidden(2, 3));
    Value zero = net.add(new Aggregate(Aggregation.SUM, List.of(0)), none);
    Value both = net.add(new Concat(0), none, zero, net.hidden(1, 3));
    Agreement.check("nothing", net.classes(both));
  }

  private static Stream<DynamicTest> tests(Map<String, Steps.Step> steps) {
    return steps.entrySet().stream()
        .map(it -> DynamicTest.dynamicTest(it.getKey(), () -> check(it.getKey(), it.getValue())));
  }

  private static void check(String name, Steps.Step step) {
    Sketch net = new Sketch(name.hashCode());
    Agreement.check(name, net.classes(net.bounded(step.apply(net, net.hidden(2, 3, 2)))));
  }
}
