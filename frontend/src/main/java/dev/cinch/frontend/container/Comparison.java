// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.container;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;

/** Takes bytes and compares them with those of a source, without keeping any. */
final class Comparison extends OutputStream {

  private final InputStream source;
  private boolean same = true;

  Comparison(InputStream source) {
    this.source = source;
  }

  @Override
  public void write(int b) throws IOException {
    same = same && source.read() == (b & 0xFF);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    if (same) {
      byte[] expected = source.readNBytes(length);
      same = Arrays.equals(bytes, offset, offset + length, expected, 0, expected.length);
    }
  }

  /** Whether everything that was written, and no more, is what the source holds. */
  boolean isSame() throws IOException {
    return same && source.read() < 0;
  }
}
