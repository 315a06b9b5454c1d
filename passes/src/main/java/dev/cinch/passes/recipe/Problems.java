// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.recipe;

import dev.cinch.ir.Diagnostic;
import dev.cinch.ir.Origin;
import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with a recipe, and takes its tree apart without ever giving up. */
final class Problems {

  private final List<Diagnostic> found = new ArrayList<>();

  void add(String code, Origin origin, String text, String hint) {
    found.add(Diagnostic.error(code, origin, text, hint));
  }

  List<Diagnostic> found() {
    return List.copyOf(found);
  }

  /** The entries of a mapping, each key once; nothing when it is no mapping. */
  List<Yaml.Entry> entries(Yaml yaml, String what) {
    if (!(yaml instanceof Yaml.Mapping(var entries, _))) {
      add("recipe.form", yaml.origin(), what + " is " + yaml.kind() + ", not a mapping", "");
      return List.of();
    }
    List<Yaml.Entry> once = new ArrayList<>();
    for (Yaml.Entry entry : entries) {
      String key = entry.key().text();
      if (once.stream().anyMatch(other -> other.key().text().equals(key))) {
        add("recipe.key", entry.key().origin(), "the key stands twice", "");
      } else {
        once.add(entry);
      }
    }
    return once;
  }

  /** The items of a list; nothing when it is none. */
  List<Yaml> items(Yaml yaml, String what) {
    if (yaml instanceof Yaml.Sequence(var items, _)) {
      return items;
    }
    add("recipe.form", yaml.origin(), what + " is " + yaml.kind() + ", not a list", "");
    return List.of();
  }

  /** A word or number; empty when it is none. */
  String text(Yaml yaml, String what) {
    if (yaml instanceof Yaml.Scalar(var text, _)) {
      return text;
    }
    add("recipe.form", yaml.origin(), what + " is " + yaml.kind() + ", not a word", "");
    return "";
  }

  /** Refuses a key. */
  void unknownKey(Yaml.Scalar key, String where, List<String> known) {
    add(
        "recipe.key",
        key.origin(),
        "no key of " + where,
        known.isEmpty() ? "" : "keys: " + String.join(", ", known));
  }
}
