// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.container;

import java.io.Serial;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * The fields of a JSON object, each of the kind that is asked for.
 *
 * @param node the object
 * @param path its keys from the root, for messages; empty for the root
 */
record Fields(JsonNode node, String path) {

  /** A field is missing or of another kind. */
  static final class Unexpected extends Exception {
    @Serial private static final long serialVersionUID = 1;

    Unexpected(String text) {
      super(text, null, false, false);
    }

    String text() {
      return String.valueOf(getMessage());
    }
  }

  /** Reads one field of an object. */
  interface Kind<T> {
    T read(Fields fields, String key) throws Unexpected;
  }

  private JsonNode field(String key, boolean fits, String kind) throws Unexpected {
    if (!fits) {
      throw new Unexpected("\"" + path + key + "\" is not " + kind);
    }
    return node.path(key);
  }

  Collection<String> names() {
    return node.propertyNames();
  }

  /** This object, which has no other fields than these. */
  Fields requireOnly(String... keys) throws Unexpected {
    for (String name : names()) {
      if (!List.of(keys).contains(name)) {
        throw new Unexpected("\"" + path + name + "\" has no meaning");
      }
    }
    return this;
  }

  Fields object(String key) throws Unexpected {
    JsonNode field = field(key, node.path(key).isObject(), "an object");
    return new Fields(field, path + key + ".");
  }

  String text(String key) throws Unexpected {
    return field(key, node.path(key).isString(), "a string").stringValue();
  }

  long integer(String key) throws Unexpected {
    JsonNode field = node.path(key);
    boolean fits = field.isIntegralNumber() && field.canConvertToLong();
    return field(key, fits, "a 64-bit integer").longValue();
  }

  long count(String key) throws Unexpected {
    long value = integer(key);
    return field(key, value >= 0, "a count").longValue();
  }

  /** All fields, which are of one kind. */
  <T> SortedMap<String, T> all(Kind<T> kind) throws Unexpected {
    SortedMap<String, T> all = new TreeMap<>();
    for (String name : names()) {
      all.put(name, kind.read(this, name));
    }
    return all;
  }
}
