// SPDX-License-Identifier: Apache-2.0
package dev.cinch.training;

import dev.cinch.ir.Value;
import dev.cinch.ir.number.Fixed;
import dev.cinch.ir.number.FloatType;
import dev.cinch.ir.number.Overflow;
import dev.cinch.ir.number.Rounding;
import dev.cinch.ir.op.Accumulate;
import dev.cinch.ir.op.Add;
import dev.cinch.ir.op.Aggregate;
import dev.cinch.ir.op.Aggregation;
import dev.cinch.ir.op.ArgExtreme;
import dev.cinch.ir.op.Binary;
import dev.cinch.ir.op.BinaryFunction;
import dev.cinch.ir.op.Cast;
import dev.cinch.ir.op.Multiply;
import dev.cinch.ir.op.Relu;
import dev.cinch.ir.op.Select;
import dev.cinch.ir.op.Softmax;
import dev.cinch.ir.op.TopK;
import dev.cinch.ir.op.Unary;
import dev.cinch.ir.op.UnaryFunction;
import dev.cinch.ir.tensor.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** Steps of a network by name: each takes numbers between -1 and 1 of any shape of rank 3. */
final class Steps {

  /** One step. */
  interface Step extends BiFunction<Sketch, Value, Value> {}

  private final Map<String, Step> all = new LinkedHashMap<>();

  private Steps() {}

  /** Elementwise operators and reductions. */
  static Map<String, Step> functions() {
    Steps steps = new Steps();
    steps.unary();
    steps.binary();
    steps.choices();
    steps.reductions();
    steps.formats();
    return steps.all;
  }

  static Value cast(Sketch net, Value x) {
    return net.add(Cast.toFloat(FloatType.F32), x);
  }

  /** Away from where a function has no value or no slope. */
  private static Value positive(Sketch net, Value x) {
    return net.add(new Add(), x, net.scalar(2.1));
  }

  private void unary() {
    for (UnaryFunction function : UnaryFunction.values()) {
      List<Float> parameters = new ArrayList<>();
      function.parameters().forEach(_ -> parameters.add(0.3f + 0.15f * parameters.size()));
      Unary op = new Unary(function, parameters);
      switch (function) {
        case BITWISE_NOT, NOT -> {}
        case IS_INF, IS_NAN ->
            all.put(
                "unary " + function,
                (net, x) -> {
                  Value root = net.add(Unary.of(UnaryFunction.LOG), x);
                  return net.add(new Select(), net.add(op, root), x, net.scalar(0.5));
                });
        case ACOSH, LOG, SQRT, RECIPROCAL ->
            all.put("unary " + function, (net, x) -> net.add(op, positive(net, x)));
        case ACOS, ASIN, ATANH ->
            all.put(
                "unary " + function,
                (net, x) -> net.add(op, net.add(new Multiply(), x, net.scalar(0.9))));
        default -> all.put("unary " + function, (net, x) -> net.add(op, x));
      }
    }
    all.put("relu", (net, x) -> net.add(new Relu(), x));
    all.put(
        "not",
        (net, x) -> {
          Value is = net.add(new Binary(BinaryFunction.LESS), x, net.scalar(0.1));
          return net.add(new Select(), net.add(Unary.of(UnaryFunction.NOT), is), x, net.scalar(2));
        });
  }

