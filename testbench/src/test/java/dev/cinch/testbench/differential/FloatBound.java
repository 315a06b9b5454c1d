// SPDX-License-Identifier: Apache-2.0
package dev.cinch.testbench.differential;

import dev.cinch.ir.Node;
import dev.cinch.ir.number.FloatType;
import dev.cinch.ir.op.AveragePool;
import dev.cinch.ir.op.Binary;
import dev.cinch.ir.op.BinaryFunction;
import dev.cinch.ir.op.Contraction;
import dev.cinch.ir.op.Conv;
import dev.cinch.ir.op.Op;
import dev.cinch.ir.op.Recurrence;
import dev.cinch.ir.op.Softmax;
import dev.cinch.ir.op.SumPool;
import dev.cinch.ir.op.Unary;
import dev.cinch.ir.op.UnaryFunction;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorWriter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.DoublePredicate;
import java.util.function.DoubleUnaryOperator;

/**
 * What {@link dev.cinch.cpu.FloatEngine} promises of a node, for the operands that it had:
 *
 * <ul>
 *   <li>sums of n terms in single precision (contractions, sums and means of windows) are within
 *       {@code (n + 2) 2^-24} of the sum of the terms' magnitudes, and half the least number for
 *       each term; where that sum passes the range of single precision, infinities and NaN count as
 *       right, for it depends on the order which sums pass it;
 *   <li>a term that is not finite makes the sum what IEEE 754 says; products with a weight that is
 *       zero may be left out, each for itself;
 *   <li>recurrent layers are within 1e-5 of 1 or of the greatest finite number, and more where sums
 *       before gates may be above 256; where terms may pass the range nothing is promised;
 *   <li>functions that are more than arithmetic give the interpreter's number or a neighbour; Gelu
 *       may keep digits that the interpreter loses beside 1;
 *   <li>all others give the interpreter's bits, any NaN being as good as any other.
 * </ul>
 */
final class FloatBound {

  private static final double UNIT = Math.scalb(1.0, -24);
  private static final double RECURRENT = 1e-5;
  private static final double ORDINARY_SUMS = 256;
  private static final double LOST_BY_GELU = Math.scalb(1.0, -51);

