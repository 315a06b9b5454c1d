// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.onnx;

import com.google.protobuf.CodedInputStream;
import dev.cinch.frontend.proto.TensorProto;
import dev.cinch.frontend.tensor.ExternalData;
import dev.cinch.frontend.tensor.TensorDecoder;
import dev.cinch.ir.Origin;
import dev.cinch.ir.Result;
import dev.cinch.ir.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** Reads {@code TensorProto} files, which ONNX keeps beside its test cases ({@code input_0.pb}). */
public final class TensorFile {

  private TensorFile() {}

  /** The tensor of a file. */
  public static Result<Tensor> read(Path file) {
    return FileBytes.read(file)
        .then(bytes -> message(file, bytes))
        .then(proto ->
            TensorDecoder.decode(proto, Origin.of(FileBytes.name(file), ""), ExternalData.NONE));
  }

  private static Result<TensorProto> message(Path file, ByteBuffer bytes) {
    try {
      CodedInputStream in = FileBytes.message(bytes);
      return Result.ok(TensorProto.parseFrom(in));
    } catch (IOException e) {
      return FileBytes.failed(
          "onnx.file.foreign", file, "this is not a tensor: " + e.getMessage(), "");
    }
  }
}
