// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.learn;

import java.util.List;
import java.util.OptionalInt;

/**
 * How numbers are learned. Decay is for tensors of two axes or more: biases and normalizations do
 * not decay.
 *
 * @param epochs how often every example is seen, at least 1
 * @param batch examples of a step, at least 1; the last of an epoch may have fewer
 * @param rule how a gradient changes the numbers
 * @param rate learning rate at the start
 * @param schedule how the rate changes
 * @param decay weight decay
 * @param augmentation how examples are varied
 * @param distillation what the network before compression teaches
 * @param patience after how many epochs without a better result on held-out examples learning ends,
 *     and the best numbers are taken; empty to take the last
 * @param threads a batch is cut into so many parts, each differentiated by a thread of its own
 * @param seed of the order of examples, of augmentation, and of fresh weights
 */
public record TrainingSettings(
    int epochs,
    int batch,
    Rule rule,
    double rate,
    Schedule schedule,
    double decay,
    Augmentation augmentation,
    Distillation distillation,
    OptionalInt patience,
    int threads,
    long seed) {

  public TrainingSettings {
    if (epochs < 1 || batch < 1 || decay < 0 || rate < 0 || threads < 1) {
      throw new IllegalArgumentException("these settings do not train");
    }
  }

  /** How a gradient changes the numbers. */
  public sealed interface Rule {

    /** Gradient descent, of whose last step a share goes on: 0 to below 1. */
    record Sgd(double momentum) implements Rule {
      public Sgd {
        if (!(momentum >= 0 && momentum < 1)) {
          throw new IllegalArgumentException("momentum " + momentum);
        }
      }

      @Override
      public Optimizer of(List<Parameter> parameters) {
        return new Momentum(parameters, momentum);
      }
    }

    /** Steps scaled by running moments of the gradient. */
    record Adaptive() implements Rule {
      @Override
      public Optimizer of(List<Parameter> parameters) {
        return new Adam(parameters);
      }
    }

    /** An optimizer at its start. */
    Optimizer of(List<Parameter> parameters);
  }

  /**
   * What the uncompressed network teaches (see {@link Objective}).
   *
   * @param temperature above 0
   * @param share of the loss that comes from the teacher, 0 for none
   */
  public record Distillation(double temperature, double share) {

    /** Nothing. */
    public static final Distillation NONE = new Distillation(1, 0);
  }

  /** One line for people. */
  public String text() {
    String how =
        switch (rule) {
          case Rule.Sgd(var momentum) -> "sgd with momentum " + momentum;
          case Rule.Adaptive() -> "adam";
        };
    String teacher =
        distillation.share() == 0
            ? ""
            : ", teacher %s at temperature %s"
                .formatted(distillation.share(), distillation.temperature());
    return "%s, rate %s %s, decay %s, batch %d%s%s, seed %d"
        .formatted(
            how,
            rate,
            schedule.text(),
            decay,
            batch,
            teacher,
            augmentation.changes() ? ", images varied" : "",
            seed);
  }

  /** Plain settings: a rule and rate, no augmentation, no teacher, one thread. */
  public static TrainingSettings plain(
      int epochs, int batch, Rule rule, double rate, Schedule schedule, double decay, long seed) {
    return new TrainingSettings(
        epochs,
        batch,
        rule,
        rate,
        schedule,
        decay,
        Augmentation.NONE,
        Distillation.NONE,
        OptionalInt.empty(),
        1,
        seed);
  }
}
