// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.encode;

import dev.cinch.ir.number.Affine;
import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import dev.cinch.ir.tensor.TensorWriter;
import dev.cinch.ir.weight.Dense;
import dev.cinch.ir.weight.Positions;
import dev.cinch.ir.weight.Sparse;
import dev.cinch.ir.weight.Values;
import dev.cinch.ir.weight.Weight;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What there is in a tensor: which numbers are zero, and how few different ones there are. So it
 * has forms without a change of a single bit.
 */
final class Recognized {

  private static final int SLABS = 16;
  private static final int SAMPLE = 1 << 17;
  private static final int WORTH_A_SAMPLE = 1 << 18;

  private final Tensor tensor;
  private final Optional<ValueTable> table;
  private final Positions kept;

  private Recognized(Tensor tensor, Optional<ValueTable> table) {
    this.tensor = tensor;
    this.table = table;
    Positions.Builder kept = Positions.builder(tensor.size());
    for (long i = 0; i < tensor.size(); i++) {
      if (isAffine() || ValueTable.number(tensor, i) != 0) {
        kept.add(i);
      }
    }
    this.kept = kept.build();
  }

  static Recognized of(Tensor tensor) {
    boolean isAffine = tensor.type().number() instanceof Affine;
    return new Recognized(tensor, isAffine ? Optional.empty() : ValueTable.of(tensor));
  }

  private boolean isAffine() {
    return tensor.type().number() instanceof Affine;
  }

  /** The forms that the tensor has, the simplest first. */
  List<Form> forms() {
    return Arrays.stream(Form.values())
        .filter(form -> !form.isShared() || table.isPresent())
        .filter(form -> !form.isSparse() || kept.count() < tensor.size())
        .toList();
  }

  /** The tensor in a form that it has. */
  Weight as(Form form) {
    Tensor numbers = form.isSparse() ? kept.gather(tensor) : tensor;
    Values values = form.isShared() ? table.orElseThrow().share(numbers) : new Dense(numbers);
    return form.isSparse() ? new Sparse(tensor.type(), kept, values) : values;
  }

  /**
   * A part that tells how large the forms of all are against each other: some neighbouring rows
   * here and there, with the table of all. Empty where it would not be much less than all.
   */
  Optional<Recognized> sample() {
    Shape shape = tensor.shape();
    long row = shape.rank() == 0 ? 1 : shape.size(1, shape.rank());
    long rows = SAMPLE / SLABS / Math.max(1, row);
    if (tensor.size() < WORTH_A_SAMPLE || rows == 0) {
      return Optional.empty();
    }
    TensorType type = tensor.type().with(shape.with(0, SLABS * rows));
    TensorWriter part = Tensor.writer(type);
    long bytes = rows * row * type.number().carrierBytes();
    for (int slab = 0; slab < SLABS; slab++) {
      long first = slab * (shape.dim(0) - rows) / (SLABS - 1);
      long from = first * row * type.number().carrierBytes();
      MemorySegment.copy(tensor.segment(), from, part.segment(), slab * bytes, bytes);
    }
    return Optional.of(new Recognized(part.finish(), table));
  }

  /** How many numbers there are. */
  long size() {
    return tensor.size();
  }

  /** What the table of a form takes as it is, in bytes. */
  long tableBytes(Form form) {
    return form.isShared() ? table.orElseThrow().bytes() : 0;
  }
}
