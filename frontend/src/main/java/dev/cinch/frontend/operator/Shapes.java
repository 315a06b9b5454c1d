// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.operator;

import dev.cinch.ir.number.Fixed;
import dev.cinch.ir.op.TypeException;
import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import java.util.Arrays;
import java.util.List;

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

  /** Gather from a list of integers that is known on import. */
  static Operand gather(Call call) {
    long axis = call.attributes().integer("axis", 0);
    List<Long> data = call.integers(0, "what is gathered from");
    List<Long> places = call.integers(1, "the list of places");
    if (call.shape(0).rank() != 1 || (axis != 0 && axis != -1)) {
      throw new TypeException("gathering from [" + call.shape(0) + "] is not supported");
    }
    long[] found = new long[places.size()];
    for (int i = 0; i < found.length; i++) {
      long place = places.get(i) < 0 ? places.get(i) + data.size() : places.get(i);
      if (place < 0 || place >= data.size()) {
        throw new TypeException("place " + places.get(i) + " of " + data.size());
      }
      found[i] = data.get((int) place);
    }
    TensorType type = call.type(0).with(call.shape(1));
    return Stored.of(call.name(), Tensor.ofRaws(type, found));
  }

  private static Operand integers(Call call, long... extents) {
    TensorType type = new TensorType(Fixed.INT64, Shape.of(extents.length));
    return Stored.of(call.name(), Tensor.ofRaws(type, extents));
  }
}
