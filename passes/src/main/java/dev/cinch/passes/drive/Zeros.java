// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.drive;

import dev.cinch.passes.learn.Driver;
import dev.cinch.passes.learn.Moment;
import dev.cinch.passes.learn.State;
import java.util.BitSet;
import java.util.List;

/** Holds zeros at zero: in numbers, gradients and the optimizer's directions. */
public final class Zeros implements Driver {

  private final List<int[]> masks;

  /** For tensors of some sizes. */
  public Zeros(List<Integer> sizes) {
    this.masks = sizes.stream().map(size -> new int[Math.ceilDiv(size, Integer.SIZE)]).toList();
  }

  @Override
  public void start(List<float[]> numbers) {
    for (int t = 0; t < masks.size(); t++) {
      int[] mask = masks.get(t);
      float[] of = numbers.get(t);
      for (int i = 0; i < of.length; i++) {
        int bit = 1 << i;
        mask[i >>> 5] = of[i] == 0 ? mask[i >>> 5] & ~bit : mask[i >>> 5] | bit;
      }
    }
  }

  @Override
  public void gradient(Moment now, List<float[]> numbers, List<float[]> gradient) {
    clear(gradient);
  }

  @Override
  public void after(Moment now, List<float[]> numbers, List<float[]> directions) {
    clear(numbers);
    clear(directions);
  }

  /** Sets to zero what was zero at the start. */
  void clear(List<float[]> arrays) {
    for (int t = 0; t < masks.size(); t++) {
      int[] mask = masks.get(t);
      float[] of = arrays.get(t);
      for (int i = 0; i < of.length; i++) {
        if ((mask[i >>> 5] >>> i & 1) == 0) {
          of[i] = 0;
        }
      }
    }
  }

  /** How many numbers are not held. */
  public long kept() {
    return masks.stream().mapToLong(mask -> bits(mask).cardinality()).sum();
  }

  private static BitSet bits(int[] mask) {
    long[] words = new long[Math.ceilDiv(mask.length, 2)];
    for (int i = 0; i < mask.length; i++) {
      words[i / 2] |= (mask[i] & 0xFFFF_FFFFL) << (i % 2 * Integer.SIZE);
    }
    return BitSet.valueOf(words);
  }

  @Override
  public void state(State state) {
    masks.forEach(state::numbers);
  }
}
