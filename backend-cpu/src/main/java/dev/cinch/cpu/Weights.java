// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu;

import dev.cinch.cpu.kernel.Clamp;
import dev.cinch.cpu.kernel.CodedPanels;
import dev.cinch.cpu.kernel.SparseCodes;
import dev.cinch.ir.number.Fixed;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.weight.Codebook;
import dev.cinch.ir.weight.Positions;
import dev.cinch.ir.weight.Sparse;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The constant operands of a contraction; a missing bias is zeros. */
final class Weights {

  private final List<Slot> in;
  private final int outputs;
  private final int terms;
  private final boolean transposed;
  private @Nullable Tensor matrix;

  /**
   * The constants of a contraction.
   *
   * @param in its operands: x, weights and perhaps a bias
   * @param outputs length of its bias
   * @param terms weights of each output
   * @param transposed whether the outputs are the inner axis of the weights
   */
  Weights(List<Slot> in, int outputs, int terms, boolean transposed) {
    this.in = in;
    this.outputs = outputs;
    this.terms = terms;
    this.transposed = transposed;
  }

  float[] floats() {
    return decoded(1).toFloats();
  }

  long[] raws() {
    return decoded(1).toRaws();
  }

  float[] floatBias() {
    return in.size() == 3 ? decoded(2).toFloats() : new float[outputs];
  }

  long[] longBias() {
    return in.size() == 3 ? decoded(2).toRaws() : new long[outputs];
  }

  int[] intBias() {
    return Arrays.stream(longBias()).mapToInt(raw -> (int) raw).toArray();
  }

  /** The weights as codes of at most a byte, where they are that and should stay so. */
  Optional<CodedPanels> coded() {
    return byteCodes()
        .flatMap(codebook ->
            CodedPanels.of(
                codebook.indices().segment(), terms, outputs, codebook.table().toFloats()));
  }

  /** The kept weights of a large sparse matrix as codes, where they are that. */
  Optional<SparseCodes> sparseCodes(float[] bias, Clamp clamp) {
    return in.get(1).weight() instanceof Sparse(_, var positions, Codebook values)
            && values.bits() <= Byte.SIZE
            && values.table().size() <= SparseCodes.TABLE
            && positions.count() >= FloatSparseCodedProduct.LARGE
            && positions.count() < FloatSparseProduct.DENSITY * positions.size()
        ? Optional.of(sparseCodes(positions, values, bias, clamp))
        : Optional.empty();
  }

  private SparseCodes sparseCodes(Positions positions, Codebook values, float[] bias, Clamp clamp) {
    int[] kept = new int[Math.toIntExact(positions.count())];
    long position = -1;
    for (int i = 0; i < kept.length; i++) {
      position = positions.next(position + 1);
      kept[i] = Math.toIntExact(position);
    }
    byte[] codes = values.indices().segment().toArray(ValueLayout.JAVA_BYTE);
    float[] table = values.table().toFloats();
    return new SparseCodes(terms, kept, codes, table, bias, clamp);
  }

  private Optional<Codebook> byteCodes() {
    return in.get(1).weight() instanceof Codebook codebook && codebook.bits() <= Byte.SIZE
        ? Optional.of(codebook)
        : Optional.empty();
  }

  /** Weights that are not zero / all, whatever the form of the weights says. */
  double density() {
    return in.get(1).density();
  }

  /**
   * Whether 32 bits hold every sum, by {@code sum |w| * max |x| + |bias|} of each output. Doubles
   * are exact as far as the limit, and beyond it they stay beyond it.
   */
  boolean provesInts() {
    Fixed x = in.get(0).type().fixed();
    double greatest = Math.max(-(double) x.min(), (double) x.max());
    long[] raws = raws();
    long[] bias = longBias();
    for (int output = 0; output < outputs; output++) {
      double magnitude = 0;
      for (int k = 0; k < terms; k++) {
        magnitude +=
            Math.abs((double) raws[transposed ? k * outputs + output : output * terms + k]);
      }
      if (magnitude * greatest + Math.abs((double) bias[output]) > Integer.MAX_VALUE) {
        return false;
      }
    }
    return true;
  }

  private Tensor decoded(int operand) {
    Tensor known = operand == 1 ? matrix : null;
    if (known == null) {
      known = Objects.requireNonNull(in.get(operand).weight()).decode();
      matrix = operand == 1 ? known : matrix;
    }
    return known;
  }
}
