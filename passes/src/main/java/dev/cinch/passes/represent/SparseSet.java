// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.represent;

import dev.cinch.passes.learn.State;
import dev.cinch.passes.prune.Allocation;
import dev.cinch.passes.prune.Company;
import dev.cinch.passes.prune.Ramp;
import dev.cinch.passes.prune.Saliency;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Tensors of which only some groups of numbers are not zero.
 *
 * @param saliency which groups are kept: those of the highest mean saliency
 * @param allocation how many in each tensor
 * @param ramp how the density falls with time
 * @param company whether numbers count more where much is kept
 * @param groups for each tensor the group of each number, from 0; an empty array where each number
 *     is its own
 */
public record SparseSet(
    Saliency saliency, Allocation allocation, Ramp ramp, Company company, List<int[]> groups)
    implements Representation {

  public SparseSet {
    groups = List.copyOf(groups);
  }

  @Override
  public void project(double share, List<float[]> numbers) {
    double left = ramp.left(share);
    if (left == 1) {
      return;
    }
    List<float[]> scores = scores(numbers);
    float[] thresholds = allocation.thresholds(scores, left);
    for (int t = 0; t < thresholds.length; t++) {
      float[] of = numbers.get(t);
      float[] score = scores.get(t);
      int[] group = groups.get(t);
      float threshold = thresholds[t];
      for (int i = 0; i < of.length; i++) {
        if (score[group.length == 0 ? i : group[i]] < threshold) {
          of[i] = 0;
        }
      }
    }
  }

  /** For each tensor the saliency of each group. */
  public List<float[]> scores(List<float[]> numbers) {
    return IntStream.range(0, numbers.size())
        .mapToObj(t -> {
          float[] each = new float[numbers.get(t).length];
          saliency.score(t, numbers.get(t), each);
          company.weigh(t, each);
          return groups.get(t).length == 0 ? each : means(each, groups.get(t));
        })
        .toList();
  }

  private static float[] means(float[] scores, int[] groups) {
    int count = 0;
    for (int group : groups) {
      count = Math.max(count, group + 1);
    }
    double[] sums = new double[count];
    int[] sizes = new int[count];
    for (int i = 0; i < groups.length; i++) {
      sums[groups[i]] += scores[i];
      sizes[groups[i]]++;
    }
    float[] means = new float[count];
    for (int g = 0; g < count; g++) {
      means[g] = (float) (sums[g] / Math.max(1, sizes[g]));
    }
    return means;
  }

  @Override
  public void observe(List<float[]> numbers, List<float[]> gradient) {
    saliency.observe(numbers, gradient);
  }

  @Override
  public void state(State state) {
    saliency.state(state);
  }
}
