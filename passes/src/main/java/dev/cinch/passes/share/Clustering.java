// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.share;

import java.util.OptionalLong;

/** How numbers are clustered. */
public sealed interface Clustering {

  /** The least weighted sum of squared distances to the centroids there is. */
  record Optimal() implements Clustering {}

  /**
   * As in Deep Compression (Han, Mao, Dally, ICLR 2016, section 3): centroids start evenly spaced
   * from the least to the greatest number, and Lloyd's iterations run until no number changes its
   * cluster. Centroids that end without numbers are left out.
   */
  record Linear() implements Clustering {}

  /**
   * Entropy-constrained scalar quantization (Choi, El-Khamy, Lee, arXiv:1612.01543): makes the
   * weighted sum of squared distances and {@code price} times the bits of all codes small. A code
   * has {@code -log2 p} bits, p being the share of numbers in its cluster. Starts at the optimal
   * clusters; numbers, centroids and bits are then chosen in turn, each the best for the others,
   * until that gains nothing. Clusters that lose all their numbers are left out.
   *
   * @param price how much squared distance, times weight, a bit is worth; at least 0
   * @param zeros if present, 0 is a centroid, too, and does not move: numbers near it may join it.
   *     So many numbers beside those given are zero already, and have a share in its probability
   */
  record EntropyConstrained(double price, OptionalLong zeros) implements Clustering {
    public EntropyConstrained {
      if (!Double.isFinite(price) || price < 0 || zeros.orElse(0) < 0) {
        throw new IllegalArgumentException("a price of " + price + ", zeros " + zeros);
      }
    }
  }
}
