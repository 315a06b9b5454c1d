// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.text;

/** How the printer shows constants. */
public enum Constants {
  /** Their numbers stand in the text, decoded: for small graphs that people read and write. */
  INLINE,
  /**
   * Only their names, as {@code dev.cinch.Weight <member = "name"> ()}: the form of model files.
   */
  REFERENCE
}
