// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.recipe;

import java.util.List;
import java.util.function.Function;

/** What a kind of step is called, may be given, and when it may run. */
public final class StepDefinition {

  private final String name;
  private final String description;
  private final Phase phase;
  private final List<Parameter> parameters;
  private final Function<Arguments, Step> maker;

  StepDefinition(
      String name,
      String description,
      Phase phase,
      List<Parameter> parameters,
      Function<Arguments, Step> maker) {
    this.name = name;
    this.description = description;
    this.phase = phase;
    this.parameters = List.copyOf(parameters);
    this.maker = maker;
  }

  /** Its key in a recipe. */
  public String name() {
    return name;
  }

  /** What it does, in one line. */
  public String description() {
    return description;
  }

  /** When it may run. */
  public Phase phase() {
    return phase;
  }

  /** What it may be given, in the order of the documentation. */
  public List<Parameter> parameters() {
    return parameters;
  }

  /** A step with checked arguments, one for each parameter. */
  Step make(Arguments arguments) {
    return maker.apply(arguments);
  }
}
