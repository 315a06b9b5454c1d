// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.recipe;

import dev.cinch.passes.learn.Augmentation;
import dev.cinch.passes.learn.Schedule;
import dev.cinch.passes.learn.TrainingSettings;
import dev.cinch.passes.learn.TrainingSettings.Distillation;
import dev.cinch.passes.learn.TrainingSettings.Rule;
import java.util.List;
import java.util.Locale;

/** What a recipe may say under {@code train}. */
final class TrainingKeys {

  private static final String NONE = "none";
  private static final String SGD = "sgd";
  private static final String ADAM = "adam";
  private static final String YES = "yes";
  private static final String NO = "no";

  /** The key that a stage gives by itself. */
  static final String EPOCHS = "epochs";

  /** In the order of the documentation. */
  static final List<Parameter> ALL =
      List.of(
          new Parameter(
              "optimizer",
              new Kind.Choice(List.of(SGD, ADAM)),
              SGD,
              "gradient descent with momentum, or Adam with decay apart from the gradient"),
          new Parameter("rate", new Kind.Real(0, 10, ""), "0.01", "learning rate at the start"),
          new Parameter(
              "schedule",
              new Kind.Choice(Schedule.names()),
              "cosine",
              "how the rate changes: not at all, to a tenth at 1/2 and again at 3/4, or down to zero"),
          new Parameter(
              "momentum",
              new Kind.Real(0, 0.9999, NONE),
              "0.9",
              "for optimizer: sgd, share of a step that goes on"),
          new Parameter(
              "decay", new Kind.Real(0, 1, NONE), "0.0005", "weight decay; biases do not decay"),
          new Parameter("batch", new Kind.Whole(1, 65_536, false), "64", "examples of a step"),
          new Parameter(
              EPOCHS, new Kind.Whole(1, 100_000, false), "10", "how often each example is seen"),
          new Parameter(
              "patience",
              new Kind.Whole(1, 100_000, true),
              NONE,
              "after so many epochs without a better result on held-out examples learning ends, and"
                  + " the best numbers are taken"),
          new Parameter(
              "shift",
              new Kind.Real(0, 1000, NONE),
              NONE,
              "images are moved at random by at most so many pixels along each axis"),
          new Parameter(
              "rotate", new Kind.Real(0, 180, NONE), NONE, "and turned by at most so many degrees"),
          new Parameter(
              "scale",
              new Kind.Real(0, 0.99, NONE),
              NONE,
              "and made larger or smaller along each axis by at most this share"),
          new Parameter(
              "flip",
              new Kind.Choice(List.of(NO, YES)),
              NO,
              "and every other one mirrored left to right"),
          new Parameter(
              "teacher",
              new Kind.Real(0, 1, NONE),
              NONE,
              "share of the loss that comes from the outputs of the network before compression"),
          new Parameter(
              "temperature",
              new Kind.Real(0, 1000, ""),
              "4",
              "for teacher, by which both outputs are divided before their softmax"),
          new Parameter(
              "threads",
              new Kind.Whole(1, 256, false),
              "1",
              "parts into which a batch is cut, each on a thread; decides the last bits"),
          new Parameter(
              "seed",
              new Kind.Whole(0, Integer.MAX_VALUE, false),
              "1",
              "of the order of examples, of their variations, and of fresh weights"));

  private TrainingKeys() {}

  static TrainingSettings settings(Arguments given) {
    Rule rule =
        given.word("optimizer").equals(ADAM)
            ? new Rule.Adaptive()
            : new Rule.Sgd(realOrZero(given, "momentum"));
    return new TrainingSettings(
        given.whole(EPOCHS),
        given.whole("batch"),
        rule,
        given.real("rate"),
        Schedule.valueOf(given.word("schedule").toUpperCase(Locale.ROOT)),
        realOrZero(given, "decay"),
        new Augmentation(
            realOrZero(given, "shift"),
            realOrZero(given, "rotate"),
            realOrZero(given, "scale"),
            given.word("flip").equals(YES)),
        new Distillation(given.real("temperature"), realOrZero(given, "teacher")),
        given.wholeOrNone("patience"),
        given.whole("threads"),
        given.whole("seed"));
  }

  private static double realOrZero(Arguments given, String name) {
    return given.realUnless(name, NONE).orElse(0);
  }
}
