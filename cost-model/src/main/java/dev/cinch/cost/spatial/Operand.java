// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cost.spatial;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What moves between the levels of a target. */
public enum Operand {
  /** Inputs. */
  IFMAP(EnumSet.complementOf(EnumSet.of(Dim.FILTERS))),
  /** Weights. */
  FILTER(
      EnumSet.of(
          Dim.GROUPS, Dim.FILTERS, Dim.CHANNELS, Dim.PLANE_TAPS, Dim.ROW_TAPS, Dim.COLUMN_TAPS)),
  /** Sums, and in the end results. */
  PSUM(EnumSet.of(Dim.GROUPS, Dim.BATCH, Dim.FILTERS, Dim.PLANES, Dim.ROWS, Dim.COLUMNS));

  private final Set<Dim> selecting;

  Operand(Set<Dim> selecting) {
    this.selecting = selecting;
  }

  /** Whether another index of a dimension reads or writes other words. */
  public boolean selects(Dim dim) {
    return selecting.contains(dim);
  }

  /** Its word in texts of mappings. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
