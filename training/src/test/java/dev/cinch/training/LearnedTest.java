// SPDX-License-Identifier: Apache-2.0
package dev.cinch.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cinch.ir.Value;
import dev.cinch.ir.number.Fixed;
import dev.cinch.ir.number.Overflow;
import dev.cinch.ir.number.Rounding;
import dev.cinch.ir.op.Activation;
import dev.cinch.ir.op.Add;
import dev.cinch.ir.op.Aggregate;
import dev.cinch.ir.op.Aggregation;
import dev.cinch.ir.op.Binary;
import dev.cinch.ir.op.BinaryFunction;
import dev.cinch.ir.op.Cast;
import dev.cinch.ir.op.Expand;
import dev.cinch.ir.op.Gather;
import dev.cinch.ir.op.MatMul;
import dev.cinch.ir.op.Multiply;
import dev.cinch.ir.op.Recurrence;
import dev.cinch.ir.op.Reshape;
import dev.cinch.ir.op.Transpose;
import dev.cinch.ir.op.Unary;
import dev.cinch.ir.op.UnaryFunction;
import dev.cinch.ir.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Breaks when a parameter stays as it is, or a constant that is none is learned. */
class LearnedTest {

  private final Sketch net = new Sketch(1);

  private void learns(Value x, String... names) {
    List<String> learned = Agreement.check(List.of(names).toString(), net.classes(x));
    assertThat(learned).containsExactlyInAnyOrder(names);
  }

  private Value mean(Value x, int axis) {
    return net.add(new Aggregate(Aggregation.MEAN, List.of(axis)), x);
  }

  private Value binary(BinaryFunction function, Value a, Value b) {
    return net.add(new Binary(function), a, b);
  }

  private Value unary(UnaryFunction function, Value x) {
    return net.add(Unary.of(function), x);
  }

  private Value images() {
    return net.add(new Reshape(Shape.of(1, 2, 2)), net.input());
  }

  @Test
  void layerNormalizationAsItIsImported() {
    Value x = images();
    Value centred = binary(BinaryFunction.SUB, x, mean(x, 2));
    Value variance = mean(net.add(new Multiply(), centred, centred), 2);
    Value safe = net.add(new Add(), variance, net.scalar(0.01));
    Value inverse = unary(UnaryFunction.RECIPROCAL, unary(UnaryFunction.SQRT, safe));
    Value normal = net.add(new Multiply(), centred, inverse);
    Value scaled = net.add(new Multiply(), normal, net.numbers("scale", 2));
    learns(net.add(new Add(), scaled, net.numbers("shift", 2)), "scale", "shift", "last");
  }

  @Test
  void normalizationAsItIsExportedInParts() {
    Value x = images();
    Value centred = binary(BinaryFunction.SUB, x, mean(x, 1));
    Value variance = mean(binary(BinaryFunction.POW, centred, net.scalar(2)), 1);
    Value safe = binary(BinaryFunction.ADD, variance, net.scalar(0.01));
    Value normal = binary(BinaryFunction.DIV, centred, unary(UnaryFunction.SQRT, safe));
    Value moved = net.add(new Transpose(List.of(0, 2, 1)), normal);
    Value scale = net.add(new Reshape(Shape.of(2)), net.numbers("scale", 1, 2));
    Value scaled = binary(BinaryFunction.MUL, scale, moved);
    learns(binary(BinaryFunction.ADD, net.numbers("shift", 2), scaled), "scale", "shift", "last");
  }

  @Test
  void otherConstantsStay() {
    Value scaled = net.add(new Multiply(), images(), net.numbers("colours", 2));
    Value shifted = net.add(new Add(), scaled, net.numbers("means", 2));
    learns(shifted, "last");
  }

  @Test
  void weightsThatAreMovedFirst() {
    Value w = net.add(new Transpose(List.of(1, 0)), net.numbers("weights", 3, 4));
    Value bias = net.add(new Expand(Shape.of(3)), net.numbers("bias", 1));
    learns(net.add(new MatMul(), net.input(), w, bias), "weights", "bias", "last");
  }

  @Test
  void tablesAndSlopes() {
    Value large = net.add(new Multiply(), net.input(), net.scalar(3));
    Value places =
        net.add(
            new Cast(Fixed.INT64, Rounding.FLOOR, Overflow.SATURATE),
            unary(UnaryFunction.ABS, large));
    Value words = net.add(new Gather(0), net.numbers("words", 6, 2), places);
    Value slopes = net.numbers("slopes", 2);
    learns(binary(BinaryFunction.PRELU, words, slopes), "words", "slopes", "last");
  }

  @Test
  void peepholesThatAreZeroAreNone() {
    Value sequence = net.add(new Reshape(Shape.of(4, 1, 1)), net.input());
    Activation sigmoid = Activation.Kind.SIGMOID.usual();
    Value zeros = net.add(new Expand(Shape.of(6)), net.scalar(0));
    Recurrence lstm =
        new Recurrence(Recurrence.Cell.LSTM, false, List.of(sigmoid, sigmoid, sigmoid), 0, false);
    Value states =
        net.add(
            lstm,
            sequence,
            net.numbers("input", 8, 1),
            net.numbers("recurrent", 8, 2),
            net.numbers("bias", 16),
            net.integers(Shape.of(1), 4),
            net.numbers("state", 1, 2),
            net.numbers("memory", 1, 2),
            zeros);
    learns(states, "input", "recurrent", "bias", "last");
  }
}
