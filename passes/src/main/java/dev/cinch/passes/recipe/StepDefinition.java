// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.recipe;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a kind of step is called, may be given, and when it may run. */
public final class StepDefinition {

  private final String name;
  private final String description;
  private final Phase phase;
  private final List<Parameter> parameters;
  private final Function<Arguments, Step> maker;
  private final @Nullable String shortly;

  StepDefinition(
      String name,
      String description,
      Phase phase,
      List<Parameter> parameters,
      Function<Arguments, Step> maker) {
    this(name, description, phase, parameters, maker, null);
  }

  private StepDefinition(
      String name,
      String description,
      Phase phase,
      List<Parameter> parameters,
      Function<Arguments, Step> maker,
      @Nullable String shortly) {
    this.shortly = shortly;
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

  /** The parameter that may stand alone in place of all; empty for none. */
  Optional<String> shortly() {
    return Optional.ofNullable(shortly);
  }

  /** The same, but one parameter may stand alone. */
  StepDefinition shortly(String parameter) {
    return new StepDefinition(name, description, phase, parameters, maker, parameter);
  }

  /** A step with checked arguments, one for each parameter. */
  Step make(Arguments arguments) {
    return maker.apply(arguments);
  }
}
