// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.recipe;

import dev.cinch.ir.Origin;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * The values of a step's parameters, checked, with where each was written.
 *
 * @param origin where the step stands
 * @param values for each parameter one word, or several for patterns
 */
record Arguments(Origin origin, Map<String, Argument> values) {

  Arguments {
    values = Map.copyOf(values);
  }

  /**
   * The value of a parameter.
   *
   * @param words one, or several patterns, each with where it was written
   */
  record Argument(List<Yaml.Scalar> words) {
    Argument {
      words = List.copyOf(words);
    }
  }

  Argument get(String name) {
    Argument argument = values.get(name);
    if (argument == null) {
      throw new IllegalArgumentException("no parameter " + name);
    }
    return argument;
  }

  String word(String name) {
    return get(name).words().getFirst().text();
  }

  int whole(String name) {
    return Integer.parseInt(word(name));
  }

  OptionalInt wholeOrNone(String name) {
    return word(name).equals("none") ? OptionalInt.empty() : OptionalInt.of(whole(name));
  }

  OptionalDouble realUnless(String name, String other) {
    return word(name).equals(other) ? OptionalDouble.empty() : OptionalDouble.of(real(name));
  }

  double real(String name) {
    return Double.parseDouble(word(name));
  }
}
