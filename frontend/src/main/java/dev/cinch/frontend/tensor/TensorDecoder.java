// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.tensor;

import dev.cinch.frontend.proto.TensorProto;
import dev.cinch.ir.Diagnostic;
import dev.cinch.ir.Origin;
import dev.cinch.ir.Result;
import dev.cinch.ir.number.Affine;
import dev.cinch.ir.number.Fixed;
import dev.cinch.ir.number.FloatType;
import dev.cinch.ir.number.NumberType;
import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import dev.cinch.ir.tensor.TensorWriter;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongToDoubleFunction;
import java.util.function.LongUnaryOperator;

/**
 * Reads {@code TensorProto} messages. The numbers that are there are counted before anything is
 * allocated for them.
 */
public final class TensorDecoder {

  private final TensorProto proto;
  private final Origin origin;

  private final ExternalData external;

  private TensorDecoder(TensorProto proto, Origin origin, ExternalData external) {
    this.proto = proto;
    this.origin = origin;
    this.external = external;
  }

  /**
   * The tensor that a message holds, in the number format of its element type.
   *
   * @param origin the tensor's place, for diagnostics
   * @param external where bytes are that lie beside the model
   */
  public static Result<Tensor> decode(TensorProto proto, Origin origin, ExternalData external) {
    TensorDecoder decoder = new TensorDecoder(proto, origin, external);
    return ElementType.ofNumber(proto.getDataType())
        .flatMap(ElementType::format)
        .map(decoder::decode)
        .orElseGet(decoder::unsupported);
  }

  /**
   * The tensor whose raw integers (or floats) a message holds.
   *
   * @param number its format; the element type must be the format's carrier
   * @param origin the tensor's place, for diagnostics
   * @param external where bytes are that lie beside the model
   */
  public static Result<Tensor> decode(
      TensorProto proto, NumberType number, Origin origin, ExternalData external) {
    TensorDecoder decoder = new TensorDecoder(proto, origin, external);
    ElementType element = ElementType.ofNumber(proto.getDataType()).orElse(ElementType.UNDEFINED);
    boolean carries =
        switch (number) {
          case FloatType _ -> element.format().equals(Optional.of(number));
          case Fixed fixed -> element.isUnsigned() != fixed.signed();
          case Affine affine -> element.isUnsigned() != affine.signed();
        };
    boolean same = element.format().equals(Optional.of(number));
    if (!same
        && (!carries
            || element.bits() != 8 * number.carrierBytes()
            || element.isInteger() != number.isInteger())) {
      return decoder.failed(
          "onnx.tensor.type",
          ElementType.nameOf(proto.getDataType()) + " elements do not carry " + number,
          "the carrier has " + 8 * number.carrierBytes() + " bits");
    }
    return decoder.decode(number);
  }

  private Result<Tensor> unsupported() {
    return failed(
        "onnx.tensor.type",
        ElementType.nameOf(proto.getDataType()) + " tensors are not supported",
        "export the model in float");
  }

  private Result<Tensor> decode(NumberType number) {
    if (proto.hasSegment()) {
      return failed("onnx.tensor.segment", "tensors in segments are not supported", "");
    }
    TensorType type;
    try {
      type = new TensorType(number, Shape.of(proto.getDimsList()));
      if (proto.getDataLocation() == TensorProto.DataLocation.EXTERNAL) {
        Map<String, String> stated = new HashMap<>();
        proto.getExternalDataList().forEach(it -> stated.put(it.getKey(), it.getValue()));
        return external.bytes(stated, origin).then(bytes -> raw(type, bytes));
      }
      if (proto.hasRawData()) {
        return raw(type, MemorySegment.ofBuffer(proto.getRawData().asReadOnlyByteBuffer()));
      }
      return typed(type);
    } catch (IllegalArgumentException | ArithmeticException e) {
      return failed("onnx.tensor.shape", String.valueOf(e.getMessage()), "");
    }
  }

