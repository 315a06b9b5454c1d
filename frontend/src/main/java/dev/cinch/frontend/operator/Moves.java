// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.operator;

import dev.cinch.ir.Value;
import dev.cinch.ir.op.Concat;
import dev.cinch.ir.op.Expand;
import dev.cinch.ir.op.Pad;
import dev.cinch.ir.op.Reshape;
import dev.cinch.ir.op.Transpose;
import dev.cinch.ir.op.TypeException;
import dev.cinch.ir.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

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

  /** Expand: extents of 1 grow, by broadcasting with a shape that is known. */
  static Operand expand(Call call) {
    Shape wanted = Shape.of(call.integers(1, "the new shape"));
    Shape shape = Shape.broadcast(call.shape(0), wanted);
    return call.give(new Expand(shape), call.in(0));
  }

  /** Tile: the whole repeated along each axis. */
  static Operand tile(Call call) {
    List<Long> repeats = call.integers(1, "the list of repeats");
    Value x = call.in(0);
    Shape shape = call.shape(0);
    if (repeats.size() != shape.rank() || repeats.stream().anyMatch(count -> count < 0)) {
      throw new TypeException("repeats " + repeats + " of [" + shape + "]");
    }
    Expansion out = new Expansion(call);
    for (int axis = 0; axis < shape.rank(); axis++) {
      long count = repeats.get(axis);
      if (count != 1) {
        Shape now = out.shape(x);
        long before = now.size(0, axis);
        long behind = now.size(axis, now.rank());
        Value rows = out.reshape(x, before, 1, behind);
        Value many = out.expand(rows, Shape.of(before, count, behind));
        x = out.reshape(many, now.with(axis, Math.multiplyExact(now.dim(axis), count)));
      }
    }
    return x.equals(call.in(0)) ? call.operand(0) : out.give(x);
  }

  /**
   * Pad: amounts are an attribute before operator set 11 (named paddings in the first), then an
   * operand; negative ones cut off.
   */
  static Operand pad(Call call) {
    String mode = call.attributes().text("mode", "constant");
    float number = call.attributes().real("value", 0);
    List<Long> stated =
        call.attributes()
            .integers("pads")
            .or(() -> call.attributes().integers("paddings"))
            .orElse(List.of());
    List<Long> amounts = call.has(1) ? call.integers(1, "the list of pads") : stated;
    Value x = call.in(0);
    int rank = call.shape(0).rank();
    List<Long> axes =
        call.has(3)
            ? call.integers(3, "the list of axes")
            : LongStream.range(0, rank).boxed().toList();
    if (amounts.size() != 2 * axes.size()) {
      throw new TypeException(amounts.size() + " pads for " + axes.size() + " axes");
    }
    Long[] begins = new Long[rank];
    Long[] ends = new Long[rank];
    Arrays.fill(begins, 0L);
    Arrays.fill(ends, 0L);
    Expansion out = new Expansion(call);
    for (int i = 0; i < axes.size(); i++) {
      int axis = Axes.within(axes.get(i), rank, false);
      long begin = amounts.get(i);
      long end = amounts.get(axes.size() + i);
      long extent = out.shape(x).dim(axis);
      long from = Math.max(0, -begin);
      long to = extent - Math.max(0, -end);
      if (from > to) {
        throw new TypeException("pads " + amounts + " cut off more than there is");
      }
      x = out.slice(x, axis, from, to);
      begins[axis] = Math.max(0, begin);
      ends[axis] = Math.max(0, end);
    }
    Pad op = new Pad(padding(mode), List.of(begins), List.of(ends));
    if (op.mode() != Pad.Mode.CONSTANT) {
      call.ignoreOperand(2);
      return call.give(op, x);
    }
    Value value = call.has(2) ? out.reshape(call.in(2), Shape.of()) : out.scalar(number, x);
    return call.give(op, x, value);
  }

  private static Pad.Mode padding(String mode) {
    return switch (mode) {
      case "constant" -> Pad.Mode.CONSTANT;
      case "edge" -> Pad.Mode.EDGE;
      case "reflect" -> Pad.Mode.REFLECT;
      case "wrap" -> Pad.Mode.WRAP;
      default ->
          throw new Refusal(
              "onnx.attribute.unsupported", "mode = \"" + mode + "\" is not known", "");
    };
  }

  /** DepthToSpace: channels become blocks of pixels, depth first (DCR) or column first (CRD). */
  static Operand depthToSpace(Call call) {
    long block = call.attributes().integer("blocksize", 0);
    boolean columns = call.attributes().text("mode", "DCR").equals("CRD");
    Value x = call.in(0);
    Shape s = image(call, block);
    Expansion out = new Expansion(call);
    long depth = s.dim(1) / (block * block);
    Value parts =
        columns
            ? out.reshape(x, s.dim(0), depth, block, block, s.dim(2), s.dim(3))
            : out.reshape(x, s.dim(0), block, block, depth, s.dim(2), s.dim(3));
    Value moved =
        columns ? out.transpose(parts, 0, 1, 4, 2, 5, 3) : out.transpose(parts, 0, 3, 4, 1, 5, 2);
    return call.give(
        new Reshape(Shape.of(s.dim(0), depth, s.dim(2) * block, s.dim(3) * block)), moved);
  }

  /** SpaceToDepth: blocks of pixels become channels. */
  static Operand spaceToDepth(Call call) {
    long block = call.attributes().integer("blocksize", 0);
    Value x = call.in(0);
    Shape s = image(call, block);
    Expansion out = new Expansion(call);
    long rows = s.dim(2) / block;
    long columns = s.dim(3) / block;
    Value parts = out.reshape(x, s.dim(0), s.dim(1), rows, block, columns, block);
    Value moved = out.transpose(parts, 0, 3, 5, 1, 2, 4);
    return call.give(
        new Reshape(Shape.of(s.dim(0), s.dim(1) * block * block, rows, columns)), moved);
  }

  private static Shape image(Call call, long block) {
    Shape shape = call.shape(0);
    if (block < 1 || block > Integer.MAX_VALUE || shape.rank() != 4) {
      throw new TypeException("blocks of " + block + " of [" + shape + "]");
    }
    return shape;
  }
}
