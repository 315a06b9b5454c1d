// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.onnx;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * What a file may be that is named as an ONNX model and is none.
 *
 * @param text what it is, as far as its first bytes tell
 * @param hint what to do
 */
record ForeignFile(String text, String hint) {

  private static final int LOOK = 512;
  private static final int HDF5 = 0x89;

  static ForeignFile of(ByteBuffer bytes) {
    int length = Math.min(LOOK, bytes.remaining());
    String start = StandardCharsets.ISO_8859_1.decode(bytes.slice(0, length)).toString();
    if (start.startsWith("version https://git-lfs")) {
      return new ForeignFile(
          "this is a Git LFS pointer, not the model itself", "run git lfs pull where it came from");
    }
    if (start.stripLeading().toLowerCase(Locale.ROOT).startsWith("<!doctype html")
        || start.stripLeading().toLowerCase(Locale.ROOT).startsWith("<html")) {
      return new ForeignFile("this is a web page, not a model", "download the file itself");
    }
    if (start.startsWith("PK")) {
      return new ForeignFile(
          "this is a zip archive, not an ONNX model",
          "PyTorch and Keras files are zip archives: export the model to ONNX");
    }
    if (start.startsWith("HDF", 1) && start.charAt(0) == HDF5) {
      return new ForeignFile(
          "this is an HDF5 file, not an ONNX model", "export the Keras model with tf2onnx");
    }
    if (start.chars().allMatch(c -> (c >= ' ' && c < 0x7F) || Character.isWhitespace(c))) {
      return new ForeignFile(
          "this is text, not a binary ONNX model",
          "a model in ONNX's textual syntax is named .onnxtxt");
    }
    return new ForeignFile("this is not an ONNX model", "export the model to ONNX");
  }
}
