// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.recipe;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a parameter of a step may be. */
public sealed interface Kind {

  /** What it may be, for messages and tables. */
  String text();

  /** Whether a written value is one of these. */
  boolean accepts(String value);

  /**
   * A whole number, or the word {@code none}.
   *
   * @param least the smallest
   * @param most the largest
   * @param orNone whether {@code none} may stand instead
   */
  record Whole(long least, long most, boolean orNone) implements Kind {
    @Override
    public String text() {
      return least + " to " + most + (orNone ? " or none" : "");
    }

    @Override
    public boolean accepts(String value) {
      if (orNone && value.equals("none")) {
        return true;
      }
      // Nineteen digits might not fit a long, and no parameter is that large.
      return value.matches("-?[0-9]{1,18}")
          && Long.parseLong(value) >= least
          && Long.parseLong(value) <= most;
    }
  }

  /**
   * A real number.
   *
   * @param above it must be larger
   * @param most it may not be larger
   * @param word what may stand instead; empty for nothing
   */
  record Real(double above, double most, String word) implements Kind {
    @Override
    public String text() {
      String range = String.format(Locale.ROOT, "above %s, at most %s", above, most);
      return word.isEmpty() ? range : range + ", or " + word;
    }

    @Override
    public boolean accepts(String value) {
      return (!word.isEmpty() && value.equals(word))
          || Numbers.real(value).filter(x -> x > above && x <= most).isPresent();
    }
  }

  /**
   * One of some words.
   *
   * @param options the words
   */
  record Choice(List<String> options) implements Kind {
    public Choice {
      options = List.copyOf(options);
    }

    /** The names of constants in small letters. */
    static Choice of(Enum<?>[] constants) {
      return new Choice(
          Arrays.stream(constants).map(it -> it.name().toLowerCase(Locale.ROOT)).toList());
    }

    @Override
    public String text() {
      return String.join(" or ", options);
    }

    @Override
    public boolean accepts(String value) {
      return options.contains(value);
    }
  }

  /**
   * One value for all layers, or a mapping of patterns over their names to one each.
   *
   * @param one what a value may be
   */
  record ByLayer(Kind one) implements Kind {
    @Override
    public String text() {
      return one.text() + ", or such by layer";
    }

    @Override
    public boolean accepts(String value) {
      return one.accepts(value);
    }
  }

  /** Patterns over names of layers: {@code *} is any text, {@code ?} any one character. */
  record Layers() implements Kind {
    @Override
    public String text() {
      return "a pattern or a list of them";
    }

    @Override
    public boolean accepts(String value) {
      return !value.isBlank();
    }
  }

  /** Decimal numbers as people write them. */
  final class Numbers {
    private Numbers() {}

    /** The finite number that a text is, if it is one. */
    public static Optional<Double> real(String text) {
      if (!text.matches("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]{1,3})?")) {
        return Optional.empty();
      }
      return Optional.of(Double.parseDouble(text)).filter(Double::isFinite);
    }
  }
}
