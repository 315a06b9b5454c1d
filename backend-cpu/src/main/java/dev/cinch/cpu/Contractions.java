// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu;

import dev.cinch.cpu.kernel.BytePanels;
import dev.cinch.cpu.kernel.Clamp;
import dev.cinch.cpu.kernel.CodedPanels;
import dev.cinch.cpu.kernel.SparseCodes;
import dev.cinch.ir.op.Conv;
import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.weight.Codebook;
import dev.cinch.ir.weight.Dense;
import dev.cinch.ir.weight.Sparse;
import dev.cinch.ir.weight.Weight;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Kernels for convolutions and matrix products with constant weights. */
final class Contractions {

  /** Below this density a matrix product walks kept weights one by one (measured on LeNet-5). */
  private static final double SPARSE = 0.125;

  private Contractions() {}

  /** A convolution's kernel, where there is one. */
  static Optional<Step> convolution(Conv conv, List<Slot> in, Slot out, Clamp clamp, Setup setup) {
    Shape x = in.get(0).type().shape();
    Shape y = out.type().shape();
    if (!takes(conv, in.subList(1, in.size()))) {
      return Optional.empty();
    }
    if (out.buffer() instanceof Floats && setup.sums() == Sums.SINGLE) {
      Weights weights = new Weights(in, Math.toIntExact(y.dim(1)), 0, false);
      return Optional.of(
          new FloatConvolution(
              conv, in.get(0), weights.floats(), weights.floatBias(), out, clamp, setup));
    }
    if (!Geometry.fits(conv, x, y)) {
      return Optional.empty();
    }
    Geometry geometry = new Geometry(conv, x, y);
    Weights weights = new Weights(in, Math.toIntExact(y.dim(1)), geometry.terms, false);
    IntKernel ints =
        (operand, result) ->
            new IntConvolution(conv, x, y, operand, weights.raws(), weights.intBias(), result);
    return switch (out.buffer()) {
      case Ints result -> Optional.of(ints.step(((Ints) in.get(0).buffer()).at, result.at));
      case Longs result when in.get(0).buffer() instanceof Ints operand && weights.provesInts() ->
          Optional.of(widened(ints, operand, result, out.size()));
      case Longs result ->
          Optional.of(
              new LongConvolution(
                  geometry, new Wide(in.get(0)), weights.raws(), weights.longBias(), result.at));
      case Floats _, Doubles _ -> Optional.empty();
    };
  }

  /** A matrix product's kernel, where there is one: for one constant right matrix. */
  static Optional<Step> matrixProduct(List<Slot> in, Slot out, Clamp clamp, Setup setup) {
    Shape b = in.get(1).type().shape();
    if (!areConstant(in) || !isOneMatrix(in.get(1))) {
      return Optional.empty();
    }
    int inner = Math.toIntExact(b.dim(-2));
    int columns = Math.toIntExact(b.dim(-1));
    int rows = columns == 0 ? 0 : out.size() / columns;
    Weights weights = new Weights(in, columns, inner, true);
    IntKernel ints = (operand, result) -> integers(rows, operand, inner, weights, result);
    return switch (out.buffer()) {
      case Floats result when setup.sums() == Sums.SINGLE -> {
        float[] a = ((Floats) in.get(0).buffer()).at;
        float[] bias = weights.floatBias();
        if (turns(in.subList(1, in.size()), rows)) {
          yield Optional.of(
              new FloatSparseProduct(in.getFirst(), weights.floats(), bias, out, clamp, setup));
        }
        MatrixOperands operands = new MatrixOperands(rows, a, inner, bias, result.at);
        yield Optional.of(floats(operands, weights, clamp, setup.scratch()));
      }
      case Ints result -> Optional.of(ints.step(((Ints) in.get(0).buffer()).at, result.at));
      case Longs result when in.get(0).buffer() instanceof Ints operand && weights.provesInts() ->
          Optional.of(widened(ints, operand, result, out.size()));
      case Longs result -> {
        Wide operand = new Wide(in.get(0));
        long[] bias = weights.longBias();
        yield Optional.of(
            weights.density() < SPARSE
                ? new LongSparseProduct(rows, operand, inner, weights.raws(), bias, result.at)
                : new LongMatrixProduct(rows, operand, inner, weights.raws(), bias, result.at));
      }
      case Floats _, Doubles _ -> Optional.empty();
    };
  }

