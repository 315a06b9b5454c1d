// SPDX-License-Identifier: Apache-2.0
package dev.cinch.data;

import java.util.Locale;

/** A part of a data set. */
public enum Part {
  /** What may be learned and calibrated from. */
  TRAIN,
  /** What accuracy is measured on. */
  TEST;

  /** {@code train} or {@code test}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
