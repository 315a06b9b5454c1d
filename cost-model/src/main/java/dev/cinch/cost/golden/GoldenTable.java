// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cost.golden;

import java.util.ArrayList;
import java.util.List;

/**
 * Every published figure that the cost models are held to, beside theirs.
 *
 * @param rows in the order of the sources
 */
public record GoldenTable(List<Comparison> rows) {

  public GoldenTable {
    rows = List.copyOf(rows);
  }

  /** Computes all of it, in seconds. */
  public static GoldenTable compute() {
    List<Comparison> rows = new ArrayList<>(SpatialFigures.all());
    rows.addAll(EieFigures.all());
    return new GoldenTable(rows);
  }

  /** How many bars are not kept. */
  public long missed() {
    return rows.stream().filter(row -> !row.isKept()).count();
  }
}
