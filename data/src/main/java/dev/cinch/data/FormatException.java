// SPDX-License-Identifier: Apache-2.0
package dev.cinch.data;

import java.io.IOException;

/** A file is not what it should be; the text is for the user. */
final class FormatException extends IOException {
  private static final long serialVersionUID = 1;

  FormatException(String text) {
    super(text);
  }
}
