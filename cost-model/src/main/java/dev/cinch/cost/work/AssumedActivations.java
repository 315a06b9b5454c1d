// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cost.work;

import dev.cinch.ir.Node;
import dev.cinch.target.Figure;
import java.util.BitSet;
import java.util.List;
import java.util.Random;

/**
 * A seeded random pattern of one density for every value, each place for itself. Real activations
 * are correlated, which random ones are not.
 *
 * @param share of the numbers that are not zero, 0 to 1
 * @param seed of the pattern; a value's name is mixed in
 * @param citation why this share
 */
public record AssumedActivations(double share, long seed, String citation) implements Activations {

  public AssumedActivations {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException("a share of " + share);
    }
  }

  /** No activation is zero. */
  public static AssumedActivations dense() {
    return new AssumedActivations(1, 0, "assumed: no activation is zero; --data measures it");
  }

  @Override
  public List<BitSet> patterns(Node node) {
    int size = Math.toIntExact(node.type().shape().size());
    BitSet pattern = new BitSet(size);
    Random random = new Random(seed ^ node.name().hashCode());
    for (int i = 0; i < size; i++) {
      if (share == 1 || random.nextDouble() < share) {
        pattern.set(i);
      }
    }
    return List.of(pattern);
  }

  @Override
  public Figure density(Node node, String id) {
    return new Figure(
        id, "share of activations that are not zero", share, "1", new Figure.Assumed(citation));
  }

  @Override
  public String origin() {
    return share == 1
        ? "no activation zero (assumed)"
        : "random activations of density " + share + ", seed " + seed + " (assumed)";
  }
}
