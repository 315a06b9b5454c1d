// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cost.peer;

import dev.cinch.cost.work.LayerShape;

/**
 * Cycles of a systolic array as SCALE-Sim counts them (Samajdar et al., 2018, as version 3 runs): a
 * matrix of {@code pixels x filters} results of {@code taps} products each is folded onto the
 * array; every fold takes as long as a full one; each group of a convolution is a run of its own,
 * and the last cycle of a run is reported by its number from 0. Images follow each other.
 *
 * @param height rows of elements
 * @param width columns of elements
 */
public record ScaleSim(int height, int width) {

  /** Output stationary: an element keeps the sum of one result. */
  public long outputStationary(LayerShape layer) {
    return run(layer, folds(pixels(layer), layer.filters()), taps(layer) + height + width - 2);
  }

  /** Weight stationary: an element keeps one weight. */
  public long weightStationary(LayerShape layer) {
    return run(layer, folds(taps(layer), layer.filters()), pixels(layer) + 2L * height + width - 2);
  }

  /** The share of elements and cycles in which a product is made. */
  public double utilization(LayerShape layer, long cycles) {
    return (double) layer.macs() / height / width / cycles;
  }

  private long folds(long down, long across) {
    return Math.ceilDiv(down, height) * Math.ceilDiv(across, width);
  }

  private static long run(LayerShape layer, long folds, long cycles) {
    return (long) layer.batch() * layer.groups() * (folds * cycles - 1);
  }

  private static long pixels(LayerShape layer) {
    return (long) layer.planes().out() * layer.rows().out() * layer.columns().out();
  }

  private static long taps(LayerShape layer) {
    return (long) layer.channels() * layer.taps();
  }
}
