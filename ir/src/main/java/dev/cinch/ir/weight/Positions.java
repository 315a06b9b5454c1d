// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.weight;

import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorWriter;
import java.util.Arrays;

/** A set of flat indices below a size, as a bitmap: an eighth of a byte for each index. */
public final class Positions {

  private final long size;
  private final long count;
  private final long[] words;

  private Positions(long size, long[] words) {
    this.size = size;
    this.words = words;
    long total = 0;
    for (long word : words) {
      total += Long.bitCount(word);
    }
    this.count = total;
  }

  /** Where the numbers of a tensor are not zero. Negative zeros are zero. */
  public static Positions ofNonZeros(Tensor dense) {
    Builder kept = builder(dense.size());
    for (long i = 0; i < dense.size(); i++) {
      if (dense.valueAt(i) != 0) {
        kept.add(i);
      }
    }
    return kept.build();
  }

  /** An empty set to be filled. */
  public static Builder builder(long size) {
    return new Builder(size);
  }

  /** All indices below a size. */
  public static Positions all(long size) {
    Builder all = new Builder(size);
    Arrays.fill(all.words, -1L);
    if (size % 64 != 0) {
      all.words[all.words.length - 1] = (1L << size) - 1;
    }
    return new Positions(size, all.words);
  }

  /** One above the largest possible index. */
  public long size() {
    return size;
  }

  /** How many indices are in the set. */
  public long count() {
    return count;
  }

  /** Whether an index is in the set. */
  public boolean contains(long index) {
    return index >= 0 && index < size && (words[(int) (index >>> 6)] >>> index & 1) != 0;
  }

  /** The least index of the set that is not below {@code from}; -1 when there is none. */
  public long next(long from) {
    int word = (int) (from >>> 6);
    if (from < 0 || word >= words.length) {
      return -1;
    }
    long bits = words[word] & (-1L << from);
    while (bits == 0) {
      if (++word == words.length) {
        return -1;
      }
      bits = words[word];
    }
    return ((long) word << 6) + Long.numberOfTrailingZeros(bits);
  }

  /** The set as bits: index i is bit i % 64 of word i / 64. */
  public long[] toWords() {
    return words.clone();
  }

  /**
   * A set from what {@link #toWords} gives.
   *
   * @throws IllegalArgumentException when there are too few words, or indices beyond the size
   */
  public static Positions ofWords(long size, long[] words) {
    Builder builder = new Builder(size);
    int last = builder.words.length - 1;
    if (words.length != builder.words.length || (size % 64 != 0 && words[last] >>> size != 0)) {
      throw new IllegalArgumentException(words.length + " words for indices below " + size);
    }
    return new Positions(size, words.clone());
  }

  /** The numbers of {@code dense} at these indices, in order, 1-D. */
  public Tensor gather(Tensor dense) {
    TensorWriter out = Tensor.writer(dense.type().with(Shape.of(count)));
    boolean floats = dense.type().isFloat();
    long k = 0;
    for (long i = next(0); i >= 0; i = next(i + 1), k++) {
      if (floats) {
        out.setBits(k, dense.bitsAt(i));
      } else {
        out.setRaw(k, dense.rawAt(i));
      }
    }
    return out.finish();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Positions that && size == that.size && Arrays.equals(words, that.words);
  }

  @Override
  public int hashCode() {
    return 31 * Long.hashCode(size) + Arrays.hashCode(words);
  }

  @Override
  public String toString() {
    return count + " of " + size;
  }

  /** Collects indices in any order. */
  public static final class Builder {
    private final long size;
    private final long[] words;

    private Builder(long size) {
      if (size < 0 || size > (long) Integer.MAX_VALUE << 5) {
        throw new IllegalArgumentException("a set of indices below " + size);
      }
      this.size = size;
      this.words = new long[(int) ((size + 63) >>> 6)];
    }

    /** Adds an index. */
    public Builder add(long index) {
      if (index < 0 || index >= size) {
        throw new IndexOutOfBoundsException(index + " is not below " + size);
      }
      words[(int) (index >>> 6)] |= 1L << index;
      return this;
    }

    /** The set as it is now. */
    public Positions build() {
      return new Positions(size, words.clone());
    }
  }
}