  private static final Set<UnaryFunction> ARITHMETIC =
      EnumSet.of(
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

  private final Node node;
  private final List<Tensor> in;
  private final Tensor expected;

  /**
   * The promise.
   *
   * @param node what was computed
   * @param in the operands that the engine had
   */
  FloatBound(Node node, List<Tensor> in) {
    this.node = node;
    this.in = in;
    this.expected = node.op().eval(in, node.type());
  }

  /** What the operator's definition gives. */
  Tensor expected() {
    return expected;
  }

  /** The first number that breaks the promise. */
  OptionalLong broken(Tensor actual) {
    boolean single = node.type().number() == FloatType.F32;
    return switch (node.op()) {
      case Contraction op when single -> contraction(op, actual);
      case SumPool(var window) when single -> sums(actual, window.taps(), 1);
      case AveragePool pool when single -> sums(actual, pool.window().taps(), pool.window().taps());
      case Recurrence _ when single -> recurrence(actual);
      case Unary(var function, _) when single && !ARITHMETIC.contains(function) ->
          neighbours(actual, function == UnaryFunction.GELU ? LOST_BY_GELU : 0);
      case Binary(var function) when single && function == BinaryFunction.POW ->
          neighbours(actual, 0);
      case Softmax _ when single -> neighbours(actual, 0);
      case Op _ -> firstOther(expected, actual);
    };
  }

  /** The first number that is no neighbour of the expected one, nor within a share of x of it. */
  private OptionalLong neighbours(Tensor actual, double share) {
    for (long i = 0; i < expected.size(); i++) {
      float wanted = expected.floatAt(i);
      float value = actual.floatAt(i);
      boolean kept =
          Float.isNaN(wanted)
              ? Float.isNaN(value)
              : Float.compare(value, wanted) == 0
                  || value == Math.nextUp(wanted)
                  || value == Math.nextDown(wanted)
                  || (share > 0
                      && Math.abs((double) value - wanted)
                          <= share * Math.abs(in.get(0).valueAt(i)));
      if (!kept) {
        return OptionalLong.of(i);
      }
    }
    return OptionalLong.empty();
  }

  /** The first number of which the bits differ, and which is not twice NaN. */
  static OptionalLong firstOther(Tensor expected, Tensor actual) {
    if (!actual.type().equals(expected.type())) {
      return OptionalLong.of(0);
    }
    for (long i = 0; i < expected.size(); i++) {
      boolean same =
          expected.type().isFloat()
              ? expected.bitsAt(i) == actual.bitsAt(i)
                  || (Double.isNaN(expected.valueAt(i)) && Double.isNaN(actual.valueAt(i)))
              : expected.rawAt(i) == actual.rawAt(i);
      if (!same) {
        return OptionalLong.of(i);
      }
    }
    return OptionalLong.empty();
  }

  private OptionalLong contraction(Op op, Tensor actual) {
    Tensor w = in.get(1);
    double products =
        op instanceof Conv ? (double) w.size() / w.shape().dim(0) : (double) w.shape().dim(-2);
    Tensor magnitudes = eval(in.stream().map(it -> map(it, FloatBound::magnitude)).toList());
    SpecialTerms special = in.stream().allMatch(FloatBound::isFinite) ? null : new SpecialTerms();
    for (long i = 0; i < expected.size(); i++) {
      double value = actual.valueAt(i);
      double magnitude = magnitudes.valueAt(i);
      boolean decided = special != null && special.decides(i);
      double wanted = special == null ? expected.valueAt(i) : special.sum(i);
      boolean kept =
          same(expected.valueAt(i), value)
              || (decided && same(wanted, value))
              || (decided && !Double.isFinite(value) && overflows(magnitude, products))
              || (!decided && within(wanted, value, products + 1, magnitude, magnitude));
      if (!kept) {
        return OptionalLong.of(i);
      }
    }
    return OptionalLong.empty();
  }

  private OptionalLong sums(Tensor actual, long terms, long divisor) {
    Tensor magnitudes = eval(List.of(map(in.get(0), FloatBound::magnitude)));
    for (long i = 0; i < expected.size(); i++) {
      double value = actual.valueAt(i);
      double wanted = expected.valueAt(i);
      double magnitude = magnitudes.valueAt(i);
      if (!same(wanted, value)
          && !within(wanted, value, (double) terms, magnitude, magnitude * divisor)) {
        return OptionalLong.of(i);
      }
    }
    return OptionalLong.empty();
  }

  private OptionalLong recurrence(Tensor actual) {
    double terms = 1;
    for (Tensor operand : in) {
      terms *= Math.max(1, greatest(operand) * operand.size());
    }
    if (terms > Float.MAX_VALUE) {
      return OptionalLong.empty();
    }
    Tensor w = in.get(1);
    Tensor r = in.get(2);
    double sums =
        greatest(in.get(0)) * greatest(w) * w.shape().dim(1)
            + Math.max(1, greatest(in.get(5))) * greatest(r) * r.shape().dim(1);
    double bound = RECURRENT * Math.max(1, greatest(expected)) * Math.max(1, sums / ORDINARY_SUMS);
    for (long i = 0; i < expected.size(); i++) {
      double wanted = expected.valueAt(i);
      double value = actual.valueAt(i);
      if (!same(wanted, value) && !(Math.abs(wanted - value) <= bound)) {
        return OptionalLong.of(i);
      }
    }
    return OptionalLong.empty();
  }

  private static double greatest(Tensor tensor) {
    double greatest = 0;
    for (long i = 0; i < tensor.size(); i++) {
      greatest = Math.max(greatest, magnitude(tensor.valueAt(i)));
    }
    return greatest;
  }

  private static boolean within(
      double wanted, double value, double terms, double magnitude, double greatest) {
    double bound = (terms + 2) * (UNIT * magnitude + Float.MIN_VALUE / 2.0);
    return same(wanted, value)
        || Math.abs(value - wanted) <= bound
        || (!Double.isFinite(value) && overflows(greatest, terms));
  }

  /** Whether a sum in single precision may pass its range. */
  private static boolean overflows(double magnitude, double terms) {
    return magnitude * (1 + (terms + 2) * UNIT) > Float.MAX_VALUE;
  }

  private static boolean same(double a, double b) {
    return a == b || (Double.isNaN(a) && Double.isNaN(b));
  }

  private static double magnitude(double x) {
    return Double.isFinite(x) ? Math.abs(x) : 0;
  }

  private Tensor eval(List<Tensor> operands) {
    return node.op().eval(operands, node.type());
  }

  private static boolean isFinite(Tensor tensor) {
    for (long i = 0; i < tensor.size(); i++) {
      if (!Double.isFinite(tensor.valueAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static Tensor map(Tensor tensor, DoubleUnaryOperator function) {
    TensorWriter out = Tensor.writer(tensor.type());
    for (long i = 0; i < tensor.size(); i++) {
      out.setValue(i, function.applyAsDouble(tensor.valueAt(i)));
    }
    return out.finish();
  }

  /** The sums where terms are not finite, products with a weight of zero being left out. */
  private final class SpecialTerms {
    private final Tensor nan;
    private final Tensor positive;
    private final Tensor negative;
    private final Tensor finite;

    SpecialTerms() {
      DoublePredicate any = _ -> true;
      DoublePredicate none = _ -> false;
      DoublePredicate top = x -> x == Double.POSITIVE_INFINITY;
      DoublePredicate bottom = x -> x == Double.NEGATIVE_INFINITY;
      DoublePredicate above = x -> x > 0;
      DoublePredicate below = x -> x < 0;
      this.nan =
          total(
              count(Double::isNaN, w -> w != 0, Double::isNaN),
              count(any, Double::isNaN, none),
              count(x -> x == 0, Double::isInfinite, none));
      this.positive =
          total(
              count(top, above, top),
              count(bottom, below, none),
              count(above, top, none),
              count(below, bottom, none));
      this.negative =
          total(
              count(top, below, bottom),
              count(bottom, above, none),
              count(below, top, none),
              count(above, bottom, none));
      this.finite = eval(in.stream().map(it -> map(it, x -> Double.isFinite(x) ? x : 0)).toList());
    }

    /** How many terms of each sum have a kind of x and a kind of weight; or a kind of bias. */
    private Tensor count(DoublePredicate x, DoublePredicate w, DoublePredicate bias) {
      List<DoublePredicate> kinds = List.of(x, w, bias);
      List<Tensor> operands = new ArrayList<>();
      for (int i = 0; i < in.size(); i++) {
        DoublePredicate kind = kinds.get(i);
        operands.add(map(in.get(i), number -> kind.test(number) ? 1 : 0));
      }
      return eval(operands);
    }

    private Tensor total(Tensor... counts) {
      TensorWriter out = Tensor.writer(counts[0].type());
      for (long i = 0; i < counts[0].size(); i++) {
        double total = 0;
        for (Tensor count : counts) {
          total += count.valueAt(i);
        }
        out.setValue(i, total);
      }
      return out.finish();
    }

    boolean decides(long i) {
      return nan.valueAt(i) + positive.valueAt(i) + negative.valueAt(i) > 0;
    }

    double sum(long i) {
      boolean up = positive.valueAt(i) > 0;
      boolean down = negative.valueAt(i) > 0;
      if (nan.valueAt(i) > 0 || (up && down)) {
        return Double.NaN;
      }
      if (up || down) {
        return up ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
      }
      return finite.valueAt(i);
    }
  }
}
