// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.learn;

import java.util.List;

/**
 * The loss of a network and its derivatives, at any point. Lists of arrays are in the order of
 * {@link #parameters()}, each array as long as its parameter. The same arguments give the same bits
 * on every call. Not for several threads at once.
 */
public interface Derivatives extends AutoCloseable {

  /** What is learned, in the order of the graph. */
  List<Parameter> parameters();

  /**
   * The mean loss of a batch and its gradient.
   *
   * @param at where
   * @param gradient is overwritten
   */
  double gradient(Batch batch, List<float[]> at, List<float[]> gradient);

  /**
   * The product of the Hessian of the mean loss with a direction (Pearlmutter, Neural Computation
   * 6/1, 1994, here by differentiating twice).
   *
   * @param at where
   * @param direction what the Hessian is multiplied with
   * @param product is overwritten
   */
  void curvature(Batch batch, List<float[]> at, List<float[]> direction, List<float[]> product);

  /**
   * The first output before its softmax: {@code classes} numbers for each example, one after the
   * other.
   */
  float[] logits(Batch batch, List<float[]> at);

  @Override
  void close();
}
