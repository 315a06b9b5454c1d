// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.adapt;

import java.util.Locale;

/** The order of axes in which a model wants images; data come as NCHW. */
public enum Layout {
  /** Batch, channels, rows, columns. */
  NCHW,
  /** Batch, rows, columns, channels. */
  NHWC;

  /** Its name on the command line. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
