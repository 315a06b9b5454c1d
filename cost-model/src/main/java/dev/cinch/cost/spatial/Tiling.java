// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cost.spatial;

import dev.cinch.cost.work.Axis;
import java.util.function.IntUnaryOperator;

/**
 * One dimension cut into tiles for the buffer, and those into tiles for a pass; the last tile of
 * each may be smaller.
 *
 * @param size of the dimension
 * @param buffer size of a buffer tile, 1 to size
 * @param pass size of a pass tile, 1 to buffer
 */
record Tiling(int size, int buffer, int pass) {

  Tiling {
    if (pass < 1 || pass > buffer || buffer > size) {
      throw new IllegalArgumentException(pass + " of " + buffer + " of " + size);
    }
  }

  int bufferTiles() {
    return Math.ceilDiv(size, buffer);
  }

  /** Most pass tiles that a buffer tile has. */
  int passTilesOfBuffer() {
    return Math.ceilDiv(buffer, pass);
  }

  /** All pass tiles. */
  long passTiles() {
    return sumOverPasses(_ -> 1);
  }

  /** Sum of a function of the size over all buffer tiles. */
  long sumOverBuffers(IntUnaryOperator of) {
    int full = size / buffer;
    int rest = size - full * buffer;
    return (long) full * of.applyAsInt(buffer) + (rest == 0 ? 0 : of.applyAsInt(rest));
  }

  /** Sum of a function of the size over all pass tiles. */
  long sumOverPasses(IntUnaryOperator of) {
    int full = size / buffer;
    int rest = size - full * buffer;
    return full * sumWithin(buffer, of) + (rest == 0 ? 0 : sumWithin(rest, of));
  }

  private long sumWithin(int tile, IntUnaryOperator of) {
    int full = tile / pass;
    int rest = tile - full * pass;
    return (long) full * of.applyAsInt(pass) + (rest == 0 ? 0 : of.applyAsInt(rest));
  }

  /** Inputs that buffer tiles read of an axis, summed over the tiles. */
  long touchedByBuffers(Axis axis) {
    long sum = 0;
    for (int from = 0; from < size; from += buffer) {
      sum += axis.touched(from, Math.min(size, from + buffer));
    }
    return sum;
  }

  /** Inputs that pass tiles read of an axis, summed over the tiles. */
  long touchedByPasses(Axis axis) {
    long sum = 0;
    for (int start = 0; start < size; start += buffer) {
      int end = Math.min(size, start + buffer);
      for (int from = start; from < end; from += pass) {
        sum += axis.touched(from, Math.min(end, from + pass));
      }
    }
    return sum;
  }

  /** Most inputs that a buffer tile reads. */
  int widestBuffer(Axis axis) {
    int most = 0;
    for (int from = 0; from < size; from += buffer) {
      most = Math.max(most, axis.touched(from, Math.min(size, from + buffer)));
    }
    return most;
  }
}
