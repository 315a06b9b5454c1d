// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.operator;

import dev.cinch.ir.Value;
import dev.cinch.ir.op.BatchNorm;
import dev.cinch.ir.op.Reshape;
import dev.cinch.ir.op.Softmax;
import dev.cinch.ir.tensor.Shape;

/** Normalization operators, as they compute at inference. */
final class Normalizations {

  private static final float EPSILON = 1e-5f;
  private static final long SOFTMAX_ALONG_ONE_AXIS = 13;

  private Normalizations() {}

  /** BatchNormalization, operator sets 1 to 15. */
  static Operand batch(Call call) {
    float epsilon = call.attributes().real("epsilon", EPSILON);
    call.attributes().only("spatial", 1, "statistics for each element are not supported");
    call.attributes().only("training_mode", 0, "export the model for inference");
    call.attributes().ignore("momentum", "is_test", "consumed_inputs");
    return call.give(
        new BatchNorm(epsilon), call.in(0), call.in(1), call.in(2), call.in(3), call.in(4));
  }

  /**
   * Softmax. Since operator set 13 along one axis; before, over all elements from {@code axis} on,
   * as if the operand were a matrix.
   */
  static Operand softmax(Call call) {
    boolean matrix = call.opset() < SOFTMAX_ALONG_ONE_AXIS;
    long stated = call.attributes().integer("axis", matrix ? 1 : -1);
    Value x = call.in(0);
    Shape shape = call.shape(0);
    int axis = Axes.within(stated, shape.rank(), matrix);
    if (!matrix || axis == shape.rank() - 1) {
      return call.give(new Softmax(axis), x);
    }
    Shape flat = Shape.of(shape.size(0, axis), shape.size(axis, shape.rank()));
    Value rows = call.step("rows", new Reshape(flat), x);
    Value normal = call.step("normal", new Softmax(1), rows);
    return call.give(new Reshape(shape), normal);
  }
}
