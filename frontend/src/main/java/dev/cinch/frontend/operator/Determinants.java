// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.operator;

import dev.cinch.ir.Value;
import dev.cinch.ir.number.Fixed;
import dev.cinch.ir.op.ArgExtreme;
import dev.cinch.ir.op.BinaryFunction;
import dev.cinch.ir.op.Collision;
import dev.cinch.ir.op.GatherElements;
import dev.cinch.ir.op.ScatterElements;
import dev.cinch.ir.op.TypeException;
import dev.cinch.ir.op.UnaryFunction;
import dev.cinch.ir.tensor.Shape;

/** Determinants of square matrices, by elimination with the greatest pivot of each column. */
final class Determinants {

  /** Each row takes some twenty steps of the graph. */
  private static final long MOST_ROWS = 256;

  private Determinants() {}

  /** Det: of the matrices in the last two axes. */
  static Operand read(Call call) {
    Shape shape = call.shape(0);
    int rank = shape.rank();
    if (rank < 2 || shape.dim(-1) != shape.dim(-2) || shape.dim(-1) > MOST_ROWS) {
      throw new TypeException("the determinant of [" + shape + "]");
    }
    Expansion out = new Expansion(call);
    long rows = shape.dim(-1);
    long count = shape.size(0, rank - 2);
    Value matrix = out.reshape(call.in(0), count, rows, rows);
    Value one = out.scalar(1, matrix);
    Value zero = out.scalar(0, matrix);
    Value product = out.expand(out.reshape(one, 1, 1, 1), Shape.of(count, 1, 1));
    for (long left = rows; left > 0; left--) {
      Value column = out.unary(UnaryFunction.ABS, out.slice(matrix, 2, 0, 1));
      Value place = call.step("place", new ArgExtreme(true, 1, false), column);
      Value places = out.expand(out.reshape(place, count, 1, 1), Shape.of(count, 1, left));
      Value row = call.step("row", new GatherElements(1), matrix, places);
      Value first = out.slice(matrix, 1, 0, 1);
      Value swapped =
          call.step("swapped", new ScatterElements(1, Collision.NONE), matrix, places, first);
      Value pivot = out.slice(row, 2, 0, 1);
      Value stays =
          out.binary(
              BinaryFunction.EQUAL,
              out.reshape(place, count, 1, 1),
              out.reshape(out.scalar(0, Fixed.INT64), 1, 1, 1));
      product = out.mul(product, out.select(stays, pivot, out.unary(UnaryFunction.NEG, pivot)));
      if (left > 1) {
        Value rest = out.slice(swapped, 1, 1, left);
        Value none = out.binary(BinaryFunction.EQUAL, pivot, zero);
        Value factor = out.div(out.slice(rest, 2, 0, 1), out.select(none, one, pivot));
        Value taken = out.mul(factor, out.slice(row, 2, 1, left));
        matrix = out.sub(out.slice(rest, 2, 1, left), taken);
      }
    }
    return out.give(out.reshape(product, Shape.of(Expansion.dims(shape, 0, rank - 2))));
  }
}
