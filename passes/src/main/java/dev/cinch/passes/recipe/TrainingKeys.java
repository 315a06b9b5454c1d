// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.recipe;

import dev.cinch.passes.learn.Schedule;
import dev.cinch.passes.learn.TrainingSettings;
import java.util.List;
import java.util.Locale;

/** What a recipe may say under {@code train}. */
final class TrainingKeys {

  private static final String NONE = "none";

  /** In the order of the documentation. */
  static final List<Parameter> ALL =
      List.of(
          new Parameter(
              "optimizer",
              new Kind.Choice(List.of("sgd")),
              "sgd",
              "gradient descent with momentum"),
          new Parameter("rate", new Kind.Real(0, 10, ""), "0.01", "learning rate at the start"),
          new Parameter(
              "schedule",
              new Kind.Choice(Schedule.names()),
              "cosine",
              "how the rate changes: not at all, to a tenth at 1/2 and again at 3/4, or down to zero"),
          new Parameter(
              "momentum", new Kind.Real(0, 0.9999, NONE), "0.9", "share of a step that goes on"),
          new Parameter(
              "decay", new Kind.Real(0, 1, NONE), "0.0005", "weight decay; biases do not decay"),
          new Parameter("batch", new Kind.Whole(1, 65_536, false), "64", "examples of a step"),
          new Parameter(
              "epochs", new Kind.Whole(1, 100_000, false), "10", "how often each example is seen"),
          new Parameter(
              "seed",
              new Kind.Whole(0, Integer.MAX_VALUE, false),
              "1",
              "of the order of examples, and of fresh weights"));

  private TrainingKeys() {}

  static TrainingSettings settings(Arguments given) {
    return new TrainingSettings(
        given.whole("epochs"),
        given.whole("batch"),
        given.real("rate"),
        Schedule.valueOf(given.word("schedule").toUpperCase(Locale.ROOT)),
        given.realUnless("momentum", NONE).orElse(0),
        given.realUnless("decay", NONE).orElse(0),
        given.whole("seed"));
  }
}
