// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.operator;

import dev.cinch.ir.Value;
import dev.cinch.ir.number.NumberType;
import dev.cinch.ir.op.BatchNorm;
import dev.cinch.ir.op.Softmax;
import dev.cinch.ir.op.UnaryFunction;
import dev.cinch.ir.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/** Normalization operators, as they compute at inference. */
final class Normalizations {

  private static final float EPSILON = 1e-5f;
  private static final long SOFTMAX_ALONG_ONE_AXIS = 13;

  private Normalizations() {}

  /**
   * BatchNormalization (Ioffe, Szegedy 2015). In training mode by the statistics of the batch, and
   * further results are the running ones.
   */
  static Operand batch(Call call) {
    float epsilon = call.attributes().real("epsilon", EPSILON);
    float momentum = call.attributes().real("momentum", 0.9f);
    boolean each = call.attributes().integer("spatial", 1) == 0;
    boolean trains = call.attributes().flag("training_mode");
    call.attributes().ignore("is_test", "consumed_inputs");
    if (trains) {
      return training(call, epsilon, momentum);
    }
    if (each) {
      return forEachElement(call, epsilon);
    }
    Expansion out = new Expansion(call);
    NumberType number = call.type(0).number();
    List<Value> in = new ArrayList<>(List.of(call.in(0)));
    for (int i = 1; i <= 4; i++) {
      in.add(call.type(i).number().equals(number) ? call.in(i) : out.cast(call.in(i), number));
    }
    return call.give(new BatchNorm(epsilon), in.toArray(Value[]::new));
  }

  private static Operand training(Call call, float epsilon, float momentum) {
    Expansion out = new Expansion(call);
    Value x = call.in(0);
    int rank = out.rank(x);
    List<Integer> axes = new ArrayList<>(Expansion.axes(0, rank));
    axes.removeAll(List.of(1));
    Value mean = out.mean(x, axes);
    Value centred = out.sub(x, mean);
    Value variance = out.mean(out.mul(centred, centred), axes);
    Value deviation = out.unary(UnaryFunction.SQRT, out.add(variance, out.scalar(epsilon, x)));
    Value scaled = out.mul(out.div(centred, deviation), Statistics.channels(out, call.in(1), rank));
    Value result = out.add(scaled, Statistics.channels(out, call.in(2), rank));
    return Operand.Several.of(
        out.give(result),
        running(out, call.in(3), mean, momentum),
        running(out, call.in(4), variance, momentum));
  }

  private static Operand running(Expansion out, Value before, Value now, float momentum) {
    Value batch = out.cast(out.reshape(now, out.shape(before)), out.type(before).number());
    Value old = out.mul(before, out.scalar(momentum, before));
    return Expansion.part(out.add(old, out.mul(batch, out.scalar(1 - momentum, before))));
  }

  /** Before operator set 9: statistics for each element instead of each channel. */
  private static Operand forEachElement(Call call, float epsilon) {
    Expansion out = new Expansion(call);
    Value x = call.in(0);
    Value deviation = out.unary(UnaryFunction.SQRT, out.add(call.in(4), out.scalar(epsilon, x)));
    Value normal = out.div(out.sub(x, call.in(3)), deviation);
    return out.give(out.add(out.mul(normal, call.in(1)), call.in(2)));
  }

  /**
   * Softmax. Since operator set 13 along one axis; before, over all elements from {@code axis} on,
   * as if the operand were a matrix.
   */
  static Operand softmax(Call call) {
    return alongAxis(call, (_, x, axis) -> call.step("softmax", new Softmax(axis), x));
  }

  /** A function of the numbers along an axis. */
  interface AlongAxis {
    Value of(Expansion out, Value x, int axis);
  }

  /**
   * What softmax and its kin have in common: since operator set 13 along one axis; before, over all
   * elements from {@code axis} on, as if the operand were a matrix.
   */
  static Operand alongAxis(Call call, AlongAxis function) {
    boolean matrix = call.opset() < SOFTMAX_ALONG_ONE_AXIS;
    long stated = call.attributes().integer("axis", matrix ? 1 : -1);
    Expansion out = new Expansion(call);
    Value x = call.in(0);
    Shape shape = call.shape(0);
    int axis = Axes.within(stated, shape.rank(), matrix);
    if (!matrix || axis == shape.rank() - 1) {
      return out.give(function.of(out, x, axis));
    }
    Value rows = out.reshape(x, shape.size(0, axis), shape.size(axis, shape.rank()));
    return out.give(out.reshape(function.of(out, rows, 1), shape));
  }
}
