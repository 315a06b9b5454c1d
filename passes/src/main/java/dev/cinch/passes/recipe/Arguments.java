// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.recipe;

import dev.cinch.ir.Node;
import dev.cinch.ir.Origin;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
   * @param byLayer a word for each pattern of layers, in order; empty where one word is for all
   */
  record Argument(List<Yaml.Scalar> words, List<ForLayers> byLayer) {
    Argument {
      words = List.copyOf(words);
      byLayer = List.copyOf(byLayer);
    }

    Argument(List<Yaml.Scalar> words) {
      this(words, List.of());
    }

    /** The patterns by which words are given, as an argument of patterns. */
    Argument patterns() {
      return new Argument(byLayer.stream().map(ForLayers::pattern).toList());
    }

    /** The word for a layer: that of the first pattern that matches, else the one for all. */
    Optional<String> forLayer(Node layer) {
      if (byLayer.isEmpty()) {
        return Optional.of(words.getFirst().text());
      }
      return byLayer.stream()
          .filter(it -> Layers.matches(it.pattern().text(), layer))
          .map(it -> it.word().text())
          .findFirst();
    }
  }

  /**
   * A word for some layers.
   *
   * @param pattern over names of layers
   * @param word the value
   */
  record ForLayers(Yaml.Scalar pattern, Yaml.Scalar word) {}

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
