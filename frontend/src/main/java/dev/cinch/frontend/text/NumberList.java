// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.text;

/** Takes a list of numbers in braces apart; the lexer has seen that it is one. */
final class NumberList {

  private final String text;
  private int at = 1;

  NumberList(String text) {
    this.text = text;
  }

  /** The next number; empty behind the last. */
  String next() {
    while (at < text.length() && isBetween(text.charAt(at))) {
      if (text.charAt(at) == '#') {
        while (at < text.length() && text.charAt(at) != '\n' && text.charAt(at) != '\r') {
          at++;
        }
      }
      at++;
    }
    int start = at;
    while (at < text.length() && !isBetween(text.charAt(at))) {
      at++;
    }
    return text.substring(start, at);
  }

  private static boolean isBetween(char c) {
    return c <= ' ' || c == ',' || c == '#' || c == '}';
  }
}
