// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.drive;

import dev.cinch.passes.learn.Driver;
import dev.cinch.passes.learn.Moment;
import dev.cinch.passes.learn.State;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Holds equal numbers equal, and zeros at zero: each gets the sum of the gradients of all that
 * share its value, which is the gradient of the value (Han, Mao, Dally, Deep Compression, ICLR
 * 2016, section 3.3).
 */
public final class Shares implements Driver {

  /** The code of numbers that are zero, and stay so. */
  private static final int ZERO = -1;

  private final List<int[]> codes;
  private final boolean isMean;

  /**
   * For tensors of some sizes.
   *
   * @param isMean whether numbers get the mean of the gradients instead of their sum: a smaller
   *     step where many share a value
   */
  public Shares(List<Integer> sizes, boolean isMean) {
    this.codes = sizes.stream().map(int[]::new).toList();
    this.isMean = isMean;
  }

  @Override
  public void start(List<float[]> numbers) {
    for (int t = 0; t < codes.size(); t++) {
      float[] values = values(numbers.get(t));
      int[] code = codes.get(t);
      for (int i = 0; i < code.length; i++) {
        float number = numbers.get(t)[i];
        code[i] = number == 0 ? ZERO : Arrays.binarySearch(values, number);
      }
    }
  }

  /** The different numbers that are not zero, ascending. */
  static float[] values(float[] numbers) {
    float[] sorted = numbers.clone();
    Arrays.sort(sorted);
    int different = 0;
    for (float number : sorted) {
      if (number != 0 && (different == 0 || number != sorted[different - 1])) {
        sorted[different++] = number;
      }
    }
    return Arrays.copyOf(sorted, different);
  }

  @Override
  public void gradient(Moment now, List<float[]> numbers, List<float[]> gradient) {
    for (int t = 0; t < codes.size(); t++) {
      int[] code = codes.get(t);
      float[] of = gradient.get(t);
      int values = Arrays.stream(code).max().orElse(-1) + 1;
      double[] sums = new double[values];
      int[] sizes = new int[values];
      for (int i = 0; i < code.length; i++) {
        if (code[i] != ZERO) {
          sums[code[i]] += of[i];
          sizes[code[i]]++;
        }
      }
      for (int i = 0; i < code.length; i++) {
        double sum = code[i] == ZERO ? 0 : sums[code[i]];
        of[i] = (float) (isMean && sum != 0 ? sum / sizes[code[i]] : sum);
      }
    }
  }

  @Override
  public String describe(List<float[]> numbers) {
    List<String> counts = new ArrayList<>();
    numbers.forEach(of -> counts.add(String.valueOf(values(of).length)));
    return "different numbers " + String.join(" ", counts);
  }

  @Override
  public void state(State state) {
    codes.forEach(state::numbers);
  }
}
