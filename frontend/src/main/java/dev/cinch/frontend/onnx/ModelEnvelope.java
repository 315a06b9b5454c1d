// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.onnx;

import dev.cinch.frontend.proto.ModelProto;
import java.nio.ByteBuffer;
import java.util.Set;

/**
 * A look at the outermost fields of a file, to tell a model that is cut off from something that is
 * no model at all, which protobuf's parser does not.
 */
sealed interface ModelEnvelope {

  /** The outermost fields are a model's, and fill the file. */
  record Whole() implements ModelEnvelope {}

  /**
   * The file begins as a model and ends within a field.
   *
   * @param needed bytes that the file must have at least
   */
  record CutOff(long needed) implements ModelEnvelope {}

  /** The file does not have the fields of a model. */
  record Foreign() implements ModelEnvelope {}

  /** Fields of ModelProto that hold a number, and those that hold bytes. */
  Set<Integer> VARINTS =
      Set.of(ModelProto.IR_VERSION_FIELD_NUMBER, ModelProto.MODEL_VERSION_FIELD_NUMBER);

  /** As of IR version 14; training_info is 20, configuration 26. */
  Set<Integer> LENGTHS = Set.of(2, 3, 4, 6, 7, 8, 14, 20, 25, 26);

  /** Looks at a file's bytes. */
  static ModelEnvelope of(ByteBuffer bytes) {
    Walk walk = new Walk(bytes);
    while (walk.at < bytes.remaining()) {
      long tag = walk.varint();
      if (walk.ended) {
        return new CutOff(bytes.remaining() + 1L);
      }
      int field = (int) (tag >>> 3);
      int wireType = (int) (tag & 7);
      boolean known =
          tag >>> 32 == 0 && (wireType == 0 ? VARINTS : LENGTHS).contains(field) && wireType < 3;
      if (!known || wireType == 1) {
        return new Foreign();
      }
      long length = walk.varint();
      if (walk.ended) {
        return new CutOff(bytes.remaining() + 1L);
      }
      if (wireType == 2) {
        if (length < 0 || length > Integer.MAX_VALUE) {
          return new Foreign();
        }
        if (length > bytes.remaining() - walk.at) {
          return new CutOff(walk.at + length);
        }
        walk.at += (int) length;
      }
    }
    return new Whole();
  }

  /** A place in the bytes. */
  final class Walk {
    private final ByteBuffer bytes;
    private int at;
    private boolean ended;

    private Walk(ByteBuffer bytes) {
      this.bytes = bytes;
    }

    private long varint() {
      long value = 0;
      for (int shift = 0; shift < Long.SIZE; shift += 7) {
        if (at == bytes.remaining()) {
          ended = true;
          return value;
        }
        byte b = bytes.get(at++);
        value |= (b & 0x7FL) << shift;
        if (b >= 0) {
          break;
        }
      }
      return value;
    }
  }
}
