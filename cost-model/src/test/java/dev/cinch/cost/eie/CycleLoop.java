// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cost.eie;

import dev.cinch.target.eie.PackedColumns;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** An EIE, cycle by cycle: the judge of {@link Queues}. */
final class CycleLoop {
  private CycleLoop() {}

  /** Cycles until the last element is done with all columns. */
  static long run(PackedColumns packed, List<Integer> columns, int depth) {
    List<Deque<Integer>> queues = new ArrayList<>();
    for (int element = 0; element < packed.elements(); element++) {
      queues.add(new ArrayDeque<>());
    }
    int[] left = new int[packed.elements()];
    int next = 0;
    long cycle = 0;
    while (true) {
      boolean room = queues.stream().allMatch(queue -> queue.size() < depth - 1);
      boolean sends = room && next < columns.size();
      boolean busy = sends;
      for (int element = 0; element < left.length; element++) {
        if (left[element] == 0 && !queues.get(element).isEmpty()) {
          int column = queues.get(element).remove();
          int entries = packed.pointer(element, column + 1) - packed.pointer(element, column);
          left[element] = Math.max(1, entries);
        }
        if (left[element] > 0) {
          left[element]--;
          busy = true;
        }
      }
      if (sends) {
        int column = columns.get(next++);
        queues.forEach(queue -> queue.add(column));
      }
      if (!busy && next == columns.size() && queues.stream().allMatch(Deque::isEmpty)) {
        return cycle;
      }
      cycle++;
    }
  }
}
