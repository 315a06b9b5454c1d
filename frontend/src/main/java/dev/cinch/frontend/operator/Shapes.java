// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.operator;

import dev.cinch.ir.number.Fixed;
import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import java.util.Arrays;

/**
 * Arithmetic on shapes. All extents are known on import, so it is done there: exporters write
 * {@code Shape, Gather, Unsqueeze, Concat, Reshape} for a flattening that leaves the batch open.
 */
final class Shapes {

  private Shapes() {}

  /** Shape: the extents from {@code start} to {@code end}. */
  static Operand shape(Call call) {
    long start = call.attributes().integer("start", 0);
    long end = call.attributes().integer("end", Shape.MAX_RANK);
    Shape shape = call.shape(0);
    int first = clamped(start, shape.rank());
    int last = Math.max(first, clamped(end, shape.rank()));
    return integers(call, Arrays.copyOfRange(shape.dims(), first, last));
  }

  private static int clamped(long axis, int rank) {
    return Math.clamp(axis < 0 ? axis + rank : axis, 0, rank);
  }

  /** Size: how many numbers. */
  static Operand size(Call call) {
    TensorType type = new TensorType(Fixed.INT64, Shape.of());
    return Stored.of(call.name(), Tensor.ofRaws(type, call.shape(0).size()));
  }

  private static Operand integers(Call call, long... extents) {
    TensorType type = new TensorType(Fixed.INT64, Shape.of(extents.length));
    return Stored.of(call.name(), Tensor.ofRaws(type, extents));
  }
}
