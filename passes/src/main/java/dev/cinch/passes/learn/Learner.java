// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.learn;

import dev.cinch.data.Split;
import dev.cinch.ir.Graph;
import dev.cinch.ir.Result;

/**
 * Trains networks. For a seed the result is the same on every run with the same processor type and
 * library version.
 */
public interface Learner {

  /** The library and its version, and what else decides the result. */
  String describe();

  /**
   * Trains a floating-point network on labelled examples: the operands of its contractions and the
   * scales and shifts of its normalizations change, nothing else does. The loss is the
   * cross-entropy of the first output, before a softmax that ends it.
   *
   * @param graph takes one example; batches are made of its leading axis of 1
   * @param train what it learns from
   * @param heldOut what accuracy is measured on after each epoch
   * @param log is told after each epoch
   * @return the same graph with other weights, or why it cannot be trained
   */
  Result<Graph> train(
      Graph graph, Split train, Split heldOut, TrainingSettings settings, TrainingLog log);
}
