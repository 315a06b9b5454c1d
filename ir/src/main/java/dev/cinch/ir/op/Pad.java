// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.op;

import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import dev.cinch.ir.tensor.TensorWriter;
import java.util.List;

/**
 * More numbers around a tensor: {@code (x)}, or {@code (x, value)} where they are all one number.
 *
 * @param mode where the numbers come from
 * @param begins how many before each axis, at least 0
 * @param ends how many behind each axis, at least 0
 */
public record Pad(Mode mode, List<Long> begins, List<Long> ends) implements Move {

  /** Where the numbers come from. */
  public enum Mode {
    /** The operand value. */
    CONSTANT,
    /** The nearest number of the tensor. */
    EDGE,
    /** The tensor mirrored at its first and last number, which are not repeated. */
    REFLECT,
    /** The tensor from the other side. */
    WRAP;

    /** Where the number at an index comes from; the index itself where an operand fills. */
    public long source(long index, long extent) {
      return switch (this) {
        case CONSTANT -> index;
        case EDGE -> Math.clamp(index, 0, extent - 1);
        case WRAP -> Math.floorMod(index, extent);
        case REFLECT -> {
          long period = Math.max(1, 2 * (extent - 1));
          long place = Math.floorMod(index, period);
          yield place < extent ? place : period - place;
        }
      };
    }
  }

  public Pad {
    begins = List.copyOf(begins);
    ends = List.copyOf(ends);
  }

  @Override
  public TensorType infer(List<TensorType> in) {
    int operands = mode == Mode.CONSTANT ? 2 : 1;
    Operands.count(in, operands, operands);
    TensorType x = in.get(0);
    int rank = x.shape().rank();
    Operands.require(
        begins.size() == rank && ends.size() == rank, "padding of " + begins + " of " + x);
    long[] dims = x.shape().dims();
    for (int axis = 0; axis < rank; axis++) {
      long padding = Math.max(begins.get(axis), ends.get(axis));
      Operands.require(begins.get(axis) >= 0 && ends.get(axis) >= 0, "negative padding of " + x);
      Operands.require(
          mode == Mode.CONSTANT || padding == 0 || dims[axis] > 0,
          "padding of " + x + " with its own numbers");
      dims[axis] =
          Math.addExact(dims[axis], Math.addExact((long) begins.get(axis), ends.get(axis)));
    }
    if (mode == Mode.CONSTANT) {
      Operands.sameNumber(x, in.get(1));
      Operands.require(in.get(1).shape().size() == 1, "padding with " + in.get(1));
    }
    return x.with(Operands.shape(dims));
  }

  @Override
  public Tensor eval(List<Tensor> in, TensorType type) {
    Tensor x = in.get(0);
    Coordinates to = new Coordinates(type.shape());
    Coordinates from = new Coordinates(x.shape());
    long[] at = new long[type.shape().rank()];
    TensorWriter out = Tensor.writer(type);
    for (long i = 0; i < type.shape().size(); i++) {
      to.of(i, at);
      boolean inside = true;
      for (int axis = 0; axis < at.length; axis++) {
        long index = at[axis] - begins.get(axis);
        long extent = x.shape().dim(axis);
        inside &= index >= 0 && index < extent;
        at[axis] = mode.source(index, extent);
      }
      if (inside || mode != Mode.CONSTANT) {
        Copy.one(x, from.flat(at), out, i);
      } else {
        Copy.one(in.get(1), 0, out, i);
      }
    }
    return out.finish();
  }
}
