// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cost.spatial;

import java.util.function.IntUnaryOperator;

/**
 * One dimension cut into tiles for the buffer, and those into tiles for a pass; the last tile of
 * each may be smaller.
 *
 * @param size of the dimension
 * @param buffer size of a buffer tile, 1 to size
 * @param pass size of a pass tile, 1 to buffer
 */
public record Tiling(int size, int buffer, int pass) {

  public Tiling {
    if (pass < 1 || pass > buffer || buffer > size) {
      throw new IllegalArgumentException(pass + " of " + buffer + " of " + size);
    }
  }

  /** All buffer tiles. */
  public int bufferTiles() {
    return Math.ceilDiv(size, buffer);
  }

  /** All pass tiles. */
  public long passTiles() {
    return sumOverPasses(_ -> 1);
  }

  /** Sum of a function of the size over all buffer tiles. */
  public long sumOverBuffers(IntUnaryOperator of) {
    int full = size / buffer;
    int rest = size - full * buffer;
    return (long) full * of.applyAsInt(buffer) + (rest == 0 ? 0 : of.applyAsInt(rest));
  }

  /** Sum of a function of the size over all pass tiles. */
  public long sumOverPasses(IntUnaryOperator of) {
    int full = size / buffer;
    int rest = size - full * buffer;
    return full * sumWithin(buffer, of) + (rest == 0 ? 0 : sumWithin(rest, of));
  }

  private long sumWithin(int tile, IntUnaryOperator of) {
    int full = tile / pass;
    int rest = tile - full * pass;
    return (long) full * of.applyAsInt(pass) + (rest == 0 ? 0 : of.applyAsInt(rest));
  }

  /** Is told of each pass tile. */
  public interface Pass {
    /**
     * A tile.
     *
     * @param from its first point
     * @param to the point after its last
     * @param isFirstOfBuffer whether it is the first of its buffer tile
     * @param isFirst whether it is the first of all
     */
    void at(int from, int to, boolean isFirstOfBuffer, boolean isFirst);
  }

  /** Tells of each pass tile in order. */
  public void forEachPass(Pass tile) {
    for (int start = 0; start < size; start += buffer) {
      int end = Math.min(size, start + buffer);
      for (int from = start; from < end; from += pass) {
        tile.at(from, Math.min(end, from + pass), from == start, from == 0);
      }
    }
  }

  /** The same buffer tiles, each worked on in one pass. */
  public Tiling whole() {
    return new Tiling(size, buffer, buffer);
  }
}
