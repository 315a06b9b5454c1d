// SPDX-License-Identifier: Apache-2.0
package dev.cinch.target.eie;

import dev.cinch.ir.number.Fixed;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.weight.Codebook;
import dev.cinch.ir.weight.Dense;
import dev.cinch.ir.weight.Sparse;
import dev.cinch.ir.weight.Values;
import dev.cinch.ir.weight.Weight;
import java.util.Arrays;

/**
 * A weight matrix as an engine reads it: one code for each place, 0 where the weight is zero. The
 * codes index a table of shared values, or are the raw weights themselves.
 */
public final class CodeMatrix {

  /** Finds a weight in its tensor. */
  public interface Layout {
    /** Flat index in the weight's tensor of a row and column of the matrix; -1 for a fixed zero. */
    long index(int row, int column);

    /**
     * The places of a convolution's weight [filters, channels, taps]: columns are all taps of a
     * patch, tap after tap, all channels of a tap together; zero outside a filter's own group.
     *
     * @param filters of all groups
     * @param channels that a filter reads: those of one group
     * @param taps of a kernel
     * @param groups number of groups
     */
    static Layout convolution(int filters, int channels, int taps, int groups) {
      int perGroup = filters / groups;
      int allChannels = channels * groups;
      return (row, column) -> {
        int channel = column % allChannels - row / perGroup * channels;
        int tap = column / allChannels;
        return channel < 0 || channel >= channels
            ? -1
            : ((long) row * channels + channel) * taps + tap;
      };
    }
  }

  private final int rows;
  private final int columns;
  private final Fixed number;
  private final int codeBits;
  private final long[] table;
  private final int[] codes;
  private final Layout layout;

  /**
   * Reads a fixed-point weight.
   *
   * @param rows results
   * @param columns activations
   * @param layout where the matrix's places lie in the weight's tensor
   */
  public CodeMatrix(Weight weight, int rows, int columns, Layout layout) {
    this.rows = rows;
    this.columns = columns;
    this.layout = layout;
    this.number = weight.type().fixed();
    if (number.width() > Integer.SIZE || !number.signed()) {
      throw new IllegalArgumentException("an engine takes signed weights to 32 bits: " + number);
    }
    Values values =
        switch (weight) {
          case Values all -> all;
          case Sparse sparse -> sparse.values();
        };
    int[] kept =
        switch (values) {
          case Dense(var tensor) -> raws(tensor);
          case Codebook book -> raws(book.indices());
        };
    this.table =
        switch (values) {
          case Dense _ -> new long[0];
          case Codebook book -> book.table().toRaws();
        };
    this.codeBits =
        switch (values) {
          case Dense _ -> number.width();
          case Codebook book -> book.bits();
        };
    this.codes =
        switch (weight) {
          case Values _ -> kept;
          case Sparse sparse -> scatter(sparse, kept);
        };
  }

  private static int[] raws(Tensor tensor) {
    int[] raws = new int[Math.toIntExact(tensor.size())];
    for (int i = 0; i < raws.length; i++) {
      raws[i] = (int) tensor.rawAt(i);
    }
    return raws;
  }

  private static int[] scatter(Sparse sparse, int[] kept) {
    int[] all = new int[Math.toIntExact(sparse.type().shape().size())];
    int k = 0;
    for (long i = sparse.positions().next(0); i >= 0; i = sparse.positions().next(i + 1)) {
      all[(int) i] = kept[k++];
    }
    return all;
  }

  /** Number of rows: results. */
  public int rows() {
    return rows;
  }

  /** Number of columns: activations. */
  public int columns() {
    return columns;
  }

  /** Format of the weights that codes decode to. */
  public Fixed number() {
    return number;
  }

  /** Width of a code. */
  public int codeBits() {
    return codeBits;
  }

  /** Whether codes index a table; else they are the raw weights. */
  public boolean hasTable() {
    return table.length > 0;
  }

  /** The shared raw values, the first is 0; empty where there is no table. */
  public long[] table() {
    return table.clone();
  }

  /** The code at a place; 0 where the weight is zero. */
  public int code(int row, int column) {
    long index = layout.index(row, column);
    return index < 0 ? 0 : codes[(int) index];
  }

  /** The raw weight that a code stands for. */
  public long decode(int code) {
    return table.length > 0 ? table[code] : code;
  }

  /** Number of places that are not zero. */
  public long nonZeros() {
    return Arrays.stream(codes).filter(code -> decode(code) != 0).count();
  }
}
