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

    /** How it was computed or what was counted; empty where it was read somewhere. */
    default String formula() {
      return switch (this) {
        case Counted(var of) -> of;
        case Derived(var formula, var _) -> formula;
        case Estimated(var model, var _, var _) -> model;
        case Measured _, Assumed _ -> "";
      };
    }

    /** Identifiers of the figures it follows from. */
    default List<String> inputs() {
      return switch (this) {
        case Derived(var _, var inputs) -> inputs;
        case Estimated(var _, var inputs, var _) -> inputs;
        case Counted _, Measured _, Assumed _ -> List.of();
      };
    }

    /** The document, log or tool it was taken from; empty where there is none. */
    default String citation() {
      return switch (this) {
        case Assumed(var citation) -> citation;
        case Measured(var tool, var log) -> tool + ", " + log;
        case Counted _, Derived _, Estimated _ -> "";
      };
    }

    /** What is known of its error; empty where it is exact or as exact as its inputs. */
    default String error() {
      return switch (this) {
        case Estimated(var _, var _, var error) -> error;
        case Counted _, Derived _, Measured _, Assumed _ -> "";
      };
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
   * @param model which, or its formula
   * @param inputs identifiers of the figures it follows from
   * @param error what is known of its relative error, in words where there is no number
   */
  public record Estimated(String model, List<String> inputs, String error) implements Source {
    public Estimated {
      inputs = List.copyOf(inputs);
    }

    /** An estimate whose inputs are no figures. */
    public Estimated(String model, String error) {
      this(model, List.of(), error);
    }
  }

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

  /** The same number under another identifier and name. */
  public Figure as(String otherId, String otherName) {
    return new Figure(otherId, otherName, value, unit, source);
  }

  /** A count of something. */
  public static Figure counted(String id, String name, double value, String unit, String of) {
    return new Figure(id, name, value, unit, new Counted(of));
  }

  /** A whole number of something. */
  public static Figure counted(String id, String name, long value, String unit, String of) {
    return counted(id, name, (double) value, unit, of);
  }

  /** A number that follows from others. */
  public static Figure derived(
      String id, String name, double value, String unit, String formula, List<String> inputs) {
    return new Figure(id, name, value, unit, new Derived(formula, inputs));
  }
}
