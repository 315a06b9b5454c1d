// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.onnx;

import dev.cinch.frontend.operator.ImportOptions;
import dev.cinch.frontend.operator.Importer;
import dev.cinch.frontend.operator.Model;
import dev.cinch.ir.Graph;
import dev.cinch.ir.Result;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** What Jazzer calls with bytes that may be a binary model. */
public final class BinaryFuzzTarget {

  private BinaryFuzzTarget() {}

  /** Reads a model; whatever is thrown, and whatever takes long, is a finding. */
  public static void fuzzerTestOneInput(byte[] data) {
    read(data);
  }

  /** The graph of a model with these bytes. */
  static Result<Graph> read(byte[] bytes) {
    return OnnxFile.parse(Path.of("m.onnx"), ByteBuffer.wrap(bytes))
        .then(proto -> Importer.read(new Model(proto, "m.onnx"), ImportOptions.DEFAULT));
  }
}
