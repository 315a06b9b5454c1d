// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.learn;

import dev.cinch.data.Split;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Examples of a split in batches, in an order that a seed decides. */
final class Batches {

  private final Split split;
  private final int size;
  private final Augmentation augmentation;
  private final long seed;
  private final SplittableRandom random;
  private final int[] order;
  private SplittableRandom variations = new SplittableRandom(0);
  private long epoch;

  Batches(Split split, int size, Augmentation augmentation, long seed) {
    this.split = split;
    this.size = size;
    this.augmentation = augmentation;
    this.seed = seed;
    this.random = new SplittableRandom(seed);
    this.order = new int[split.size()];
    Arrays.setAll(order, i -> i);
  }

  /** Examples as they are, in their order. */
  static Batches inOrder(Split split, int size) {
    return new Batches(split, size, Augmentation.NONE, 0);
  }

  /** A new order (Fisher and Yates), and new variations. */
  void shuffle() {
    for (int i = order.length - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      int swapped = order[i];
      order[i] = order[other];
      order[other] = swapped;
    }
    epoch++;
    variations = new SplittableRandom(new SplittableRandom(seed ^ epoch << 32).nextLong());
  }

  /** Passes over the first batches of an epoch. */
  void skip(int batches) {
    if (augmentation.changes()) {
      for (int i = 0; i < Math.min(order.length, batches * size); i++) {
        Augmentation.skip(variations);
      }
    }
  }

  /** How many batches there are; the last may be smaller. */
  int count() {
    return Math.ceilDiv(order.length, size);
  }

  /** A batch of the epoch; where examples vary, they must be taken in order. */
  Batch batch(int index) {
    int first = index * size;
    int length = Math.min(size, order.length - first);
    int each = (int) split.sample().size();
    float[] numbers = new float[length * each];
    int[] labels = new int[length];
    float[] image = new float[augmentation.changes() ? each : 0];
    for (int i = 0; i < length; i++) {
      int example = order[first + i];
      labels[i] = split.label(example);
      if (augmentation.changes()) {
        split.read(example, image, 0);
        augmentation.vary(split.sample(), image, numbers, i * each, variations);
      } else {
        split.read(example, numbers, i * each);
      }
    }
    return new Batch(numbers, labels);
  }
}
