// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Damage to a file: a few random edits that keep most of it. */
public final class Mutation {

  private static final int[] TELLING_BYTES = {0, 1, 2, 0x7F, 0x80, 0xFF};
  private static final List<String> TELLING_WORDS =
      List.of(
          "(",
          ")",
          "{",
          "}",
          "[",
          "]",
          "<",
          ">",
          ",",
          "=",
          "=>",
          ".",
          ":",
          "@",
          "?",
          "#",
          "\"",
          "-1",
          "0",
          "2147483648",
          "9223372036854775807",
          "-9223372036854775808",
          "1e39",
          "nan",
          "float",
          "int8[2]",
          "seq",
          "x",
          "\"\"",
          "Gather",
          "Squeeze",
          "{1, 2}",
          "é",
          "\u0000");
  private static final Pattern WORD =
      Pattern.compile("\"[^\"]*\"|[A-Za-z_][A-Za-z0-9_]*|-?[0-9.]+|=>|\\s+|.");

  private Mutation() {}

  /** A damaged copy of a binary file. */
  public static byte[] ofBytes(byte[] model, Random random) {
    byte[] bytes = model.clone();
    for (int edits = 1 + random.nextInt(3); edits > 0 && bytes.length > 0; edits--) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(6)) {
        case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> bytes[at] = (byte) TELLING_BYTES[random.nextInt(TELLING_BYTES.length)];
        case 2 -> bytes[at] = (byte) random.nextInt(256);
        case 3 -> bytes[at] += (byte) (random.nextInt(5) - 2);
        case 4 -> bytes = moved(bytes, at, random.nextInt(bytes.length), random.nextInt(16));
        default -> bytes = random.nextInt(8) == 0 ? Arrays.copyOf(bytes, at) : bytes;
      }
    }
    return bytes;
  }

  /** Overwrites a run by another of the same file. */
  private static byte[] moved(byte[] bytes, int from, int to, int length) {
    int count = Math.min(length, bytes.length - Math.max(from, to));
    System.arraycopy(bytes.clone(), from, bytes, to, count);
    return bytes;
  }

  /** A damaged copy of a text. */
  public static String ofText(String text, Random random) {
    List<String> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(text);
    while (matcher.find()) {
      words.add(matcher.group());
    }
    for (int edits = 1 + random.nextInt(3); edits > 0; edits--) {
      int at = random.nextInt(words.size());
      String other = words.get(random.nextInt(words.size()));
      String telling = TELLING_WORDS.get(random.nextInt(TELLING_WORDS.size()));
      switch (random.nextInt(6)) {
        case 0 -> words.set(at, "");
        case 1 -> words.set(at, other);
        case 2 -> words.add(at, other);
        case 3 -> words.set(at, telling);
        case 4 -> words.add(at, telling);
        default -> words.add(at, words.get(at).repeat(random.nextInt(40)));
      }
    }
    return String.join("", words);
  }
}
