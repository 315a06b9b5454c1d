// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.share;

/**
 * The runs of points with the least scatter where each run has a price, so that their number
 * follows from it. A later start of the last run that is better for one end is better for all ends
 * behind it, since scatter has the Monge property: so starts wait in a queue, each with the first
 * end from which on it is the best (Galil, Giancarlo, Theoretical Computer Science 64, 1989). That
 * end is looked for close to that of the start in front, which makes a few steps a point.
 */
final class PricedRuns {

  private final Scatter scatter;
  private final double[] best;
  private final int[] lastStart;
  private final int[] queue;
  private final int[] since;

  PricedRuns(Scatter scatter) {
    int ends = scatter.size() + 1;
    this.scatter = scatter;
    this.best = new double[ends];
    this.lastStart = new int[ends];
    this.queue = new int[ends];
    this.since = new int[ends];
  }

  /**
   * The best runs.
   *
   * @param price of a run, at least 0
   * @return where each starts, ascending; of equals the fewer or the earlier, up to rounding
   */
  int[] starts(double price) {
    int size = scatter.size();
    int head = 0;
    int tail = 0;
    queue[0] = 0;
    since[0] = 1;
    for (int end = 1; end <= size; end++) {
      while (head < tail && since[head + 1] <= end) {
        head++;
      }
      lastStart[end] = queue[head];
      best[end] = value(queue[head], end) + price;
      // As a start, this end is better than those behind it in the queue, or waits for its turn.
      while (tail > head && !isBetter(queue[tail], end, since[tail])) {
        tail--;
      }
      int turn = turn(queue[tail], end, Math.max(since[tail], end));
      if (turn <= size) {
        tail++;
        queue[tail] = end;
        since[tail] = turn;
      }
    }
    return starts();
  }

  private double value(int start, int end) {
    return best[start] + scatter.of(start, end);
  }

  /** Whether of two starts the earlier is at least as good for an end. */
  private boolean isBetter(int earlier, int later, int end) {
    return value(earlier, end) <= value(later, end);
  }

  /** The first end behind {@code known} for which the later start is better; size + 1 for none. */
  private int turn(int earlier, int later, int known) {
    int size = scatter.size();
    int low = known;
    int step = 1;
    int high = low + step;
    while (high <= size && isBetter(earlier, later, high)) {
      low = high;
      step += step;
      high = step > size - low ? size + 1 : low + step;
    }
    high = Math.min(high, size + 1);
    while (high - low > 1) {
      int middle = (low + high) >>> 1;
      if (isBetter(earlier, later, middle)) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }

  private int[] starts() {
    int count = 0;
    for (int end = scatter.size(); end > 0; end = lastStart[end]) {
      count++;
    }
    int[] starts = new int[count];
    int end = scatter.size();
    for (int k = count - 1; k >= 0; k--) {
      end = lastStart[end];
      starts[k] = end;
    }
    return starts;
  }
}