  private void binary() {
    for (BinaryFunction function : BinaryFunction.values()) {
      Binary op = new Binary(function);
      switch (function) {
        case ADD, SUB, MUL, MAX, MIN, PRELU -> {
          all.put("computed " + function, (net, x) -> net.add(op, x, net.hidden(2)));
          all.put("constant " + function, (net, x) -> net.add(op, net.numbers("c", 2, 1, 2), x));
          all.put("parameter " + function, (net, x) -> net.add(op, x, net.numbers("p", 1, 3, 1)));
        }
        case DIV, POW, MOD, REMAINDER -> {
          all.put(
              "computed " + function,
              (net, x) -> net.add(op, positive(net, x), positive(net, net.hidden(3, 1))));
          all.put("constant " + function, (net, x) -> net.add(op, x, net.scalar(2)));
        }
        case EQUAL, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL ->
            all.put(
                "compared " + function,
                (net, x) ->
                    net.add(
                        new Select(), net.add(op, x, net.hidden(1)), x, net.numbers("c", 3, 2)));
        case AND, OR, XOR ->
            all.put(
                "logic " + function,
                (net, x) -> {
                  Value less = net.add(new Binary(BinaryFunction.LESS), x, net.scalar(0.1));
                  Value more = net.add(new Binary(BinaryFunction.GREATER), x, net.hidden(2));
                  return net.add(new Multiply(), cast(net, net.add(op, less, more)), x);
                });
        case BITWISE_AND, BITWISE_OR, BITWISE_XOR, SHIFT_LEFT, SHIFT_RIGHT ->
            all.put(
                "bits " + function,
                (net, x) -> {
                  Value three = net.integers(Shape.of(), 3);
                  Value bits = net.add(op, tenths(net, x), three);
                  return net.add(new Multiply(), cast(net, bits), x);
                });
      }
    }
    all.put("sum", (net, x) -> net.add(new Add(), x, net.numbers("c", 4, 1, 1, 2)));
    all.put("product", (net, x) -> net.add(new Multiply(), net.hidden(3, 1), x));
  }

  /** Tenths as integers. */
  private static Value tenths(Sketch net, Value x) {
    Value scaled = net.add(new Multiply(), x, net.scalar(10));
    return net.add(new Cast(Fixed.INT64, Rounding.FLOOR, Overflow.SATURATE), scaled);
  }

  private void choices() {
    all.put(
        "select by input",
        (net, x) -> {
          Value is = net.add(new Binary(BinaryFunction.LESS), net.hidden(3, 1), net.scalar(0));
          return net.add(new Select(), is, net.scalar(0.7), x);
        });
    all.put(
        "select of both",
        (net, x) -> {
          Value is = net.add(new Binary(BinaryFunction.LESS), x, net.scalar(0));
          return net.add(new Select(), is, net.hidden(2), net.hidden(2, 3, 1));
        });
    for (int axis = 0; axis < 3; axis++) {
      int of = axis;
      all.put("softmax " + of, (net, x) -> net.add(new Softmax(of), x));
    }
  }

  private void reductions() {
    for (Aggregation by : Aggregation.values()) {
      for (List<Integer> axes :
          List.of(List.<Integer>of(), List.of(0), List.of(1, 2), List.of(0, 1, 2))) {
        Aggregate op = new Aggregate(by, axes);
        boolean isLogarithm = by == Aggregation.LOG_SUM;
        all.put(
            "aggregate " + by + axes, (net, x) -> net.add(op, isLogarithm ? positive(net, x) : x));
      }
    }
    for (int variant = 0; variant < 8; variant++) {
      boolean exclusive = (variant & 1) != 0;
      boolean back = (variant & 2) != 0;
      Aggregation by = (variant & 4) != 0 ? Aggregation.PRODUCT : Aggregation.SUM;
      int axis = variant % 3;
      Accumulate op = new Accumulate(by, axis, exclusive, back);
      all.put("accumulate " + op, (net, x) -> net.add(op, x));
      ArgExtreme place = new ArgExtreme(exclusive, axis, back);
      all.put(
          "place " + place,
          (net, x) -> {
            Value rounded = net.add(Unary.of(UnaryFunction.ROUND), x);
            return net.add(new Multiply(), cast(net, net.add(place, rounded)), x);
          });
      TopK top = new TopK(axis, 2, exclusive, false);
      all.put("top " + top, (net, x) -> net.add(top, x));
      TopK places = new TopK(axis, 2, exclusive, true);
      all.put(
          "places " + places,
          (net, x) -> net.add(new Multiply(), cast(net, net.add(places, x)), net.hidden(1)));
    }
  }

  private void formats() {
    all.put(
        "double",
        (net, x) -> {
          Value twice = net.add(Cast.toFloat(FloatType.F64), x);
          Value sum = net.add(Unary.of(UnaryFunction.SIN), net.add(new Add(), twice, twice));
          return cast(net, sum);
        });
    all.put(
        "integers",
        (net, x) -> {
          Value tenths = tenths(net, x);
          Value product = net.add(new Binary(BinaryFunction.MUL), tenths, tenths);
          Value sum = net.add(new Aggregate(Aggregation.SUM, List.of(1)), product);
          return net.add(new Multiply(), cast(net, sum), x);
        });
  }
}
