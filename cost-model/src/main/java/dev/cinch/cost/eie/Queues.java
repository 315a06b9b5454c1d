// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cost.eie;

import dev.cinch.target.eie.PackedColumns;
import java.util.Arrays;

/**
 * The elements of an EIE and their queues, column by column instead of cycle by cycle. A column is
 * broadcast into all queues at once, at most one a cycle, when none is full; a queue of depth d
 * holds d - 1 of them. An element takes a column from its queue in the cycle after the broadcast or
 * when it is free, and works a cycle for each entry, padding included, and one for an empty column.
 * With b the cycle of broadcast j, s of its start and f of its end at an element, and k = d - 1:
 *
 * <pre>
 *   b(j) = max(b(j-1) + 1, max over elements of s(j-k) + 1)
 *   s(j) = max(b(j) + 1, f(j-1))
 *   f(j) = s(j) + max(1, entries(j))
 * </pre>
 *
 * which is what the cycle loop does, exactly. Broadcasts of one product follow those of the last
 * without a pause: results leave through the second half of the registers.
 */
public final class Queues {

  private final PackedColumns packed;
  private final int entriesPerLine;
  private final long[] free;
  private final int[] line;
  private final long[] lastStarts;
  private long broadcast = -1;
  private long broadcasts;
  private long entries;
  private long lines;

  /**
   * Idle elements with empty queues.
   *
   * @param packed the matrix
   * @param depth of a queue, at least 2
   * @param entriesPerLine entries that one read of the matrix memory brings, at least 1
   */
  public Queues(PackedColumns packed, int depth, int entriesPerLine) {
    if (depth < 2) {
      throw new IllegalArgumentException("a queue of depth " + depth + " never takes anything");
    }
    this.packed = packed;
    this.entriesPerLine = entriesPerLine;
    this.free = new long[packed.elements()];
    this.line = new int[packed.elements()];
    Arrays.fill(line, -1);
    this.lastStarts = new long[depth - 1];
    Arrays.fill(lastStarts, -1);
  }

  /** Broadcasts an activation that is not zero: the elements multiply its column. */
  public void broadcast(int column) {
    int slot = (int) (broadcasts % lastStarts.length);
    broadcast = Math.max(broadcast + 1, lastStarts[slot] + 1);
    long last = 0;
    for (int element = 0; element < free.length; element++) {
      int from = packed.pointer(element, column);
      int to = packed.pointer(element, column + 1);
      long start = Math.max(broadcast + 1, free[element]);
      free[element] = start + Math.max(1, to - from);
      last = Math.max(last, start);
      read(element, from, to);
    }
    lastStarts[slot] = last;
    broadcasts++;
  }

  /** Counts the lines that hold entries; the line that was read last is still there. */
  private void read(int element, int from, int to) {
    if (to == from) {
      return;
    }
    int first = from / entriesPerLine;
    int last = (to - 1) / entriesPerLine;
    lines += last - first + (first == line[element] ? 0 : 1);
    line[element] = last;
    entries += to - from;
  }

  /** Cycles until the last element is done. */
  public long cycles() {
    long last = 0;
    for (long end : free) {
      last = Math.max(last, end);
    }
    return last;
  }

  /** Activations that were broadcast. */
  public long broadcasts() {
    return broadcasts;
  }

  /** Entries that all elements worked on, padding included. */
  public long entries() {
    return entries;
  }

  /** Lines that all elements read from their matrix memories. */
  public long lines() {
    return lines;
  }
}
