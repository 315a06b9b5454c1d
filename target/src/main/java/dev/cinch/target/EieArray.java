// SPDX-License-Identifier: Apache-2.0
package dev.cinch.target;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * An array of processing elements that multiply a compressed sparse matrix by a sparse vector, as
 * EIE is (Han et al., ISCA 2016).
 *
 * @param name name on the command line
 * @param description one line for lists
 * @param clock clock frequency in Hz
 * @param elements number of processing elements
 * @param codeBits width of a weight's code in bits
 * @param gapBits width of a gap in bits
 * @param queueDepth depth of an element's queue of activations; it holds one fewer
 * @param lineBits width of a read of the matrix memory in bits
 * @param matrixBytes matrix memory of one element in bytes
 * @param bandwidth of the memory off the chip in B/s, for layers that do not fit
 * @param balancedRows whether rows are given to elements so that all have as much to do; else in
 *     turn, as published
 * @param powers power of each {@link Part} of one element in W
 * @param activity how often one element does each part's work in a cycle while it draws that power
 */
public record EieArray(
    String name,
    String description,
    Figure clock,
    Figure elements,
    Figure codeBits,
    Figure gapBits,
    Figure queueDepth,
    Figure lineBits,
    Figure matrixBytes,
    Figure bandwidth,
    boolean balancedRows,
    Map<Part, Figure> powers,
    Map<Part, Figure> activity)
    implements Target {

  /** What an element's power is spent on (EIE, ISCA 2016). */
  public enum Part {
    /** The queue of activations: once for each broadcast activation. */
    QUEUE,
    /** The reads of column pointers: once for each broadcast activation. */
    POINTER,
    /** The reads of the matrix memory: once for each line. */
    MATRIX,
    /** The multiplier and adder: once for each entry. */
    ARITHMETIC,
    /** The activation registers: once for each entry. */
    ACTIVATION;

    /** Its key in target files and JSON. */
    public String key() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  public EieArray {
    powers = Collections.unmodifiableMap(new EnumMap<>(powers));
    activity = Collections.unmodifiableMap(new EnumMap<>(activity));
  }

  /** Power of a part of one element in W. */
  public Figure power(Part part) {
    return require(powers, part);
  }

  /** How often an element does a part's work in a cycle while it draws the power. */
  public Figure activity(Part part) {
    return require(activity, part);
  }

  private Figure require(Map<Part, Figure> figures, Part part) {
    Figure figure = figures.get(part);
    if (figure == null) {
      throw new IllegalStateException(name + " says nothing of " + part);
    }
    return figure;
  }

  /** Energy in J of one access of a part: power by activity by clock. */
  public double energy(Part part) {
    return power(part).value() / activity(part).value() / clock.value();
  }

  /** Entries of a line of the matrix memory, at least 1. */
  public int entriesPerLine() {
    return Math.max(1, (int) (lineBits.value() / (codeBits.value() + gapBits.value())));
  }
}
