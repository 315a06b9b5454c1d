// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.recipe;

import java.util.List;
import java.util.Optional;

/** Every step that a recipe can have. */
public final class StepDefinitions {

  /** In the order of the documentation. */
  public static final List<StepDefinition> ALL =
      List.of(
          KeepStep.DEFINITION,
          PruneStep.DEFINITION,
          PenaltyStep.DEFINITION,
          CodebookStep.DEFINITION,
          MixtureStep.DEFINITION,
          FixedStep.DEFINITION,
          EncodeStep.DEFINITION);

  private StepDefinitions() {}

  /** The definition with a name. */
  public static Optional<StepDefinition> named(String name) {
    return ALL.stream().filter(definition -> definition.name().equals(name)).findFirst();
  }

  /** All names, in order. */
  static List<String> names() {
    return ALL.stream().map(StepDefinition::name).toList();
  }
}
