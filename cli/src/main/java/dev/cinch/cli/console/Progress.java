// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cli.console;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/**
 * Shows how far long work is: a bar with an estimate on a terminal, a line now and then elsewhere.
 * Safe for many threads.
 */
public final class Progress implements AutoCloseable {

  private static final int WIDTH = 30;
  private static final Duration REDRAW = Duration.ofMillis(100);
  private static final Duration LINE = Duration.ofSeconds(10);

  private final PrintWriter err;
  private final boolean shown;
  private final boolean live;
  private final String label;
  private final long total;
  private final long start = System.nanoTime();
  private long last = start;
  private long done;
  private boolean drawn;

  Progress(PrintWriter err, boolean shown, boolean live, String label, long total) {
    this.err = err;
    this.shown = shown;
    this.live = live;
    this.label = label;
    this.total = total;
  }

  /** One more is done. */
  public void step() {
    to(-1);
  }

  /** This many are done. */
  public synchronized void to(long count) {
    done = count < 0 ? done + 1 : count;
    long now = System.nanoTime();
    if (shown && now - last >= (live ? REDRAW : LINE).toNanos()) {
      last = now;
      show(now - start);
    }
  }

  private void show(long elapsed) {
    long left = done == 0 ? 0 : Math.round((double) elapsed / done * (total - done));
    String estimate = "%s left".formatted(seconds(left));
    if (live) {
      int full = (int) (WIDTH * done / Math.max(1, total));
      err.printf(
          Locale.ROOT,
          "\r%s [%s%s] %d/%d, %s \u001b[K",
          label,
          "#".repeat(full),
          " ".repeat(WIDTH - full),
          done,
          total,
          estimate);
      drawn = true;
    } else {
      err.printf(Locale.ROOT, "%s: %d of %d, %s%n", label, done, total, estimate);
    }
    err.flush();
  }

  private static String seconds(long nanos) {
    long seconds = Math.ceilDiv(nanos, 1_000_000_000L);
    return seconds < 100 ? seconds + " s" : seconds / 60 + " min " + seconds % 60 + " s";
  }

  /** Removes the bar. */
  @Override
  public synchronized void close() {
    if (drawn) {
      err.print("\r\u001b[K");
      err.flush();
    }
  }
}
