// SPDX-License-Identifier: Apache-2.0
package dev.cinch.target;

import java.util.List;

/**
 * A number that a user sees, with its unit and where it comes from.
 *
 * @param id stable identifier in reports, such as {@code resources.dsp}
 * @param name what it is, in words
 * @param value the number, in the unit
 * @param unit SI base unit ({@code J}, {@code s}, {@code B}) or the name of what is counted
 * @param source where it comes from
 */
public record Figure(String id, String name, double value, String unit, Source source) {

  /** Where a number comes from. */
  public sealed interface Source {
    /** The word for it in JSON. */
    default String word() {
      return getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /**
   * Counted in what was built or run; exact.
   *
   * @param of what was counted
   */
  public record Counted(String of) implements Source {}

  /**
   * Computed from other figures; as exact as they are.
   *
   * @param formula how
   * @param inputs identifiers of those figures
   */
  public record Derived(String formula, List<String> inputs) implements Source {
    public Derived {
      inputs = List.copyOf(inputs);
    }
  }

  /**
   * Computed by a model that is known to be off.
   *
   * @param model which
   * @param error what is known of its relative error, in words where there is no number
   */
  public record Estimated(String model, String error) implements Source {}

  /**
   * Read from a tool's report.
   *
   * @param tool name and version
   * @param log the file it was read from
   */
  public record Measured(String tool, String log) implements Source {}

  /**
   * Taken from a document.
   *
   * @param citation which, and where in it
   */
  public record Assumed(String citation) implements Source {}

  /** A count of something. */
  public static Figure counted(String id, String name, double value, String unit, String of) {
    return new Figure(id, name, value, unit, new Counted(of));
  }
}
