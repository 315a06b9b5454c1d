// SPDX-License-Identifier: Apache-2.0
package dev.cinch.hls;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A text of the project with holes: {@code ${name}}. Each hole must be filled. */
final class Template {

  private static final Pattern HOLE = Pattern.compile("\\$\\{([a-z_]+)}");

  private Template() {}

  /** Fills the resource {@code project/NAME}. */
  static String fill(String name, Map<String, String> values) {
    String text = new String(Resources.bytes("project/" + name), StandardCharsets.UTF_8);
    Set<String> missing = new HashSet<>();
    String filled =
        HOLE.matcher(text)
            .replaceAll(hole -> {
              String value = values.get(hole.group(1));
              if (value == null) {
                missing.add(hole.group(1));
              }
              return Matcher.quoteReplacement(value == null ? "" : value);
            });
    if (!missing.isEmpty()) {
      throw new IllegalStateException(name + " has holes that nothing fills: " + missing);
    }
    return filled;
  }

  /** Files that ship with this module. */
  static final class Resources {
    private Resources() {}

    static byte[] bytes(String name) {
      try (InputStream in = Template.class.getResourceAsStream(name)) {
        if (in == null) {
          throw new IllegalStateException("resource " + name + " does not ship");
        }
        return in.readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
