// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.recipe;

import dev.cinch.ir.Origin;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The knobs of a recipe while it is read: declared, turned, and used as {@code $name}. */
final class Knobs {

  private final Problems problems;
  private final Map<String, Yaml.Scalar> settings = new LinkedHashMap<>();
  private final Map<String, Origin> unused = new LinkedHashMap<>();

  Knobs(Problems problems) {
    this.problems = problems;
  }

  void declare(Yaml yaml) {
    for (Yaml.Entry entry : problems.entries(yaml, "the value of knobs")) {
      String name = entry.key().text();
      Origin origin = entry.key().origin();
      if (!name.matches("[a-z][a-z0-9-]*")) {
        problems.add("recipe.knob", origin, "no name of a knob", "small letters, digits and '-'");
      }
      String value = problems.text(entry.value(), "the value of knob " + name);
      settings.put(name, new Yaml.Scalar(value, entry.value().origin().withName(name)));
      unused.put(name, origin);
    }
  }

  void turn(Map<String, String> turned) {
    turned.forEach((name, value) -> {
      Origin origin = Origin.named("--set " + name);
      if (!settings.containsKey(name)) {
        problems.add("recipe.knob", origin, "the recipe has no such knob", list());
      } else if (!settings.get(name).text().equals(value)) {
        settings.put(name, new Yaml.Scalar(value, Origin.named("--set " + name + "=" + value)));
      }
    });
  }

  /** Where a knob stands; empty, and reported, when there is none of that name. */
  Optional<Yaml.Scalar> use(String name, Origin origin) {
    unused.remove(name);
    if (!settings.containsKey(name)) {
      problems.add("recipe.knob", origin, "no knob is called " + name, list());
    }
    return Optional.ofNullable(settings.get(name));
  }

  /** Reports knobs that turn nothing; not beside other problems, which may be the reason. */
  void refuseUnused() {
    if (!problems.found().isEmpty()) {
      return;
    }
    unused.forEach((_, origin) -> problems.add("recipe.knob", origin, "nothing uses it", ""));
  }

  Map<String, String> values() {
    Map<String, String> values = new LinkedHashMap<>();
    settings.forEach((name, setting) -> values.put(name, setting.text()));
    return values;
  }

  private String list() {
    return settings.isEmpty() ? "it has none" : "knobs: " + String.join(", ", settings.keySet());
  }
}
