// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu;

import dev.cinch.cpu.kernel.Clamp;
import dev.cinch.ir.Value;
import dev.cinch.ir.number.FloatType;
import dev.cinch.ir.op.Accumulate;
import dev.cinch.ir.op.Add;
import dev.cinch.ir.op.Aggregate;
import dev.cinch.ir.op.ArgExtreme;
import dev.cinch.ir.op.AveragePool;
import dev.cinch.ir.op.BatchNorm;
import dev.cinch.ir.op.Binary;
import dev.cinch.ir.op.BitCast;
import dev.cinch.ir.op.Cast;
import dev.cinch.ir.op.Concat;
import dev.cinch.ir.op.Constant;
import dev.cinch.ir.op.Conv;
import dev.cinch.ir.op.Input;
import dev.cinch.ir.op.MatMul;
import dev.cinch.ir.op.MaxPool;
import dev.cinch.ir.op.Move;
import dev.cinch.ir.op.Multiply;
import dev.cinch.ir.op.Op;
import dev.cinch.ir.op.Recurrence;
import dev.cinch.ir.op.Recurrent;
import dev.cinch.ir.op.Reduce;
import dev.cinch.ir.op.Relu;
import dev.cinch.ir.op.Select;
import dev.cinch.ir.op.Softmax;
import dev.cinch.ir.op.SumPool;
import dev.cinch.ir.op.Transpose;
import dev.cinch.ir.op.Unary;
import java.util.List;
import java.util.Optional;

/** Chooses the step of a node: a kernel where there is one, else the operator's own evaluation. */
final class Kernels {

  private Kernels() {}

  /**
   * The step of a node.
   *
   * @param op what is computed
   * @param in places of the operands
   * @param out place of the result
   * @param clamp what a contraction does to its sums, for which {@link Fusion} has asked
   * @param setup what the steps of the program have in common
   */
  static Step step(Op op, List<Slot> in, Slot out, Clamp clamp, Setup setup) {
    if (isSmallFloat(out) || in.stream().anyMatch(Kernels::isSmallFloat)) {
      return Step.evaluate(op, in, out);
    }
    Optional<Step> kernel =
        switch (op) {
          case Conv conv -> Contractions.convolution(conv, in, out, clamp, setup);
          case MatMul _
              when setup.sums() == Sums.SINGLE
                  && out.buffer() instanceof Floats
                  && !fuses(op, in) ->
              Optional.of(new FloatMatrixProducts(in, out, setup));
          case MatMul _ -> Contractions.matrixProduct(in, out, clamp, setup);
          case MaxPool(var window) -> Pools.max(window, in.get(0), out, setup);
          case SumPool(var window) -> Pools.sum(window, in.get(0), out, setup.sums());
          case AveragePool pool -> Pools.average(pool, in.get(0), out, setup);
          case Relu _ -> Rectifiers.relu(in.get(0), out);
          case Add _ -> Pairs.sum(in.get(0), in.get(1), out);
          case Multiply _ -> Pairs.product(in.get(0), in.get(1), out);
          case Cast cast -> Casts.of(cast, in.get(0), out);
          case Transpose(var permutation) ->
              Optional.of(Moves.transpose(permutation, in.get(0), out));
          case Concat(var axis) -> Optional.of(Moves.concatenation(axis, in, out));
          case BatchNorm norm when out.buffer() instanceof Floats ->
              Optional.of(new FloatNormalization(norm, in, out));
          case Softmax(var axis)
              when out.buffer() instanceof Floats && setup.sums() == Sums.SINGLE ->
              Optional.of(new FloatSoftmax(axis, in.get(0), out, setup.scratch()));
          case BatchNorm _, Softmax _ -> Optional.empty();
          case ArgExtreme extreme
              when in.get(0).buffer() instanceof Floats && out.buffer() instanceof Longs places ->
              Optional.of(Lines.extreme(extreme, in.get(0), places, setup.team().size()));
          case Accumulate accumulate when out.buffer() instanceof Floats floats ->
              Optional.of(Lines.totals(accumulate, in.get(0), floats, setup.team().size()));
          case Aggregate aggregate when out.buffer() instanceof Floats ->
              Optional.of(new FloatAggregate(aggregate, in.get(0), out, setup));
          case Recurrence layer
              when setup.sums() == Sums.SINGLE
                  && out.buffer() instanceof Floats
                  && FloatRecurrence.takes(layer, in) ->
              Optional.of(new FloatRecurrence(layer, in, out, setup));
          case BitCast _, Unary _, Binary _, Select _, Reduce _, Recurrent _ -> Optional.empty();
          case Input _, Constant _, Move _ -> Optional.empty();
        };
    return kernel.orElseGet(() -> Step.evaluate(op, in, out));
  }

  /** Whether a step for an operation applies the limits that follow it. */
  static boolean fuses(Op op, List<Slot> in) {
    return switch (op) {
      case Conv conv -> Contractions.takes(conv, in.subList(1, in.size()));
      case MatMul _ -> Contractions.areConstant(in) && Contractions.isOneMatrix(in.get(1));
      default -> false;
    };
  }

  /** Whether all readers of a value take it with rows that are further apart than long. */
  static boolean takePitch(Uses uses, Value value) {
    return !uses.isReturned(value)
        && uses.of(value).stream()
            .allMatch(reader ->
                switch (reader.op()) {
                  case Conv _ ->
                      reader.in().get(0).equals(value) && !reader.in().get(1).equals(value);
                  case MaxPool(var window) -> Pools.isFlat(window);
                  case AveragePool pool -> Pools.isFlat(pool.window());
                  case Concat(var axis) -> axis == 1;
                  default -> false;
                });
  }

  /** Kernels compute in single precision and do not round to formats of fewer bits. */
  private static boolean isSmallFloat(Slot slot) {
    return slot.type().number() instanceof FloatType number && number.width() < Float.SIZE;
  }
}
