// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cost.golden;

/**
 * A published figure beside ours.
 *
 * @param source who published it, in short
 * @param name what of which layer it is
 * @param unit of both
 * @param published as it was printed
 * @param ours what a model here gives
 * @param bar what was promised
 */
public record Comparison(
    String source, String name, String unit, double published, double ours, Bar bar) {

  /** What is promised of a figure. */
  public sealed interface Bar {
    /** Whether it is kept. */
    boolean isKept(double published, double ours);

    /** In words, short. */
    String text();
  }

  /** The same to the digits that were printed. */
  record Same(double digit) implements Bar {
    @Override
    public boolean isKept(double published, double ours) {
      return Math.abs(ours - published) <= digit * (0.5 + 1e-9);
    }

    @Override
    public String text() {
      return digit == 0 ? "exact" : "all printed digits";
    }
  }

  /** Within a share of the published figure. */
  record Within(double share) implements Bar {
    @Override
    public boolean isKept(double published, double ours) {
      return Math.abs(ours - published) <= share * Math.abs(published);
    }

    @Override
    public String text() {
      return "within %.0f %%".formatted(100 * share);
    }
  }

  /** Within points of a share of one. */
  record Points(double points) implements Bar {
    @Override
    public boolean isKept(double published, double ours) {
      return Math.abs(ours - published) <= points / 100;
    }

    @Override
    public String text() {
      return "within %.1f points".formatted(points);
    }
  }

  /** At least so many points above the published share of one. */
  record Above(double points) implements Bar {
    @Override
    public boolean isKept(double published, double ours) {
      return ours >= published + points / 100;
    }

    @Override
    public String text() {
      return "%.1f points above".formatted(points);
    }
  }

  /** No more than the published figure. */
  record AtMost() implements Bar {
    @Override
    public boolean isKept(double published, double ours) {
      return ours <= published;
    }

    @Override
    public String text() {
      return "at most";
    }
  }

  /** Nothing: the figure is shown. */
  record Shown() implements Bar {
    @Override
    public boolean isKept(double published, double ours) {
      return true;
    }

    @Override
    public String text() {
      return "none, shown only";
    }
  }

  /** Whether the bar is kept. */
  public boolean isKept() {
    return bar.isKept(published, ours);
  }

  /** How much more ours is, as a share of the published figure. */
  public double difference() {
    return ours / published - 1;
  }
}
