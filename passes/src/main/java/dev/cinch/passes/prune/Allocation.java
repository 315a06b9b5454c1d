// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.prune;

import java.util.Arrays;
import java.util.List;

/** How much of each tensor is kept. */
public sealed interface Allocation {

  /**
   * The least score that is kept in each tensor; never so high that a tensor loses everything.
   *
   * @param scores of each tensor's groups, not negative
   * @param density kept / all over all tensors, or a share of what the allocation says: 1 keeps all
   */
  float[] thresholds(List<float[]> scores, double density);

  /**
   * A density of its own for each tensor.
   *
   * @param densities kept / all when pruning is done
   */
  record Given(List<Double> densities) implements Allocation {
    public Given {
      densities = List.copyOf(densities);
    }

    @Override
    public float[] thresholds(List<float[]> scores, double density) {
      float[] thresholds = new float[scores.size()];
      for (int t = 0; t < thresholds.length; t++) {
        double own = densities.get(t) + (1 - densities.get(t)) * density;
        float[] of = scores.get(t);
        thresholds[t] = Scores.least(List.of(of), Math.round(own * of.length));
      }
      return thresholds;
    }
  }

  /**
   * The highest scores wherever they are.
   *
   * @param whole kept / all when pruning is done, over all tensors
   */
  record Global(double whole) implements Allocation {
    @Override
    public float[] thresholds(List<float[]> scores, double density) {
      double own = whole + (1 - whole) * density;
      long all = scores.stream().mapToLong(of -> of.length).sum();
      float threshold = Scores.least(scores, Math.round(own * all));
      float[] thresholds = new float[scores.size()];
      for (int t = 0; t < thresholds.length; t++) {
        thresholds[t] = Math.min(threshold, Scores.most(scores.get(t)));
      }
      return thresholds;
    }
  }

  /**
   * The highest scores wherever they are, each in relation to those of its tensor that are not
   * lower: {@code s^2 / sum of s'^2, s' >= s} (Lee et al., ICLR 2021, LAMP, recalled).
   *
   * @param whole kept / all when pruning is done, over all tensors
   */
  record Adaptive(double whole) implements Allocation {
    @Override
    public float[] thresholds(List<float[]> scores, double density) {
      double own = whole + (1 - whole) * density;
      long all = scores.stream().mapToLong(of -> of.length).sum();
      List<float[]> sorted =
          scores.stream()
              .map(of -> {
                float[] ascending = of.clone();
                Arrays.sort(ascending);
                return ascending;
              })
              .toList();
      List<float[]> relative = sorted.stream().map(Adaptive::relative).toList();
      float threshold = Scores.least(relative, Math.round(own * all));
      float[] thresholds = new float[scores.size()];
      for (int t = 0; t < thresholds.length; t++) {
        float[] of = relative.get(t);
        int first = 0;
        while (first < of.length - 1 && of[first] < threshold) {
          first++;
        }
        thresholds[t] = sorted.get(t)[first];
      }
      return thresholds;
    }

    /** Ascending, as the scores are. */
    private static float[] relative(float[] ascending) {
      float[] relative = new float[ascending.length];
      double above = 0;
      for (int i = ascending.length - 1; i >= 0; i--) {
        double square = (double) ascending[i] * ascending[i];
        above += square;
        relative[i] = above == 0 ? 0 : (float) (square / above);
      }
      return relative;
    }
  }

  /**
   * Scores above {@code mean + factor * deviation} of their tensor (Guo, Yao, Chen, Dynamic Network
   * Surgery, NIPS 2016, section 2.3; with a mean of 0 for all signs, Han et al., NIPS 2015).
   *
   * @param factor by which standard deviations count
   */
  record Deviation(double factor) implements Allocation {
    @Override
    public float[] thresholds(List<float[]> scores, double density) {
      float[] thresholds = new float[scores.size()];
      for (int t = 0; t < thresholds.length; t++) {
        double sum = 0;
        double squares = 0;
        int kept = 0;
        for (float score : scores.get(t)) {
          if (score > 0) {
            sum += score;
            squares += (double) score * score;
            kept++;
          }
        }
        double mean = kept == 0 ? 0 : sum / kept;
        double deviation = kept == 0 ? 0 : Math.sqrt(Math.max(0, squares / kept - mean * mean));
        double limit = Math.max(mean + factor * deviation, 0) * (1 - density);
        thresholds[t] = Math.min((float) limit, Scores.most(scores.get(t)));
      }
      return thresholds;
    }
  }
}
