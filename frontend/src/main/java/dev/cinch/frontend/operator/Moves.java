// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.operator;

import dev.cinch.ir.Value;
import dev.cinch.ir.op.Concat;
import dev.cinch.ir.op.Reshape;
import dev.cinch.ir.op.Transpose;
import dev.cinch.ir.op.TypeException;
import dev.cinch.ir.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Operators that move numbers. */
final class Moves {

  private static final long SHAPE_AS_OPERAND = 5;
  private static final long AXIS_IS_STATED = 4;

  private Moves() {}

  /** Reshape to a shape that is known: an attribute before operator set 5, then an operand. */
  static Operand reshape(Call call) {
    boolean zeroIsZero = call.attributes().flag("allowzero");
    call.attributes().ignore("consumed_inputs");
    List<Long> stated = call.attributes().integers("shape").orElse(List.of());
    List<Long> wanted =
        call.opset() < SHAPE_AS_OPERAND ? stated : call.integers(1, "the new shape");
    return moved(call, resolve(call.shape(0), wanted, zeroIsZero));
  }

  /** Extents with 0 for "as before" and one -1 for "the rest". */
  private static Shape resolve(Shape old, List<Long> wanted, boolean zeroIsZero) {
    long[] dims = new long[wanted.size()];
    int open = -1;
    for (int axis = 0; axis < dims.length; axis++) {
      dims[axis] = wanted.get(axis);
      if (dims[axis] == 0 && !zeroIsZero) {
        if (axis >= old.rank()) {
          throw new TypeException("shape " + wanted + " copies an axis that [" + old + "] lacks");
        }
        dims[axis] = old.dim(axis);
      } else if (dims[axis] == -1 && open < 0) {
        open = axis;
        dims[axis] = 1;
      } else if (dims[axis] < 0) {
        throw new TypeException("shape " + wanted + " has more than one open extent");
      }
    }
    if (open >= 0) {
      long rest = Shape.of(dims).size();
      if (rest == 0 || old.size() % rest != 0) {
        throw new TypeException("[" + old + "] does not divide into " + wanted);
      }
      dims[open] = old.size() / rest;
    }
    return Shape.of(dims);
  }

  /** Flatten to a matrix. */
  static Operand flatten(Call call) {
    long stated = call.attributes().integer("axis", 1);
    Shape old = call.shape(0);
    int axis = Axes.within(stated, old.rank(), true);
    return moved(call, Shape.of(old.size(0, axis), old.size(axis, old.rank())));
  }

  /** Squeeze: axes of extent 1 go, all or those that are named. */
  static Operand squeeze(Call call) {
    List<Long> stated = axes(call);
    Shape old = call.shape(0);
    List<Integer> gone = stated.stream().map(a -> Axes.within(a, old.rank(), false)).toList();
    List<Long> dims = new ArrayList<>();
    for (int axis = 0; axis < old.rank(); axis++) {
      boolean goes = stated.isEmpty() ? old.dim(axis) == 1 : gone.contains(axis);
      if (goes && old.dim(axis) != 1) {
        throw new TypeException("axis " + axis + " of [" + old + "] is not 1");
      }
      if (!goes) {
        dims.add(old.dim(axis));
      }
    }
    return moved(call, Shape.of(dims));
  }

  /** Unsqueeze: axes of extent 1 come, at their places in the result. */
  static Operand unsqueeze(Call call) {
    List<Long> stated = axes(call);
    Shape old = call.shape(0);
    int rank = old.rank() + stated.size();
    List<Integer> added = stated.stream().map(a -> Axes.within(a, rank, false)).distinct().toList();
    if (added.size() != stated.size() || rank > Shape.MAX_RANK) {
      throw new TypeException("axes " + stated + " for [" + old + "]");
    }
    List<Long> dims = new ArrayList<>();
    for (int axis = 0, from = 0; axis < rank; axis++) {
      dims.add(added.contains(axis) ? 1 : old.dim(from++));
    }
    return moved(call, Shape.of(dims));
  }

  /** Axes: an attribute before operator set 13, then an operand. */
  private static List<Long> axes(Call call) {
    List<Long> stated = call.attributes().integers("axes").orElse(List.of());
    return call.has(1) ? call.integers(1, "the list of axes") : stated;
  }

  private static Operand moved(Call call, Shape shape) {
    return call.give(new Reshape(shape), call.in(0));
  }

  /** Transpose; without a permutation the axes are reversed. */
  static Operand transpose(Call call) {
    List<Long> stated = call.attributes().integers("perm").orElse(List.of());
    Value x = call.in(0);
    int rank = call.shape(0).rank();
    List<Integer> permutation =
        call.attributes().has("perm")
            ? stated.stream().map(axis -> Axes.within(axis, rank, false)).toList()
            : IntStream.range(0, rank).map(axis -> rank - 1 - axis).boxed().toList();
    return call.give(new Transpose(permutation), x);
  }

  /** Concat. */
  static Operand concat(Call call) {
    long stated = call.attributes().integer("axis", 1);
    if (!call.attributes().has("axis") && call.opset() >= AXIS_IS_STATED) {
      call.attributes().refuse("attribute axis is missing");
    }
    List<Value> parts = IntStream.range(0, call.operands()).mapToObj(call::in).toList();
    int axis = Axes.within(stated, call.shape(0).rank(), false);
    return call.give(new Concat(axis), parts.toArray(Value[]::new));
  }
}
