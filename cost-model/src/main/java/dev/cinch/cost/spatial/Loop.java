// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cost.spatial;

/** A dimension that a mapping tiles. */
public enum Loop {
  /** Inputs of the batch, N. */
  BATCH,
  /** Filters, M. */
  FILTERS,
  /** Rows of results, E. */
  ROWS,
  /** Channels, C. */
  CHANNELS;

  /** Whether different tiles of it read different filters. */
  boolean selectsFilters() {
    return this == FILTERS || this == CHANNELS;
  }

  /** Whether different tiles of it read different inputs. */
  boolean selectsIfmaps() {
    return this != FILTERS;
  }
}
