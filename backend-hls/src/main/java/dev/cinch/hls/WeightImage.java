// SPDX-License-Identifier: Apache-2.0
package dev.cinch.hls;

import dev.cinch.target.design.Design;
import dev.cinch.target.design.Engine;
import dev.cinch.target.eie.PackedColumns;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The 64-bit words from which an accelerator loads its weights, in simulation, co-simulation and on
 * the board alike. The layout is that of {@code cinch/weights.hpp}, version 1.
 */
public final class WeightImage {

  /** Version of the layout. */
  public static final int VERSION = 1;

  private static final long MAGIC = 0x5354_5748_434e_4943L; // "CINCHWTS", first letter lowest
  private static final int HEADER_WORDS = 3;
  private static final int WORD_BITS = 64;

  /**
   * Where one layer's arrays lie.
   *
   * @param name the layer
   * @param first first word of its arrays
   * @param end word behind the last
   */
  public record Extent(String name, int first, int end) {}

  private final long[] words;
  private final List<Extent> extents = new ArrayList<>();
  private int at;
  private int lane;

  private WeightImage(Design design) {
    List<Engine> engines = design.engines();
    this.at = HEADER_WORDS * (1 + engines.size());
    int total = at + engines.stream().mapToInt(WeightImage::bodyWords).sum();
    this.words = new long[total];
    words[0] = MAGIC;
    words[1] = halves(VERSION, engines.size());
    words[2] = total;
    for (int i = 0; i < engines.size(); i++) {
      header(engines.get(i), HEADER_WORDS * (1 + i));
    }
    engines.forEach(this::body);
  }

  /** Packs the weights of a design. */
  public static WeightImage of(Design design) {
    return new WeightImage(design);
  }

  /** Number of words. */
  public int size() {
    return words.length;
  }

  /** Where each layer's arrays lie, in order; the words before the first are headers. */
  public List<Extent> extents() {
    return List.copyOf(extents);
  }

  /** The words as a file holds them: little-endian. */
  public byte[] bytes() {
    ByteBuffer buffer = ByteBuffer.allocate(Math.multiplyExact(words.length, Long.BYTES));
    buffer.order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().put(words);
    return buffer.array();
  }

  private void header(Engine engine, int word) {
    PackedColumns columns = engine.columns();
    EngineConstants constants = new EngineConstants(engine);
    words[word] = halves(columns.matrix().rows(), columns.matrix().columns());
    words[word + 1] = halves(constants.depth(), columns.elements());
    long low =
        columns.matrix().codeBits()
            | columns.gapBits() << 8
            | constants.weightBits() << 16
            | constants.biasBits() << 24;
    long high =
        engine.accumulator().width()
            | (engine.shift() & 0xff) << 8
            | (columns.matrix().hasTable() ? 1 : 0) << 16
            | (engine.relu() ? 1 : 0) << 17;
    words[word + 2] = halves(low, high);
  }

  private static long halves(long low, long high) {
    return high << 32 | (low & 0xffff_ffffL);
  }

  private static int bodyWords(Engine engine) {
    PackedColumns columns = engine.columns();
    EngineConstants constants = new EngineConstants(engine);
    int table =
        columns.matrix().hasTable()
            ? arrayWords(1 << columns.matrix().codeBits(), constants.weightBits())
            : 0;
    int element =
        arrayWords(columns.matrix().columns() + 1, constants.pointerBits())
            + arrayWords(constants.depth(), columns.matrix().codeBits() + columns.gapBits())
            + arrayWords(columns.rowsPerElement(), constants.biasBits());
    return Math.addExact(table, Math.multiplyExact(element, columns.elements()));
  }

  private static int arrayWords(int fields, int bits) {
    return Math.ceilDiv(fields, WORD_BITS / bits);
  }

  private void body(Engine engine) {
    PackedColumns columns = engine.columns();
    EngineConstants constants = new EngineConstants(engine);
    int first = at;
    if (columns.matrix().hasTable()) {
      long[] table = Arrays.copyOf(columns.matrix().table(), 1 << columns.matrix().codeBits());
      for (long weight : table) {
        field(weight, constants.weightBits());
      }
      endArray();
    }
    for (int element = 0; element < columns.elements(); element++) {
      for (int column = 0; column <= columns.matrix().columns(); column++) {
        field(columns.pointer(element, column), constants.pointerBits());
      }
      endArray();
      entries(columns, element, constants.depth());
      for (int row = element;
          row < columns.rowsPerElement() * columns.elements();
          row += columns.elements()) {
        long bias = row < columns.matrix().rows() ? engine.bias().rawAt(row) : 0;
        field(bias, constants.biasBits());
      }
      endArray();
    }
    extents.add(new Extent(engine.name(), first, at));
  }

  private void entries(PackedColumns columns, int element, int depth) {
    int codeBits = columns.matrix().codeBits();
    int width = codeBits + columns.gapBits();
    long mask = (1L << codeBits) - 1;
    for (int e = 0; e < depth; e++) {
      boolean used = e < columns.entries(element);
      long code = used ? columns.code(element, e) & mask : 0;
      long gap = used ? columns.gap(element, e) : 0;
      field(gap << codeBits | code, width);
    }
    endArray();
  }

  private void field(long value, int bits) {
    long mask = bits == WORD_BITS ? -1L : (1L << bits) - 1;
    words[at] |= (value & mask) << (lane * bits);
    lane++;
    if (lane == WORD_BITS / bits) {
      endArray();
    }
  }

  private void endArray() {
    if (lane > 0) {
      lane = 0;
      at++;
    }
  }
}
