// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.learn;

/**
 * Stochastic gradient descent with momentum: {@code v = momentum * v + g + decay * w}, {@code w -=
 * rate * v}. Decay is for tensors of two axes or more: biases and normalizations do not decay.
 *
 * @param epochs how often every example is seen, at least 1
 * @param batch examples of a step, at least 1; the last of an epoch may have fewer
 * @param rate learning rate at the start
 * @param schedule how the rate changes
 * @param momentum share of the last step that goes on, 0 to below 1
 * @param decay weight decay
 * @param seed of the order of examples, and of fresh weights
 */
public record TrainingSettings(
    int epochs,
    int batch,
    double rate,
    Schedule schedule,
    double momentum,
    double decay,
    long seed) {

  public TrainingSettings {
    if (epochs < 1 || batch < 1 || momentum < 0 || momentum >= 1 || decay < 0 || rate < 0) {
      throw new IllegalArgumentException("these settings do not train");
    }
  }

  /** The same with another number of epochs. */
  public TrainingSettings withEpochs(int other) {
    return new TrainingSettings(other, batch, rate, schedule, momentum, decay, seed);
  }
}
