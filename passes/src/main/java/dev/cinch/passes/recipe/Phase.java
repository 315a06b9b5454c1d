// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.recipe;

/** When a step may stand in a recipe: phases follow each other in this order. */
public enum Phase {
  /** Weights change their values: any number of steps. */
  WEIGHTS("change weights", true),
  /** Numbers get their formats: one step. */
  FORMATS("choose number formats", false),
  /** Nothing changes any more, weights get the form in which they are stored: one step. */
  STORE("store weights", false);

  private final String text;
  private final boolean repeats;

  Phase(String text, boolean repeats) {
    this.text = text;
    this.repeats = repeats;
  }

  /** What its steps do. */
  String text() {
    return text;
  }

  /** Whether several steps of it may stand in one recipe. */
  boolean repeats() {
    return repeats;
  }
}
