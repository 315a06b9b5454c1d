// SPDX-License-Identifier: Apache-2.0
package dev.cinch.data.fetch;

import java.io.IOException;

/** What came over the network is not what was published; the text is for the user. */
final class FetchException extends IOException {
  private static final long serialVersionUID = 1;

  private final String text;
  private final String hint;

  FetchException(String text, String hint) {
    super(text);
    this.text = text;
    this.hint = hint;
  }

  String text() {
    return text;
  }

  String hint() {
    return hint;
  }
}
