// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.tensor;

import dev.cinch.frontend.proto.SparseTensorProto;
import dev.cinch.ir.Diagnostic;
import dev.cinch.ir.Origin;
import dev.cinch.ir.Result;
import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import dev.cinch.ir.tensor.TensorWriter;
import dev.cinch.ir.weight.Dense;
import dev.cinch.ir.weight.Positions;
import dev.cinch.ir.weight.Sparse;
import dev.cinch.ir.weight.Weight;

/** Reads {@code SparseTensorProto} messages: numbers and where they stand; all others are zero. */
public final class SparseDecoder {

  private SparseDecoder() {}

  /**
   * The weight that a message holds.
   *
   * @param origin the tensor's place, for diagnostics
   * @param external where bytes are that lie beside the model
   */
  public static Result<Weight> decode(
      SparseTensorProto proto, Origin origin, ExternalData external) {
    return TensorDecoder.decode(proto.getValues(), origin, external)
        .then(values ->
            TensorDecoder.decode(proto.getIndices(), origin, external)
                .then(indices -> decode(proto, values, indices, origin)));
  }

  private static Result<Weight> decode(
      SparseTensorProto proto, Tensor values, Tensor indices, Origin origin) {
    try {
      Shape shape = Shape.of(proto.getDimsList());
      long[] places = places(shape, values, indices);
      Positions.Builder positions = Positions.builder(shape.size());
      TensorWriter kept = Tensor.writer(values.type());
      for (int i = 0; i < places.length; i++) {
        // ONNX wants them in ascending order, each once.
        if (i > 0 && places[i] <= places[i - 1]) {
          throw new IllegalArgumentException("place " + places[i] + " behind " + places[i - 1]);
        }
        positions.add(places[i]);
        if (values.type().isFloat()) {
          kept.setValue(i, values.valueAt(i));
        } else {
          kept.setRaw(i, values.rawAt(i));
        }
      }
      TensorType type = values.type().with(shape);
      return Result.ok(new Sparse(type, positions.build(), new Dense(kept.finish())));
    } catch (IllegalArgumentException | ArithmeticException e) {
      return Result.failed(
          Diagnostic.error(
              "onnx.tensor.sparse", origin, "its indices do not fit: " + e.getMessage(), ""));
    }
  }

  /** Flat indices, from such, or from one index for each axis. */
  private static long[] places(Shape shape, Tensor values, Tensor indices) {
    int count = Math.toIntExact(values.size());
    boolean flat = indices.shape().rank() == 1 && indices.size() == count;
    boolean tuples =
        indices.shape().rank() == 2
            && indices.shape().dim(0) == count
            && indices.shape().dim(1) == shape.rank();
    if (!indices.type().isFixed() || values.shape().rank() != 1 || !(flat || tuples)) {
      throw new IllegalArgumentException(indices.type() + " for " + values.type());
    }
    long[] strides = shape.strides();
    long[] places = new long[count];
    for (int i = 0; i < count; i++) {
      if (flat) {
        places[i] = inside(indices.rawAt(i), shape.size());
      } else {
        for (int axis = 0; axis < shape.rank(); axis++) {
          long index = inside(indices.rawAt((long) i * shape.rank() + axis), shape.dim(axis));
          places[i] += index * strides[axis];
        }
      }
    }
    return places;
  }

  private static long inside(long index, long extent) {
    if (index < 0 || index >= extent) {
      throw new IllegalArgumentException("index " + index + " of " + extent);
    }
    return index;
  }
}
