// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.onnx;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.cinch.frontend.proto.ModelProto;
import dev.cinch.ir.Result;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** Reads binary ONNX files. */
public final class OnnxFile {

  /** Messages within messages; a graph within a node's attribute takes three. */
  private static final int MAX_DEPTH = 100;

  /** Before this IR version models did not state operator sets. */
  private static final long FIRST_WITH_OPSETS = 3;

  private OnnxFile() {}

  /**
   * The model of a file, of which large tensors are left in the file: they have external data at
   * {@link Skeleton#IN_THE_MODEL}.
   *
   * @return the message; or one diagnostic that says what the file is instead, whether it is cut
   *     off, or what a model needs and this one lacks
   */
  public static Result<ModelProto> read(Path file) {
    return FileBytes.read(file).then(bytes -> parse(file, bytes));
  }

  /** The same, with where the tensors are. */
  static Result<Opened> open(Path file) {
    return FileBytes.read(file)
        .then(bytes -> parse(file, bytes).map(model -> new Opened(model, bytes)));
  }

  /**
   * A model and the bytes of its file.
   *
   * @param model its message, without large tensors
   * @param bytes the file, in which they are
   */
  record Opened(ModelProto model, ByteBuffer bytes) {}

  /** The model of a file with these bytes. */
  static Result<ModelProto> parse(Path file, ByteBuffer bytes) {
    return switch (ModelEnvelope.of(bytes)) {
      case ModelEnvelope.Whole _ -> message(file, bytes);
      case ModelEnvelope.CutOff(var needed) ->
          FileBytes.failed(
              "onnx.file.truncated",
              file,
              "the file is cut off: it has "
                  + bytes.remaining()
                  + " bytes and needs at least "
                  + needed,
              "copy or export it again");
      case ModelEnvelope.Foreign _ -> {
        ForeignFile foreign = ForeignFile.of(bytes);
        yield FileBytes.failed("onnx.file.foreign", file, foreign.text(), foreign.hint());
      }
    };
  }

  private static Result<ModelProto> message(Path file, ByteBuffer bytes) {
    ModelProto model;
    try {
      CodedInputStream in = CodedInputStream.newInstance(Skeleton.of(bytes));
      in.setRecursionLimit(MAX_DEPTH);
      model = ModelProto.parseFrom(in);
    } catch (Skeleton.Malformed | InvalidProtocolBufferException e) {
      String text = "the file is damaged: " + e.getMessage();
      return FileBytes.failed("onnx.file.damaged", file, text, "copy or export it again");
    } catch (IOException e) {
      throw new IllegalStateException("reading from memory", e);
    }
    if (!model.hasGraph()) {
      return incomplete(file, "it has no graph");
    }
    if (model.getOpsetImportCount() == 0 && model.getIrVersion() >= FIRST_WITH_OPSETS) {
      return incomplete(file, "it does not say which operator set it uses");
    }
    return Result.ok(model);
  }

  private static Result<ModelProto> incomplete(Path file, String text) {
    return FileBytes.failed(
        "onnx.model.incomplete", file, "this is no whole ONNX model: " + text, "export it again");
  }
}
