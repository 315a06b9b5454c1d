// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.recipe;

/**
 * A pattern over names: {@code *} is any text, also an empty one and one with slashes, {@code ?} is
 * any one character.
 *
 * @param pattern the pattern
 */
record Glob(String pattern) {

  /** Whether a whole name matches, in time proportional to the product of the lengths. */
  boolean matches(String name) {
    int at = 0;
    int star = -1;
    int resume = 0;
    int p = 0;
    while (at < name.length()) {
      char wanted = p < pattern.length() ? pattern.charAt(p) : 0;
      if (p < pattern.length() && wanted == '*') {
        star = p++;
        resume = at;
      } else if (p < pattern.length() && (wanted == '?' || wanted == name.charAt(at))) {
        p++;
        at++;
      } else if (star >= 0) {
        p = star + 1;
        at = ++resume;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }
}