  private Result<Tensor> raw(TensorType type, MemorySegment bytes) {
    int bits = ElementType.ofNumber(proto.getDataType()).orElse(ElementType.UNDEFINED).bits();
    long needed = bits < Byte.SIZE ? Math.ceilDiv(type.shape().size() * bits, 8L) : type.bytes();
    if (bytes.byteSize() != needed) {
      return lengths(bytes.byteSize() + " bytes", needed);
    }
    if (bits < Byte.SIZE) {
      return Result.ok(packed(type, bits, i -> bytes.get(ValueLayout.JAVA_BYTE, i)));
    }
    return Result.ok(bytes.isNative() ? Tensor.viewOf(type, bytes) : Tensor.ofSegment(type, bytes));
  }

  private Result<Tensor> typed(TensorType type) {
    return switch (ElementType.ofNumber(proto.getDataType()).orElse(ElementType.UNDEFINED)) {
      case FLOAT -> floats(type, proto.getFloatDataCount(), i -> proto.getFloatData((int) i));
      case DOUBLE -> floats(type, proto.getDoubleDataCount(), i -> proto.getDoubleData((int) i));
      case INT64 -> integers(type, proto.getInt64DataCount(), i -> proto.getInt64Data((int) i));
      case UINT32, UINT64 ->
          integers(type, proto.getUint64DataCount(), i -> proto.getUint64Data((int) i));
      case UINT2, INT2, UINT4, INT4, FLOAT4E2M1 -> packedData(type);
      default ->
          type.isFloat()
              ? patterns(type)
              : integers(type, proto.getInt32DataCount(), i -> proto.getInt32Data((int) i));
    };
  }

  /** Numbers of less than a byte, the first in the lowest bits of the first. */
  private static Tensor packed(TensorType type, int bits, LongUnaryOperator byteAt) {
    int each = Byte.SIZE / bits;
    TensorWriter out = Tensor.writer(type);
    for (long i = 0; i < type.shape().size(); i++) {
      long pattern = byteAt.applyAsLong(i / each) >> (i % each * bits) & ((1L << bits) - 1);
      if (type.isFloat()) {
        out.setBits(i, pattern);
      } else {
        out.setRaw(i, type.fixed().wrap(pattern));
      }
    }
    return out.finish();
  }

  private Result<Tensor> packedData(TensorType type) {
    int bits = ElementType.ofNumber(proto.getDataType()).orElse(ElementType.UNDEFINED).bits();
    long needed = Math.ceilDiv(type.shape().size() * bits, 8L);
    if (proto.getInt32DataCount() == needed) {
      return Result.ok(packed(type, bits, i -> proto.getInt32Data((int) i)));
    }
    // Text has a number for each element.
    return type.isFloat()
        ? patterns(type)
        : integers(type, proto.getInt32DataCount(), i -> proto.getInt32Data((int) i));
  }

  /** Small floats, which stand as their bit patterns. */
  private Result<Tensor> patterns(TensorType type) {
    if (proto.getInt32DataCount() != type.shape().size()) {
      return lengths(proto.getInt32DataCount() + " numbers", type.shape().size());
    }
    TensorWriter out = Tensor.writer(type);
    for (int i = 0; i < proto.getInt32DataCount(); i++) {
      out.setBits(i, proto.getInt32Data(i));
    }
    return Result.ok(out.finish());
  }

  private Result<Tensor> floats(TensorType type, int count, LongToDoubleFunction at) {
    if (count != type.shape().size()) {
      return lengths(count + " numbers", type.shape().size());
    }
    TensorWriter out = Tensor.writer(type);
    for (int i = 0; i < count; i++) {
      out.setValue(i, at.applyAsDouble(i));
    }
    return Result.ok(out.finish());
  }

  private Result<Tensor> integers(TensorType type, int count, LongUnaryOperator at) {
    if (count != type.shape().size()) {
      return lengths(count + " numbers", type.shape().size());
    }
    TensorWriter out = Tensor.writer(type);
    for (int i = 0; i < count; i++) {
      out.setRaw(i, at.applyAsLong(i));
    }
    return Result.ok(out.finish());
  }

  private Result<Tensor> lengths(String there, long needed) {
    return failed(
        "onnx.tensor.length",
        there + " for a tensor of " + proto.getDimsList() + ", which needs " + needed,
        "the file is damaged: export the model again");
  }

  private Result<Tensor> failed(String code, String text, String hint) {
    return Result.failed(Diagnostic.error(code, origin, text, hint));
  }
}
