// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir;

/**
 * Where something came from, so that a message can point at it.
 *
 * @param file name of the file, without folders; empty when it was not read from one
 * @param name the node, value, key or member concerned; empty for the whole file
 * @param line line in a text file, from 1; 0 when unknown
 * @param column column in that line, from 1; 0 when unknown
 */
public record Origin(String file, String name, int line, int column) {

  /** Made by Cinch itself, not read from anywhere. */
  public static final Origin NONE = new Origin("", "", 0, 0);

  /** A named thing of a file. */
  public static Origin of(String file, String name) {
    return new Origin(file, name, 0, 0);
  }

  /** A named thing that has no file. */
  public static Origin named(String name) {
    return new Origin("", name, 0, 0);
  }

  /** The same place under another name. */
  public Origin withName(String other) {
    return new Origin(file, other, line, column);
  }

  /** As compilers print it: {@code file:line:column: name}, leaving out what is unknown. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(file);
    if (line > 0) {
      text.append(':').append(line);
      if (column > 0) {
        text.append(':').append(column);
      }
    }
    if (!name.isEmpty()) {
      text.append(text.isEmpty() ? "" : ": ").append(name);
    }
    return text.toString();
  }
}
