// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cost.spatial;

/** What a mapper makes small; of equals it takes those with less of the other. */
public enum Objective {
  /** Energy. */
  ENERGY,
  /** Cycles. */
  DELAY,
  /** Energy times cycles. */
  PRODUCT;

  /** What is compared first. */
  double first(double energy, long cycles) {
    return switch (this) {
      case ENERGY -> energy;
      case DELAY -> cycles;
      case PRODUCT -> energy * cycles;
    };
  }

  /** What is compared where the first is equal. */
  double second(double energy, long cycles) {
    return switch (this) {
      case ENERGY, PRODUCT -> cycles;
      case DELAY -> energy;
    };
  }
}
