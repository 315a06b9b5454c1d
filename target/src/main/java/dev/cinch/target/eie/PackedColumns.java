// SPDX-License-Identifier: Apache-2.0
package dev.cinch.target.eie;

import java.util.Arrays;

/**
 * A weight matrix packed for {@code N} processing elements: row {@code i} belongs to element {@code
 * i mod N}, which holds its rows of each column as entries (code, gap). The gap is the number of
 * the element's own rows that are zero since the last entry of the column; a longer run costs an
 * entry of code 0 with the greatest gap (EIE, ISCA 2016, section III-B). With gaps of 0 bits every
 * row up to the last non-zero one has an entry.
 */
public final class PackedColumns {

  private final CodeMatrix matrix;
  private final int elements;
  private final int gapBits;
  private final int[][] pointers;
  private final int[][] codes;
  private final byte[][] gaps;

  private PackedColumns(CodeMatrix matrix, int elements, int gapBits) {
    this.matrix = matrix;
    this.elements = elements;
    this.gapBits = gapBits;
    this.pointers = new int[elements][matrix.columns() + 1];
    this.codes = new int[elements][];
    this.gaps = new byte[elements][];
    for (int element = 0; element < elements; element++) {
      fill(element);
    }
  }

  /**
   * Packs a matrix.
   *
   * @param elements number of processing elements, at least 1
   * @param gapBits width of a gap, 0 to 8
   */
  public static PackedColumns pack(CodeMatrix matrix, int elements, int gapBits) {
    if (elements < 1 || gapBits < 0 || gapBits > 8) {
      throw new IllegalArgumentException(elements + " elements with gaps of " + gapBits + " bits");
    }
    return new PackedColumns(matrix, elements, gapBits);
  }

  private void fill(int element) {
    int[] entryCodes = new int[64];
    byte[] entryGaps = new byte[64];
    int count = 0;
    int greatest = (1 << gapBits) - 1;
    for (int column = 0; column < matrix.columns(); column++) {
      pointers[element][column] = count;
      int gap = 0;
      for (int row = element; row < matrix.rows(); row += elements) {
        int code = matrix.code(row, column);
        if (matrix.decode(code) == 0) {
          gap++;
          continue;
        }
        int entries = gap / (greatest + 1) + 1;
        if (count + entries > entryCodes.length) {
          int larger = Math.max(count + entries, 2 * entryCodes.length);
          entryCodes = Arrays.copyOf(entryCodes, larger);
          entryGaps = Arrays.copyOf(entryGaps, larger);
        }
        for (; gap > greatest; gap -= greatest + 1) {
          entryGaps[count++] = (byte) greatest;
        }
        entryCodes[count] = code;
        entryGaps[count++] = (byte) gap;
        gap = 0;
      }
    }
    pointers[element][matrix.columns()] = count;
    codes[element] = Arrays.copyOf(entryCodes, count);
    gaps[element] = Arrays.copyOf(entryGaps, count);
  }

  /** The matrix that was packed. */
  public CodeMatrix matrix() {
    return matrix;
  }

  /** Number of processing elements. */
  public int elements() {
    return elements;
  }

  /** Width of a gap. */
  public int gapBits() {
    return gapBits;
  }

  /** Rows that an element holds at most. */
  public int rowsPerElement() {
    return (matrix.rows() + elements - 1) / elements;
  }

  /** Entries of one element. */
  public int entries(int element) {
    return codes[element].length;
  }

  /** Entries of the element that has most of them. */
  public int depth() {
    return Arrays.stream(codes).mapToInt(entries -> entries.length).max().orElse(0);
  }

  /** Entries of all elements, padding included. */
  public long entries() {
    return Arrays.stream(codes).mapToLong(entries -> entries.length).sum();
  }

  /** Entries that stand only for a long run of zeros. */
  public long paddingEntries() {
    long padding = 0;
    for (int[] element : codes) {
      padding += Arrays.stream(element).filter(code -> matrix.decode(code) == 0).count();
    }
    return padding;
  }

  /** First entry of a column at an element; column {@code columns()} ends the last one. */
  public int pointer(int element, int column) {
    return pointers[element][column];
  }

  /** Code of an entry. */
  public int code(int element, int entry) {
    return codes[element][entry];
  }

  /** Gap of an entry. */
  public int gap(int element, int entry) {
    return gaps[element][entry] & 0xFF;
  }
}
