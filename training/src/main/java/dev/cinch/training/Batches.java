// SPDX-License-Identifier: Apache-2.0
package dev.cinch.training;

import dev.cinch.data.Split;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.bytedeco.pytorch.Tensor;

/** Examples of a split in batches, in an order that a seed decides. */
final class Batches {

  private final Split split;
  private final int size;
  private final SplittableRandom random;
  private final int[] order;

  Batches(Split split, int size, long seed) {
    this.split = split;
    this.size = size;
    this.random = new SplittableRandom(seed);
    this.order = new int[split.size()];
    Arrays.setAll(order, i -> i);
  }

  /** A new order (Fisher and Yates). */
  void shuffle() {
    for (int i = order.length - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      int swapped = order[i];
      order[i] = order[other];
      order[other] = swapped;
    }
  }

  /** How many batches there are; the last may be smaller. */
  int count() {
    return Math.ceilDiv(order.length, size);
  }

  private int first(int batch) {
    return batch * size;
  }

  private int length(int batch) {
    return Math.min(size, order.length - first(batch));
  }

  /** The examples of a batch, [B, ...]. */
  Tensor examples(int batch) {
    int each = (int) split.sample().size();
    float[] numbers = new float[length(batch) * each];
    for (int i = 0; i < length(batch); i++) {
      split.read(order[first(batch) + i], numbers, i * each);
    }
    return Tensor.create(numbers, length(batch), each);
  }

  /** The labels of a batch, [B]. */
  Tensor labels(int batch) {
    long[] labels = new long[length(batch)];
    Arrays.setAll(labels, i -> split.label(order[first(batch) + i]));
    return Tensor.create(labels, labels.length);
  }
}
