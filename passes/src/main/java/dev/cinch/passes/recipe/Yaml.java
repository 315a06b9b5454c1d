// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.recipe;

import dev.cinch.ir.Origin;
import java.util.ArrayList;
import java.util.List;

/** A tree of YAML in which everything knows its line and column. Plain text only: no types yet. */
sealed interface Yaml {

  /** Where it starts. */
  Origin origin();

  /** What it is, in a message. */
  String kind();

  /**
   * One word or number.
   *
   * @param text as written, without quotes; empty where nothing stands
   * @param origin where
   */
  record Scalar(String text, Origin origin) implements Yaml {
    @Override
    public String kind() {
      return text.isEmpty() ? "nothing" : "'" + text + "'";
    }
  }

  /**
   * Things in a row.
   *
   * @param items in order
   * @param origin where
   */
  record Sequence(List<Yaml> items, Origin origin) implements Yaml {
    public Sequence {
      items = List.copyOf(items);
    }

    @Override
    public String kind() {
      return "a list";
    }
  }

  /**
   * Keys and values.
   *
   * @param entries in order; a key may stand twice, which readers refuse
   * @param origin where
   */
  record Mapping(List<Entry> entries, Origin origin) implements Yaml {
    public Mapping {
      entries = List.copyOf(entries);
    }

    @Override
    public String kind() {
      return "a mapping";
    }
  }

  /**
   * One line of a mapping.
   *
   * @param key the key
   * @param value its value
   */
  record Entry(Scalar key, Yaml value) {}

  /** A mapping or sequence as far as it has been read. */
  final class Open {
    private final Origin origin;
    private final boolean isMapping;
    private final List<Yaml> items = new ArrayList<>();
    private final List<Entry> entries = new ArrayList<>();
    private Scalar key = new Scalar("", Origin.NONE);

    Open(boolean isMapping, Origin origin) {
      this.isMapping = isMapping;
      this.origin = origin;
    }

    void key(Scalar next) {
      key = next;
    }

    void add(Yaml child) {
      if (isMapping) {
        entries.add(new Entry(key, child));
      } else {
        items.add(child);
      }
    }

    Yaml close() {
      return isMapping ? new Mapping(entries, origin) : new Sequence(items, origin);
    }
  }
}
