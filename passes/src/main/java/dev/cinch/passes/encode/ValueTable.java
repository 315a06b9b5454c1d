// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.encode;

import dev.cinch.ir.number.Fixed;
import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import dev.cinch.ir.tensor.TensorWriter;
import dev.cinch.ir.weight.Codebook;
import java.util.Arrays;
import java.util.Optional;

/** The different numbers of a tensor, ascending by their bits, behind a zero. */
final class ValueTable {

  /** Twice the most numbers there can be. */
  private static final int SLOTS = 2 << Codebook.MAX_BITS;

  /** Bits of the golden ratio, which spread neighbours (Knuth, volume 3, section 6.4). */
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  /** What numbers take at most that are not chosen to collide; about 60 is usual. */
  private static final int MOST_PROBES = 256;

  private final long[] keys;
  private final int[] codes = new int[SLOTS];
  private final int bits;
  private final Tensor values;

  private ValueTable(TensorType type, long[] keys, long[] ascending) {
    this.keys = keys;
    this.bits = bits(ascending.length);
    TensorWriter table = Tensor.writer(type.with(Shape.of(ascending.length + 1)));
    for (int k = 0; k < ascending.length; k++) {
      if (type.isFloat()) {
        table.setBits(k + 1, ascending[k]);
      } else {
        table.setRaw(k + 1, ascending[k]);
      }
      codes[slot(keys, ascending[k])] = k + 1;
    }
    this.values = table.finish();
  }

  /**
   * The table of a tensor; empty where codes would not be narrower than numbers, or too wide, and
   * for numbers that are chosen to make finding them slow.
   */
  static Optional<ValueTable> of(Tensor tensor) {
    int width = Math.min(tensor.type().number().width() - 1, Codebook.MAX_BITS);
    long[] different = new long[(1 << width) - 1];
    long[] keys = new long[SLOTS];
    int count = 0;
    for (long i = 0; i < tensor.size(); i++) {
      long number = number(tensor, i);
      if (number != 0) {
        int slot = slot(keys, number);
        if (slot < 0 || (keys[slot] == 0 && count == different.length)) {
          return Optional.empty();
        }
        if (keys[slot] == 0) {
          keys[slot] = number;
          different[count++] = number;
        }
      }
    }
    long[] ascending = Arrays.copyOf(different, count);
    Arrays.sort(ascending);
    return count == 0
        ? Optional.empty()
        : Optional.of(new ValueTable(tensor.type(), keys, ascending));
  }

  /** A number as an integer that is 0 for a positive zero and for nothing else. */
  static long number(Tensor tensor, long index) {
    return tensor.type().isFloat() ? tensor.bitsAt(index) : tensor.rawAt(index);
  }

  /** Where a number that is not 0 is, or where it would be; negative after too many probes. */
  private static int slot(long[] keys, long number) {
    int slot = (int) ((number * SPREAD) >>> (Long.SIZE - 1 - Codebook.MAX_BITS));
    for (int probe = 0; probe < MOST_PROBES; probe++) {
      if (keys[slot] == 0 || keys[slot] == number) {
        return slot;
      }
      slot = (slot + 1) & (SLOTS - 1);
    }
    return -1;
  }

  /** Bits of a code for so many values and zero. */
  private static int bits(int values) {
    return Integer.SIZE - Integer.numberOfLeadingZeros(values);
  }

  /** Bytes of the values as they are. */
  long bytes() {
    return values.type().bytes();
  }

  /** Numbers that are in the table as codes. */
  Codebook share(Tensor numbers) {
    TensorWriter out = Tensor.writer(new TensorType(new Fixed(false, bits, 0), numbers.shape()));
    for (long i = 0; i < numbers.size(); i++) {
      long number = number(numbers, i);
      out.setRaw(i, number == 0 ? 0 : codes[slot(keys, number)]);
    }
    return new Codebook(numbers.type(), bits, values, out.finish());
  }
}
