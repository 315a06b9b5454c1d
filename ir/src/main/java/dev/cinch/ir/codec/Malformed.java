// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.codec;

import java.io.Serial;

/** The bytes are no weight stream. Stays inside the package: readers return diagnostics. */
final class Malformed extends Exception {
  @Serial private static final long serialVersionUID = 1;

  Malformed(String message) {
    super(message, null, false, false);
  }
}
