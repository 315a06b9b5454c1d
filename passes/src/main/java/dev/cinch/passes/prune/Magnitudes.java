// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.prune;

import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorWriter;
import java.util.Arrays;

/**
 * Keeps the numbers of largest magnitude (Han, Pool, Tran, Dally, Learning both Weights and
 * Connections, NIPS 2015, section 3), each by itself. Sorts once, so that many densities can be
 * tried.
 */
public final class Magnitudes {

  private final Tensor tensor;
  private final float[] ascending;

  /** Ranks the numbers of a floating-point weight, all of them finite. */
  public Magnitudes(Tensor tensor) {
    this.tensor = tensor;
    this.ascending = new float[Math.toIntExact(tensor.size())];
    for (int i = 0; i < ascending.length; i++) {
      ascending[i] = (float) Math.abs(tensor.valueAt(i));
    }
    Arrays.sort(ascending);
  }

  /** How many numbers there are. */
  public int size() {
    return ascending.length;
  }

  /** How many numbers a density keeps: to nearest, and at least one. */
  public int kept(double density) {
    return Math.clamp(Math.round(density * size()), Math.min(1, size()), size());
  }

  /**
   * The tensor with all but the largest set to zero; of equal ones the first are kept.
   *
   * @param density share of the numbers to keep, above 0 and at most 1
   */
  public Tensor keep(double density) {
    int kept = kept(density);
    if (kept == size()) {
      return tensor;
    }
    float threshold = ascending[size() - kept];
    // Above the threshold all stay; of those that equal it, as many as there is room for.
    int above = size() - firstAbove(threshold);
    int equal = kept - above;
    TensorWriter out = Tensor.writer(tensor.type());
    for (int i = 0; i < size(); i++) {
      double value = tensor.valueAt(i);
      float magnitude = (float) Math.abs(value);
      if (magnitude > threshold || (magnitude == threshold && equal-- > 0)) {
        out.setValue(i, value);
      }
    }
    return out.finish();
  }

  private int firstAbove(float threshold) {
    int low = 0;
    int high = size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (ascending[middle] > threshold) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }
}
