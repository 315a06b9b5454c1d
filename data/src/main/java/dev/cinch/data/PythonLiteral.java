// SPDX-License-Identifier: Apache-2.0
package dev.cinch.data;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The piece of Python that {@code .npy} headers are written in: one dictionary from strings to
 * strings, booleans and tuples of integers.
 */
final class PythonLiteral {

  private static final Pattern TOKEN =
      Pattern.compile(
          "\\s*(?:'([^'\\\\]*)'|\"([^\"\\\\]*)\"|(\\d{1,18})L?|(True|False)|([{}(),:]))");

  private final Matcher token;
  private final String text;
  private int position;

  private PythonLiteral(String text) {
    this.text = text;
    this.token = TOKEN.matcher(text);
  }

  /** Values are {@code String}, {@code Boolean} or {@code List<Long>}. */
  static Map<String, Object> dictionary(String text) throws FormatException {
    return new PythonLiteral(text).dictionary();
  }

  private Map<String, Object> dictionary() throws FormatException {
    Map<String, Object> entries = new LinkedHashMap<>();
    requireMark("{");
    next();
    while (!isMark("}")) {
      if (!(value() instanceof String key)) {
        throw unreadable();
      }
      requireMark(":");
      next();
      if (entries.put(key, value()) != null) {
        throw new FormatException("'" + key + "' stands twice in the header");
      }
      next();
      if (isMark(",")) {
        next();
      } else if (!isMark("}")) {
        throw unreadable();
      }
    }
    if (!text.substring(position).isBlank()) {
      throw unreadable();
    }
    return entries;
  }

  /** The value that starts with the current token. */
  private Object value() throws FormatException {
    if (token.group(1) != null) {
      return token.group(1);
    }
    if (token.group(2) != null) {
      return token.group(2);
    }
    if (token.group(4) != null) {
      return token.group(4).equals("True");
    }
    if (!isMark("(")) {
      throw unreadable();
    }
    List<Long> numbers = new ArrayList<>();
    next();
    while (!isMark(")")) {
      if (token.group(3) == null) {
        throw unreadable();
      }
      numbers.add(Long.parseLong(token.group(3)));
      next();
      if (isMark(",")) {
        next();
      } else if (!isMark(")")) {
        throw unreadable();
      }
    }
    return numbers;
  }

  private void next() throws FormatException {
    token.region(position, text.length());
    if (!token.lookingAt()) {
      throw unreadable();
    }
    position = token.end();
  }

  private void requireMark(String mark) throws FormatException {
    next();
    if (!isMark(mark)) {
      throw unreadable();
    }
  }

  private boolean isMark(String mark) {
    return mark.equals(token.group(5));
  }

  private FormatException unreadable() {
    String shown = text.strip();
    return new FormatException(
        "the header cannot be read: " + shown.substring(0, Math.min(shown.length(), 80)));
  }
}