  /** Whether a product with some constants turns its left operand over, or takes it so. */
  static boolean turns(List<Slot> constants, long rows) {
    return rows >= FloatSparseProduct.MANY
        && isOneMatrix(constants.getFirst())
        && constants.getFirst().density() < FloatSparseProduct.DENSITY;
  }

  /** The product of few rows with a sparse matrix, or of any with a dense one. */
  private static Step floats(
      MatrixOperands operands, Weights weights, Clamp clamp, Scratch scratch) {
    Optional<SparseCodes> sparse =
        operands.count() <= FloatSparseCodedProduct.FEW
            ? weights.sparseCodes(operands.bias(), clamp)
            : Optional.empty();
    if (sparse.isPresent()) {
      return new FloatSparseCodedProduct(operands, sparse.get(), scratch);
    }
    if (weights.density() < FloatSparseProduct.DENSITY) {
      return new FloatSparseRows(operands, weights.floats(), clamp, scratch);
    }
    Optional<CodedPanels> coded = weights.coded();
    return coded.isPresent()
        ? new FloatCodedProduct(operands, coded.get(), clamp, scratch)
        : new FloatMatrixProduct(operands, weights.floats(), clamp, scratch);
  }

  private static Step integers(int rows, int[] a, int inner, Weights weights, int[] y) {
    long[] raws = weights.raws();
    int[] bias = weights.intBias();
    if (weights.density() < SPARSE) {
      return new IntSparseProduct(rows, a, inner, raws, bias, y);
    }
    return BytePanels.fit(raws)
        ? new IntPanelProduct(rows, a, inner, raws, bias, y)
        : new IntMatrixProduct(rows, a, inner, raws, bias, y);
  }

  /**
   * Whether a convolution is computed by a kernel: its weights have to be constants, and where
   * padding meets weights that are not finite, zeros in place of padding would not do.
   *
   * @param conv how the kernel slides
   * @param constants the operands behind the first
   */
  static boolean takes(Conv conv, List<Slot> constants) {
    boolean pads =
        Stream.concat(conv.window().padsBegin().stream(), conv.window().padsEnd().stream())
            .anyMatch(pad -> pad > 0);
    Weight weight = constants.getFirst().weight();
    return constants.stream().allMatch(slot -> slot.weight() != null)
        && (!pads || weight == null || !weight.type().isFloat() || isFinite(weight));
  }

  private static boolean isFinite(Weight weight) {
    return switch (weight) {
      case Dense(var tensor) -> isFinite(tensor);
      case Codebook codebook -> isFinite(codebook.table());
      case Sparse sparse -> isFinite(sparse.values());
    };
  }

  private static boolean isFinite(Tensor tensor) {
    for (long i = 0; i < tensor.size(); i++) {
      if (!Double.isFinite(tensor.valueAt(i))) {
        return false;
      }
    }
    return true;
  }

  /** Makes a step in 32 bits. */
  private interface IntKernel {
    Step step(int[] operand, int[] result);
  }

  /** A step in 32 bits whose results are carried by longs. */
  private static Step widened(IntKernel kernel, Ints operand, Longs result, int size) {
    int[] narrow = new int[size];
    Step step = kernel.step(operand.at, narrow);
    return team -> {
      step.run(team);
      for (int i = 0; i < size; i++) {
        result.at[i] = narrow[i];
      }
    };
  }

  /** Whether all operands but the first are constants. */
  static boolean areConstant(List<Slot> in) {
    return in.subList(1, in.size()).stream().allMatch(slot -> slot.weight() != null);
  }

  /** Whether an operand is one matrix, for all of a batch. */
  static boolean isOneMatrix(Slot b) {
    Shape shape = b.type().shape();
    return shape.size(0, shape.rank() - 2) == 1;
  }
}
