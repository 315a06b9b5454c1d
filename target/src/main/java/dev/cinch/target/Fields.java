// SPDX-License-Identifier: Apache-2.0
package dev.cinch.target;

import dev.cinch.ir.Diagnostic;
import dev.cinch.ir.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** The fields of a target file, by dotted key; gathers what is wrong with them. */
final class Fields {

  private final String file;
  private final JsonNode root;
  private final List<Diagnostic> problems = new ArrayList<>();
  private final Set<String> asked = new TreeSet<>();

  Fields(String file, JsonNode root) {
    this.file = file;
    this.root = root;
  }

  private JsonNode at(String key) {
    asked.add(key);
    JsonNode node = root;
    for (String part : key.split("\\.", -1)) {
      node = node.path(part);
    }
    return node;
  }

  boolean has(String key) {
    return !at(key).isMissingNode();
  }

  int number(String key) {
    return at(key).asInt(0);
  }

  String text(String key, boolean required) {
    String value = at(key).asString("");
    if (required && value.isEmpty()) {
      problem(key, "is missing", "");
    }
    return value;
  }

  boolean flag(String key) {
    JsonNode value = at(key + ".value");
    asked.add(key + ".citation");
    if (!value.isBoolean()) {
      problem(key, "needs a value that is true or false", "");
    }
    if (at(key + ".citation").asString("").isEmpty()) {
      problem(key, "needs a citation", "say which document it is from");
    }
    return value.asBoolean(false);
  }

  /** A number with its unit, which must be {@code unit} unless that is empty, and its citation. */
  Figure figure(String key, String unit) {
    JsonNode node = at(key);
    for (String part : List.of("value", "unit", "citation")) {
      asked.add(key + "." + part);
    }
    if (!node.path("value").isNumber() || node.path("value").asDouble() < 0) {
      problem(key, "needs a value that is a number and not negative", "");
    }
    String given = node.path("unit").asString("");
    if (given.isEmpty()) {
      problem(key, "needs a unit", "");
    } else if (!unit.isEmpty() && !unit.equals(given)) {
      problem(key, "is in " + given + ", not in " + unit, "");
    }
    String citation = node.path("citation").asString("");
    if (citation.isEmpty()) {
      problem(key, "needs a citation", "say which document the number is from");
    }
    double value = node.path("value").asDouble(0);
    return new Figure("target." + key, key, value, given, new Figure.Assumed(citation));
  }

  /** A number above zero. */
  Figure positive(String key, String unit) {
    Figure figure = figure(key, unit);
    if (figure.value() == 0) {
      problem(key, "must be above 0", "");
    }
    return figure;
  }

  /** A whole number above zero. */
  Figure count(String key, String unit) {
    Figure figure = positive(key, unit);
    if (figure.value() != Math.rint(figure.value()) || figure.value() > Integer.MAX_VALUE) {
      problem(key, "must be a whole number below 2^31", "");
    }
    return figure;
  }

  void problem(String key, String text, String hint) {
    problems.add(Diagnostic.error("target.key", Origin.of(file, key), text, hint));
  }

  /** Every problem; keys that nothing asked for among them. */
  List<Diagnostic> problems() {
    unknown(root, "");
    return problems;
  }

  private void unknown(JsonNode node, String prefix) {
    for (String name : node.propertyNames()) {
      String key = prefix + name;
      boolean inner = asked.stream().anyMatch(known -> known.startsWith(key + "."));
      if (!asked.contains(key) && !inner) {
        problem(key, "is no key of a target file of this kind", "keys: " + keys(prefix));
      } else if (node.path(name).isObject()) {
        unknown(node.path(name), key + ".");
      }
    }
  }

  private String keys(String prefix) {
    List<String> keys =
        asked.stream()
            .filter(key -> key.startsWith(prefix))
            .map(key -> key.substring(prefix.length()).replaceAll("\\..*", ""))
            .distinct()
            .toList();
    return String.join(", ", keys);
  }
}
