// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.container;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Names of members. Two constants never share one, and whoever unpacks the file finds plain names
 * in one folder.
 */
final class MemberName {

  static final String MANIFEST = "manifest.json";
  static final String GRAPH = "graph.onnxtxt";
  static final String WEIGHTS = "weights/";

  private static final int LONGEST = 200;
  private static final int HEAD = 100;

  private MemberName() {}

  /**
   * The member of a constant: letters, digits, {@code _}, {@code -} and {@code .} (but not in
   * front) stay, every other byte of its UTF-8 name is {@code %XX}. Of a name that becomes longer
   * than 200 characters the first 100 stay, then {@code %-} and the SHA-256 of the whole.
   */
  static String ofWeight(String name) {
    byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
    StringBuilder member = new StringBuilder();
    for (byte b : utf8) {
      if (isPlain(b) || (b == '.' && !member.isEmpty())) {
        member.append((char) b);
      } else {
        member.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
      }
    }
    if (member.length() > LONGEST) {
      member.setLength(HEAD);
      member.append("%-").append(Digest.of(utf8));
    }
    return WEIGHTS + member;
  }

  private static boolean isPlain(byte b) {
    boolean letter = (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z');
    return letter || (b >= '0' && b <= '9') || b == '_' || b == '-';
  }
}
