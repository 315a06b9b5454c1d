// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.drive;

import dev.cinch.passes.learn.Driver;
import dev.cinch.passes.learn.Moment;
import dev.cinch.passes.learn.State;
import dev.cinch.passes.prune.Allocation;
import dev.cinch.passes.represent.SparseSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Prunes and splices at once (Guo, Yao, Chen, Dynamic Network Surgery, NIPS 2016, algorithm 1): the
 * network computes with what is kept, but all numbers go on learning, and one that grows is taken
 * back. A number is lost below {@code (1 - band) t}, comes back above {@code (1 + band) t}, and
 * stays as it is in between; the threshold t is that of the allocation, taken once where it counts
 * deviations. Masks are renewed with the probability {@code (1 + 0.0001 step)^-1}.
 */
public final class Spliced implements Driver {

  private static final double COOLING = 1e-4;

  private final SparseSet set;
  private final Times times;
  private final float band;
  private final long seed;

  /** For each tensor 1 for what is kept. */
  private final List<float[]> masks;

  /** The thresholds, taken at the start where they stay. */
  private final float[] thresholds;

  /**
   * A driver.
   *
   * @param band half of the band in which nothing changes, a share of the threshold
   */
  public Spliced(SparseSet set, Times times, double band, long seed, List<Integer> sizes) {
    this.set = set;
    this.times = times;
    this.band = (float) band;
    this.seed = seed;
    this.masks = new ArrayList<>();
    for (int size : sizes) {
      float[] mask = new float[size];
      Arrays.fill(mask, 1);
      masks.add(mask);
    }
    this.thresholds = new float[sizes.size()];
  }

  @Override
  public void start(List<float[]> numbers) {
    if (isFrozen()) {
      float[] first = set.allocation().thresholds(set.scores(numbers), 0);
      System.arraycopy(first, 0, thresholds, 0, first.length);
    }
    renew(times.progress(0), numbers);
  }

  private boolean isFrozen() {
    return set.allocation() instanceof Allocation.Deviation;
  }

  private void renew(double progress, List<float[]> numbers) {
    double left = set.ramp().left(progress);
    List<float[]> scores = set.scores(numbers);
    float[] now = isFrozen() ? thresholds : set.allocation().thresholds(scores, left);
    for (int t = 0; t < now.length; t++) {
      float[] mask = masks.get(t);
      float[] score = scores.get(t);
      int[] group = set.groups().get(t);
      float low = now[t] * (1 - band);
      float high = now[t] * (1 + band);
      for (int i = 0; i < mask.length; i++) {
        float of = score[group.length == 0 ? i : group[i]];
        if (of < low) {
          mask[i] = 0;
        } else if (of >= high) {
          mask[i] = 1;
        }
      }
    }
  }

  @Override
  public boolean changesUse() {
    return true;
  }

  @Override
  public void use(Moment now, List<float[]> used) {
    clear(used);
  }

  private void clear(List<float[]> arrays) {
    for (int t = 0; t < masks.size(); t++) {
      float[] mask = masks.get(t);
      float[] of = arrays.get(t);
      for (int i = 0; i < of.length; i++) {
        of[i] = mask[i] == 0 ? 0 : of[i];
      }
    }
  }

  @Override
  public void gradient(Moment now, List<float[]> numbers, List<float[]> gradient) {
    set.observe(numbers, gradient);
  }

  @Override
  public void after(Moment now, List<float[]> numbers, List<float[]> directions) {
    double chance = 1 / (1 + COOLING * now.step());
    boolean isDrawn =
        new SplittableRandom(new SplittableRandom(seed + now.step()).nextLong()).nextDouble()
            < chance;
    if (times.isDue(now) && isDrawn) {
      renew(times.progress(now.share()), numbers);
    }
  }

  @Override
  public void finish(List<float[]> numbers) {
    clear(numbers);
  }

  @Override
  public boolean isSettled(Moment now) {
    return now.share() >= times.until();
  }

  @Override
  public String describe(List<float[]> numbers) {
    return Densities.text(masks);
  }

  @Override
  public void state(State state) {
    set.state(state);
    masks.forEach(state::numbers);
    state.numbers(thresholds);
  }
}
