// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cinch.ir.Engine;
import dev.cinch.ir.Executable;
import dev.cinch.ir.Graph;
import dev.cinch.ir.GraphBuilder;
import dev.cinch.ir.Origin;
import dev.cinch.ir.Value;
import dev.cinch.ir.number.Fixed;
import dev.cinch.ir.op.Binary;
import dev.cinch.ir.op.BinaryFunction;
import dev.cinch.ir.op.Op;
import dev.cinch.ir.op.Unary;
import dev.cinch.ir.op.UnaryFunction;
import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.apache.commons.math3.special.Erf;
import org.junit.jupiter.api.Test;

/**
 * Element-wise functions over the whole range of floats, NaN, infinities, denormals and both zeros
 * among them, beside their definitions. What is documented as the interpreter's to the last bit has
 * to be, and the rest within the units that {@link FloatEngine} documents.
 */
final class ElementTest {

  private static final int EACH = 2000;

  /** Units in the last place that a function may differ by. */
  private static final int UNITS = 1;

  private static final Set<UnaryFunction> ROUNDED =
      Set.of(
          UnaryFunction.ABS,
          UnaryFunction.CEIL,
          UnaryFunction.FLOOR,
          UnaryFunction.HARD_SIGMOID,
          UnaryFunction.HARD_SWISH,
          UnaryFunction.IS_INF,
          UnaryFunction.IS_NAN,
          UnaryFunction.LEAKY_RELU,
          UnaryFunction.NEG,
          UnaryFunction.RECIPROCAL,
          UnaryFunction.ROUND,
          UnaryFunction.SHRINK,
          UnaryFunction.SIGN,
          UnaryFunction.SOFTSIGN,
          UnaryFunction.SQRT,
          UnaryFunction.THRESHOLDED_RELU,
          UnaryFunction.TRUNCATE);

  private static final float[] SPECIAL = {
    0f,
    -0f,
    1,
    -1,
    0.5f,
    -0.5f,
    1.5f,
    2.5f,
    -2.5f,
    2,
    3,
    -3,
    Float.NaN,
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY,
    Float.MIN_VALUE,
    -Float.MIN_VALUE,
    Float.MIN_NORMAL,
    Float.MAX_VALUE,
    -Float.MAX_VALUE,
    0x1p23f,
    0x1p23f - 0.5f,
    0.5f - 0x1p-25f,
    Math.nextDown(1f),
    Math.nextUp(1f),
    -Math.nextDown(1f),
    88.7f,
    89f,
    -87.4f,
    -103.9f,
    -105f,
    (float) Math.PI,
    (float) (Math.PI / 2),
    1e6f,
    1e10f,
    -1e10f
  };

  @Test
  void functionsOfOneNumberAreTheirDefinitions() {
    float[] x = numbers(new Random(1));
    for (UnaryFunction function : UnaryFunction.values()) {
      if (function == UnaryFunction.BITWISE_NOT || function == UnaryFunction.NOT) {
        continue;
      }
      for (float[] p : new float[][] {{0.3f, 0.6f}, {1, 0}, {1.7f, -0.25f}}) {
        List<Float> parameters = new ArrayList<>();
        for (int i = 0; i < function.parameters().size(); i++) {
          parameters.add(p[i]);
        }
        Unary op = new Unary(function, parameters);
        Tensor input = Tensor.ofFloats(Shape.of(x.length), x);
        Tensor expected = op.eval(List.of(input), op.infer(List.of(input.type())));
        Tensor single = run(new FloatEngine(2), op, input);
        Tensor exact = run(new ExactEngine(), op, input);
        boolean same = ROUNDED.contains(function);
        for (int i = 0; i < x.length; i++) {
          String what = function + " " + parameters + " of " + x[i];
          if (expected.type().isFixed()) {
            assertThat(single.rawAt(i)).as(what).isEqualTo(expected.rawAt(i));
            assertThat(exact.rawAt(i)).as(what).isEqualTo(expected.rawAt(i));
          } else {
            Units.same(0, expected.floatAt(i), exact.floatAt(i), what);
            Units.same(
                same ? 0 : UNITS,
                definition(function, x[i], expected.floatAt(i)),
                single.floatAt(i),
                what);
          }
        }
      }
    }
  }

