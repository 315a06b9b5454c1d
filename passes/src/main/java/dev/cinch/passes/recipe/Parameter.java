// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.recipe;

/**
 * A setting of a step.
 *
 * @param name its key in a recipe
 * @param kind what it may be
 * @param fallback what it is when a recipe does not say
 * @param description what it does, in one line
 */
public record Parameter(String name, Kind kind, String fallback, String description) {

  public Parameter {
    if (!kind.accepts(fallback)) {
      throw new IllegalArgumentException(name + " cannot be " + fallback);
    }
  }
}
