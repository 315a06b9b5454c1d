// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.onnx;

import dev.cinch.frontend.proto.AttributeProto;
import dev.cinch.frontend.proto.FunctionProto;
import dev.cinch.frontend.proto.GraphProto;
import dev.cinch.frontend.proto.ModelProto;
import dev.cinch.frontend.proto.NodeProto;
import dev.cinch.frontend.proto.TensorProto;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Map;

/**
 * A model's message without the bytes of its large tensors: they stay in the mapped file, and the
 * tensor says where, as it would for external data ({@link #IN_THE_MODEL}). So the heap holds the
 * structure of a model and nothing of its weights.
 */
final class Skeleton {

  /** The location that stands for the model's own file; no path can be spelt like this. */
  static final String IN_THE_MODEL = "\0";

  private static final int LARGE = 1 << 12;
  private static final int MAX_DEPTH = 100;
  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int BYTES = 2;
  private static final int FIXED32 = 5;
  private static final int EXTERNAL = TensorProto.DataLocation.EXTERNAL_VALUE;

  /** Messages in which tensors are, and the fields that lead to them. */
  private enum Message {
    MODEL,
    GRAPH,
    FUNCTION,
    NODE,
    ATTRIBUTE,
    TENSOR;

    private static final Map<Integer, Message> IN_MODEL =
        Map.of(ModelProto.GRAPH_FIELD_NUMBER, GRAPH, ModelProto.FUNCTIONS_FIELD_NUMBER, FUNCTION);
    private static final Map<Integer, Message> IN_GRAPH =
        Map.of(GraphProto.NODE_FIELD_NUMBER, NODE, GraphProto.INITIALIZER_FIELD_NUMBER, TENSOR);
    private static final Map<Integer, Message> IN_FUNCTION =
        Map.of(FunctionProto.NODE_FIELD_NUMBER, NODE);
    private static final Map<Integer, Message> IN_NODE =
        Map.of(NodeProto.ATTRIBUTE_FIELD_NUMBER, ATTRIBUTE);
    private static final Map<Integer, Message> IN_ATTRIBUTE =
        Map.of(AttributeProto.T_FIELD_NUMBER, TENSOR, AttributeProto.G_FIELD_NUMBER, GRAPH);

    private Map<Integer, Message> inside() {
      return switch (this) {
        case MODEL -> IN_MODEL;
        case GRAPH -> IN_GRAPH;
        case FUNCTION -> IN_FUNCTION;
        case NODE -> IN_NODE;
        case ATTRIBUTE -> IN_ATTRIBUTE;
        case TENSOR -> Map.of();
      };
    }
  }

  /** The bytes are no message of the kind that they should be. */
  static final class Malformed extends Exception {
    private static final long serialVersionUID = 1L;

    Malformed(String text) {
      super(text);
    }
  }

  private final ByteBuffer file;
  private int at;

  private Skeleton(ByteBuffer file) {
    this.file = file;
  }

  /**
   * The skeleton of a model.
   *
   * @throws Malformed when the fields do not fill their messages, or lie too deep in each other
   */
  static byte[] of(ByteBuffer file) throws Malformed {
    return new Skeleton(file).message(Message.MODEL, file.limit(), 0);
  }

  private byte[] message(Message kind, int end, int depth) throws Malformed {
    if (depth > MAX_DEPTH) {
      throw new Malformed("messages lie more than " + MAX_DEPTH + " deep in each other");
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    while (at < end) {
      int start = at;
      long tag = varint(end);
      int field = (int) (tag >>> 3);
      switch ((int) (tag & 7)) {
        case VARINT -> {
          varint(end);
          copy(start, at, out);
        }
        case FIXED64 -> skip(start, 8, end, out);
        case FIXED32 -> skip(start, 4, end, out);
        case BYTES -> {
          long length = varint(end);
          if (length < 0 || length > end - at) {
            throw new Malformed("a field of " + length + " bytes where " + (end - at) + " are");
          }
          int fieldEnd = at + (int) length;
          Message inner = kind.inside().get(field);
          if (inner != null) {
            byte[] bytes = message(inner, fieldEnd, depth + 1);
            put(out, tag);
            put(out, bytes.length);
            out.writeBytes(bytes);
          } else if (kind == Message.TENSOR
              && field == TensorProto.RAW_DATA_FIELD_NUMBER
              && length >= LARGE) {
            leave(out, at, length);
          } else {
            copy(start, fieldEnd, out);
          }
          at = fieldEnd;
        }
        default -> throw new Malformed("a field of wire type " + (tag & 7));
      }
    }
    return out.toByteArray();
  }

  /** Says where bytes are that stay in the file. */
  private static void leave(ByteArrayOutputStream out, int offset, long length) {
    put(out, TensorProto.DATA_LOCATION_FIELD_NUMBER << 3);
    put(out, EXTERNAL);
    entry(out, "location", IN_THE_MODEL);
    entry(out, "offset", String.valueOf(offset));
    entry(out, "length", String.valueOf(length));
  }

  private static void entry(ByteArrayOutputStream out, String key, String value) {
    put(out, TensorProto.EXTERNAL_DATA_FIELD_NUMBER << 3 | BYTES);
    put(out, 4L + key.length() + value.length());
    put(out, 1 << 3 | BYTES);
    put(out, key.length());
    key.chars().forEach(out::write);
    put(out, 2 << 3 | BYTES);
    put(out, value.length());
    value.chars().forEach(out::write);
  }

  private void skip(int start, int bytes, int end, ByteArrayOutputStream out) throws Malformed {
    if (bytes > end - at) {
      throw new Malformed("a number that ends behind its message");
    }
    at += bytes;
    copy(start, at, out);
  }

  private void copy(int start, int end, ByteArrayOutputStream out) {
    byte[] bytes = new byte[end - start];
    file.get(start, bytes);
    out.writeBytes(bytes);
  }

  private long varint(int end) throws Malformed {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      if (at >= end) {
        throw new Malformed("a number that ends behind its message");
      }
      byte next = file.get(at++);
      value |= (next & 0x7FL) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new Malformed("a number of more than 64 bits");
  }

  private static void put(ByteArrayOutputStream out, long value) {
    long rest = value;
    while (rest >>> 7 != 0) {
      out.write((int) (rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    out.write((int) rest);
  }
}
