// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Optional;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * A constant matrix whose numbers are kept as codes of at most a byte, in panels of {@link #WIDTH}
 * columns, row by row. It has no copy as floats: codes become numbers in registers, or a block at a
 * time. Columns behind the last are of no meaning.
 */
public abstract sealed class CodedPanels permits CodedPanels.Direct, PlanePanels {

  static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  static final VectorSpecies<Integer> INTS = SPECIES.vectorShape().withLanes(int.class);
  static final int LANES = SPECIES.length();
  static final VectorSpecies<Byte> BYTES =
      VectorSpecies.of(byte.class, VectorShape.forBitSize(Math.max(64, LANES * Byte.SIZE)));

  /** Columns of a panel. */
  public static final int WIDTH = 8 * LANES;

  /** Columns of what {@link Direct#four} computes. */
  public static final int HALF = WIDTH / 2;

  /** Codes at most. */
  private static final int CODES = 256;

  private static final int NIBBLES = 16;

  /** Numbers that two registers hold. */
  private static final int TABLE = 2 * LANES;

  /** Numbers of a matrix whose floats, 8 MB, no core's own cache holds. */
  private static final long LARGE = 1 << 21;

  final int inner;
  final byte[] codes;

  CodedPanels(int inner, byte[] codes) {
    this.inner = inner;
    this.codes = codes;
  }

  /** Panels whose codes become numbers in the registers of a product: for few rows. */
  public abstract static sealed class Direct extends CodedPanels
      permits NibblePanels, TablePanels, ScaledPanels {

    Direct(int inner, byte[] codes) {
      super(inner, codes);
    }

    /**
     * Adds the products of one row with a panel.
     *
     * @param x the row
     * @param at where it begins
     * @param panel the panel
     * @param sums {@link #WIDTH} sums, in the order of the terms with one rounding for each
     * @param to where they begin
     */
    public abstract void one(float[] x, int at, int panel, float[] sums, int to);

    /**
     * Adds the products of four rows with half a panel.
     *
     * @param x the rows, side by side term by term
     * @param at where they begin
     * @param panel the panel
     * @param half 0 or 1
     * @param sums {@link #HALF} sums of each row
     * @param to where the first row's begin; the others follow {@link #WIDTH} apart
     */
    public abstract void four(float[] x, int at, int panel, int half, float[] sums, int to);
  }

  /**
   * Packs a matrix; empty where the product with its floats is faster. Numbers that are found in
   * registers never are slower than floats (512 x 512 and 9216 x 4096, 1 to 64 rows: by 1.1 to 5).
   * Those of larger tables take twice as long as floats that lie in the cache (1 row of 512 x 512:
   * 23 us to 11), and 0.8 (8 rows) to 1.2 (1 row) of the time of floats that do not.
   *
   * @param matrix codes, one a byte, inner times columns
   * @param inner its rows
   * @param columns its columns
   * @param table the numbers that codes stand for, at most 256
   */
  public static Optional<CodedPanels> of(
      MemorySegment matrix, int inner, int columns, float[] table) {
    if (table.length <= NIBBLES && TABLE >= NIBBLES) {
      return Optional.of(new NibblePanels(matrix, inner, columns, repeated(table, NIBBLES)));
    }
    if (table.length <= TABLE) {
      return Optional.of(new TablePanels(matrix, inner, columns, repeated(table, TABLE)));
    }
    Optional<Steps> steps = Steps.of(table);
    if (steps.isPresent()) {
      byte[] codes = bytes(matrix, inner, columns, steps.get().map());
      float[] scales = new float[columns];
      Arrays.fill(scales, steps.get().step());
      return Optional.of(new ScaledPanels(codes, inner, scales));
    }
    return (long) inner * columns < LARGE
        ? Optional.empty()
        : Optional.of(new PlanePanels(bytes(matrix, inner, columns, same()), inner, table));
  }

  /** Panels of so many columns. */
  public static int count(int columns) {
    return Math.ceilDiv(columns, WIDTH);
  }

  /** Rows of the matrix. */
  public int inner() {
    return inner;
  }

  /** Bytes that are kept. */
  public long bytes() {
    return codes.length;
  }

  /**
   * Writes some rows of a panel as floats.
   *
   * @param panel the panel
   * @param first the first row
   * @param count how many
   * @param block where they go, {@link #WIDTH} numbers each
   * @param to where the first begins
   */
  public abstract void decode(int panel, int first, int count, float[] block, int to);

  /** Codes that become themselves. */
  static byte[] same() {
    byte[] map = new byte[CODES];
    for (int code = 0; code < CODES; code++) {
      map[code] = (byte) code;
    }
    return map;
  }

  /** Packs a byte for each code. */
  static byte[] bytes(MemorySegment matrix, int inner, int columns, byte[] map) {
    int panels = count(columns);
    // Readable by the whole vectors that bytes come in.
    int size = Math.addExact(Math.multiplyExact(panels * WIDTH, inner), BYTES.length());
    byte[] out = new byte[size];
    byte[] row = new byte[columns];
    for (int k = 0; k < inner; k++) {
      copy(matrix, k, row);
      for (int j = 0; j < columns; j++) {
        row[j] = map[row[j] & 0xFF];
      }
      for (int panel = 0; panel < panels; panel++) {
        int first = panel * WIDTH;
        int width = Math.min(WIDTH, columns - first);
        System.arraycopy(row, first, out, (panel * inner + k) * WIDTH, width);
      }
    }
    return out;
  }

  static void copy(MemorySegment matrix, int k, byte[] row) {
    MemorySegment.copy(matrix, ValueLayout.JAVA_BYTE, (long) k * row.length, row, 0, row.length);
  }

  /** A table over and over, for as many numbers as two registers hold. */
  private static float[] repeated(float[] table, int period) {
    float[] out = new float[Math.max(period, TABLE)];
    for (int i = 0; i < out.length; i++) {
      int code = i % period;
      out[i] = code < table.length ? table[code] : 0;
    }
    return out;
  }

  /** The codes of a vector's columns as integers, with a sign. */
  final IntVector ints(int at) {
    return (IntVector)
        ByteVector.fromArray(BYTES, codes, at).convertShape(VectorOperators.B2I, INTS, 0);
  }
}
