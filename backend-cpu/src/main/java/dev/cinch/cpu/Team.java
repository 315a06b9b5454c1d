// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Threads that work on the parts of a task together with the one that asks them. Each begins with a
 * range of its own, the same one for tasks of the same number of parts, so that it finds in its
 * cache what it has left there; who is done helps the others. Parts must not depend on one another.
 * Helpers start with the first task that has several parts; between tasks they look out for the
 * next one for a moment, then sleep.
 */
final class Team implements AutoCloseable {

  /** Looks that take about a millisecond: more than steps take that one thread does alone. */
  private static final int LOOKS = 50_000;

  /** A range is taken in about so many bites. */
  private static final int BITES = 8;

  private static final long MASK = (1L << Integer.SIZE) - 1;

  /** Longs in two lines of a cache, so that no two counters share one. */
  private static final int APART = 16;

  /** Work in parts. */
  interface Task {
    /**
     * Computes a part.
     *
     * @param part its index
     * @param worker who computes it: 0 up to the size of the team
     */
    void run(int part, int worker);
  }

  private final int size;

  /**
   * For each worker's range: the number of the call in the upper half, the next part in the lower.
   */
  private final AtomicLongArray tickets;

  private final AtomicInteger open = new AtomicInteger();
  private volatile int call;

  /** The last call whose parts can be taken; helpers look for it. */
  private volatile int posted;

  private volatile int parts;
  private volatile @Nullable Task task;
  private volatile @Nullable Throwable failure;
  private volatile boolean closed;
  private @Nullable List<Thread> helpers;

  /** A team of some workers, the asking thread being one of them. */
  Team(int size) {
    this.size = size;
    this.tickets = new AtomicLongArray(size * APART);
  }

  /** How many workers there are. */
  int size() {
    return size;
  }

  /** Computes all parts; returns when they are done. */
  void each(int count, Task work) {
    if (size == 1 || count <= 1) {
      for (int part = 0; part < count; part++) {
        work.run(part, 0);
      }
      return;
    }
    if (helpers == null) {
      helpers = start();
    }
    // In this order: who reads the new parts or task and then an old call knows that it is late.
    int now = call + 1;
    call = now;
    parts = count;
    task = work;
    open.set(count);
    for (int range = 0; range < size; range++) {
      tickets.set(range * APART, (long) now << Integer.SIZE | first(range, count));
    }
    // Only now: a helper that came before its parts would find none, and wait for the next call.
    posted = now;
    helpers.forEach(LockSupport::unpark);
    work(0);
    while (open.get() > 0) {
      Thread.onSpinWait();
    }
    Throwable thrown = failure;
    if (thrown != null) {
      failure = null;
      throw new IllegalStateException("a part of a computation failed", thrown);
    }
  }

  private int first(int range, int count) {
    return (int) ((long) range * count / size);
  }

  private List<Thread> start() {
    return IntStream.range(1, size)
        .mapToObj(worker ->
            Thread.ofPlatform().daemon().name("cinch-" + worker).start(() -> help(worker)))
        .toList();
  }

  private void help(int worker) {
    int seen = 0;
    int looks = 0;
    while (!closed) {
      int now = posted;
      if (now != seen) {
        seen = now;
        looks = 0;
        work(worker);
      } else if (looks++ < LOOKS) {
        Thread.onSpinWait();
      } else {
        LockSupport.park(this);
        looks = 0;
      }
    }
  }

  /** Takes parts as long as there are any of the call that is on: of one's own range first. */
  private void work(int worker) {
    for (int i = 0; i < size; i++) {
      int range = (worker + i) % size;
      boolean more = true;
      while (more) {
        more = take(range, worker);
      }
    }
  }

  /** Takes a bite of a range; false when none is left. */
  private boolean take(int range, int worker) {
    int bite = Math.max(1, parts / (size * BITES));
    long taken = tickets.getAndAdd(range * APART, bite);
    int count = parts;
    Task work = task;
    long from = taken & MASK;
    int end = first(range + 1, count);
    if ((int) (taken >>> Integer.SIZE) != call || from >= end || work == null) {
      return false;
    }
    int until = (int) Math.min(end, from + bite);
    try {
      for (int part = (int) from; part < until && failure == null; part++) {
        work.run(part, worker);
      }
    } catch (RuntimeException | Error e) {
      failure = e;
    }
    open.addAndGet((int) from - until);
    return true;
  }

  @Override
  public void close() {
    closed = true;
    if (helpers != null) {
      helpers.forEach(LockSupport::unpark);
    }
  }
}
