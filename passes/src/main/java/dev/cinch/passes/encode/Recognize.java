// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.encode;

import dev.cinch.ir.number.Affine;
import dev.cinch.ir.number.Fixed;
import dev.cinch.ir.number.FloatType;
import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import dev.cinch.ir.tensor.TensorWriter;
import dev.cinch.ir.weight.Codebook;
import dev.cinch.ir.weight.Dense;
import dev.cinch.ir.weight.Positions;
import dev.cinch.ir.weight.Sparse;
import dev.cinch.ir.weight.Values;
import dev.cinch.ir.weight.Weight;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * Finds the forms that a tensor can have without a change of a single bit: which numbers are zero,
 * and how few different ones there are.
 */
final class Recognize {

  /** A table is worth a look when its codes are narrower than the numbers, and no wider. */
  private static final int WIDEST_CODE = Codebook.MAX_BITS;

  private Recognize() {}

  /** Every form, the simplest first. */
  static List<Weight> forms(Tensor tensor) {
    List<Weight> forms = new ArrayList<>();
    forms.add(new Dense(tensor));
    if (tensor.type().number() instanceof Affine) {
      return forms;
    }
    long[] bits = bits(tensor);
    Optional<long[]> table = table(bits, tensor.type().number().width());
    table.ifPresent(values -> forms.add(codebook(tensor, bits, values)));
    Positions positions = nonZeros(bits);
    if (positions.count() < tensor.size()) {
      Tensor kept = positions.gather(tensor);
      forms.add(new Sparse(tensor.type(), positions, new Dense(kept)));
      table.ifPresent(values -> {
        Values shared = codebook(kept, bits(kept), values);
        forms.add(new Sparse(tensor.type(), positions, shared));
      });
    }
    return forms;
  }

  /** The numbers as integers that are 0 for a positive zero and for nothing else. */
  private static long[] bits(Tensor tensor) {
    long[] bits = new long[Math.toIntExact(tensor.size())];
    for (int i = 0; i < bits.length; i++) {
      bits[i] =
          switch (tensor.type().number()) {
            case FloatType _ -> tensor.bitsAt(i);
            case Fixed _, Affine _ -> tensor.rawAt(i);
          };
    }
    return bits;
  }

  private static Positions nonZeros(long[] bits) {
    Positions.Builder builder = Positions.builder(bits.length);
    for (int i = 0; i < bits.length; i++) {
      if (bits[i] != 0) {
        builder.add(i);
      }
    }
    return builder.build();
  }

  /** Different numbers that are not zero, ascending; empty when codes would not be narrower. */
  private static Optional<long[]> table(long[] bits, int width) {
    long[] different = LongStream.of(bits).filter(b -> b != 0).sorted().distinct().toArray();
    int code = codeBits(different.length);
    return different.length > 0 && code < width && code <= WIDEST_CODE
        ? Optional.of(different)
        : Optional.empty();
  }

  /** Bits of a code for so many values and zero. */
  private static int codeBits(int values) {
    return Integer.SIZE - Integer.numberOfLeadingZeros(values);
  }

  private static Values codebook(Tensor numbers, long[] bits, long[] values) {
    TensorWriter table = Tensor.writer(numbers.type().with(Shape.of(values.length + 1)));
    for (int code = 1; code <= values.length; code++) {
      long value = values[code - 1];
      switch (numbers.type().number()) {
        case FloatType _ -> table.setBits(code, value);
        case Fixed _, Affine _ -> table.setRaw(code, value);
      }
    }
    int width = codeBits(values.length);
    TensorWriter codes = Tensor.writer(new TensorType(new Fixed(false, width, 0), numbers.shape()));
    for (int i = 0; i < bits.length; i++) {
      codes.setRaw(i, bits[i] == 0 ? 0 : Arrays.binarySearch(values, bits[i]) + 1L);
    }
    return new Codebook(numbers.type(), width, table.finish(), codes.finish());
  }
}