  @Test
  void functionsOfTwoNumbersAreTheirDefinitions() {
    Random random = new Random(2);
    float[] a = numbers(random);
    float[] b = numbers(random);
    List<float[]> pairs = new ArrayList<>();
    for (float left : SPECIAL) {
      for (float right : SPECIAL) {
        pairs.add(new float[] {left, right});
      }
    }
    for (int i = 0; i < a.length; i++) {
      float other = b[random.nextInt(b.length)];
      pairs.add(new float[] {a[i], other});
      pairs.add(new float[] {a[i], random.nextInt(9) - 4});
      pairs.add(
          new float[] {
            (float) Math.exp(random.nextGaussian()), (float) (9 * random.nextGaussian())
          });
    }
    int count = pairs.size();
    float[] left = new float[count];
    float[] right = new float[count];
    for (int i = 0; i < count; i++) {
      left[i] = pairs.get(i)[0];
      right[i] = pairs.get(i)[1];
    }
    Tensor p = Tensor.ofFloats(Shape.of(count), left);
    Tensor q = Tensor.ofFloats(Shape.of(count), right);
    for (BinaryFunction function : BinaryFunction.values()) {
      boolean compares =
          function.compareTo(BinaryFunction.EQUAL) >= 0
              && function.compareTo(BinaryFunction.GREATER_OR_EQUAL) <= 0;
      if (!function.isArithmetic() && !compares) {
        continue;
      }
      Binary op = new Binary(function);
      Tensor expected = op.eval(List.of(p, q), op.infer(List.of(p.type(), q.type())));
      Tensor single = run(new FloatEngine(2), op, p, q);
      Tensor exact = run(new ExactEngine(), op, p, q);
      for (int i = 0; i < count; i++) {
        String what = function + " of " + left[i] + " and " + right[i];
        if (compares) {
          assertThat(single.rawAt(i)).as(what).isEqualTo(expected.rawAt(i));
          assertThat(exact.rawAt(i)).as(what).isEqualTo(expected.rawAt(i));
        } else {
          Units.same(0, expected.floatAt(i), exact.floatAt(i), what);
          Units.same(
              function == BinaryFunction.POW ? UNITS : 0,
              expected.floatAt(i),
              single.floatAt(i),
              what);
        }
      }
    }
  }

  @Test
  void functionsOfTruthValuesAreTheirDefinitions() {
    TensorType type = new TensorType(Fixed.BOOL, Shape.of(4));
    Tensor a = Tensor.ofRaws(type, 0, 0, 1, 1);
    Tensor b = Tensor.ofRaws(type, 0, 1, 0, 1);
    for (BinaryFunction function :
        List.of(BinaryFunction.AND, BinaryFunction.OR, BinaryFunction.XOR, BinaryFunction.EQUAL)) {
      Binary op = new Binary(function);
      Tensor expected = op.eval(List.of(a, b), type);
      assertThat(run(new FloatEngine(1), op, a, b)).isEqualTo(expected);
      assertThat(run(new ExactEngine(), op, a, b)).isEqualTo(expected);
    }
    Unary not = Unary.of(UnaryFunction.NOT);
    assertThat(run(new ExactEngine(), not, a)).isEqualTo(not.eval(List.of(a), type));
  }

  @Test
  void areaFunctionsHaveTheirLimits() {
    Tensor x =
        Tensor.ofFloats(Shape.of(3), Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, -1e10f);
    for (Engine engine : List.of(new ExactEngine(), new FloatEngine(1))) {
      Tensor sine = run(engine, Unary.of(UnaryFunction.ASINH), x);
      assertThat(sine.floatAt(0)).isEqualTo(Float.POSITIVE_INFINITY);
      assertThat(sine.floatAt(1)).isEqualTo(Float.NEGATIVE_INFINITY);
      Tensor cosine = run(engine, Unary.of(UnaryFunction.ACOSH), x);
      assertThat(cosine.floatAt(0)).isEqualTo(Float.POSITIVE_INFINITY);
      assertThat(cosine.floatAt(1)).isNaN();
      assertThat(cosine.floatAt(2)).isNaN();
    }
  }

  /**
   * The value of a function; the interpreter's, unless it is one of those that take 1 from what is
   * nearly 1 and so lose digits that these kernels keep.
   */
  private static float definition(UnaryFunction function, float x, float interpreted) {
    double v = x;
    boolean loses = x < 0 && x > -20;
    if (loses && function == UnaryFunction.GELU) {
      return (float) (0.5 * v * Erf.erfc(-v * Math.sqrt(0.5)));
    }
    if (loses && function == UnaryFunction.GELU_TANH) {
      double e = Math.exp(2 * Math.sqrt(2 / Math.PI) * (v + 0.044715 * v * v * v));
      return (float) (v * e / (1 + e));
    }
    return interpreted;
  }

  /** Special numbers, any numbers, and those about one. */
  private static float[] numbers(Random random) {
    float[] x = Arrays.copyOf(SPECIAL, SPECIAL.length + 3 * EACH);
    for (int i = SPECIAL.length; i < x.length; i += 3) {
      x[i] = Float.intBitsToFloat(random.nextInt());
      x[i + 1] = (float) (12 * random.nextGaussian());
      x[i + 2] = (float) (random.nextGaussian() * Math.exp(3 * random.nextGaussian()));
    }
    return x;
  }

  private static Tensor run(Engine engine, Op op, Tensor... inputs) {
    GraphBuilder graph = new GraphBuilder("one");
    List<Value> in = new ArrayList<>();
    for (Tensor input : inputs) {
      in.add(graph.input("x" + in.size(), input.type()));
    }
    graph.output("y", graph.add(op, in, Origin.NONE));
    Graph built = graph.build();
    try (Executable executable = engine.prepare(built)) {
      return executable.run(List.of(inputs)).getFirst();
    }
  }
}
