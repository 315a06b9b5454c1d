// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.cinch.frontend.proto.TensorProto;
import dev.cinch.ir.Diagnostic;
import dev.cinch.ir.Origin;
import dev.cinch.ir.Result;
import dev.cinch.ir.number.Fixed;
import dev.cinch.ir.number.FloatType;
import dev.cinch.ir.tensor.Tensor;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Tensors in their raw and typed fields, and lengths that lie. */
class TensorDecoderTest {

  private static final Origin ORIGIN = Origin.of("m.onnx", "w");

  private static TensorProto.Builder proto(ElementType type, long... dims) {
    TensorProto.Builder proto = TensorProto.newBuilder().setDataType(type.number());
    for (long dim : dims) {
      proto.addDims(dim);
    }
    return proto;
  }

  private static Tensor decode(TensorProto.Builder proto) {
    return TensorDecoder.decode(proto.build(), ORIGIN, ExternalData.NONE).orThrow();
  }

  private static ByteString bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return ByteString.copyFrom(bytes);
  }

  @Test
  void rawBytesAreLittleEndian() {
    assertThat(decode(proto(ElementType.FLOAT, 1).setRawData(bytes(0, 0, 0x80, 0x3F))).toFloats())
        .containsExactly(1);
    assertThat(decode(proto(ElementType.INT16, 2).setRawData(bytes(1, 2, 0xFF, 0xFF))).toRaws())
        .containsExactly(0x201, -1);
    assertThat(decode(proto(ElementType.UINT8, 2).setRawData(bytes(1, 255))).toRaws())
        .containsExactly(1, 255);
    assertThat(decode(proto(ElementType.INT64).setRawData(bytes(9, 0, 0, 0, 0, 0, 0, 1))).toRaws())
        .containsExactly(9 + (1L << 56));
  }

  @Test
  void typedFieldsAreReadByElementType() {
    assertThat(decode(proto(ElementType.FLOAT, 2).addFloatData(1.5f).addFloatData(-2)).toFloats())
        .containsExactly(1.5f, -2);
    assertThat(decode(proto(ElementType.DOUBLE, 1).addDoubleData(0.1)).valueAt(0)).isEqualTo(0.1);
    assertThat(decode(proto(ElementType.INT8, 1).addInt32Data(-128)).toRaws())
        .containsExactly(-128);
    assertThat(decode(proto(ElementType.UINT16, 1).addInt32Data(65535)).toRaws())
        .containsExactly(65535);
    assertThat(decode(proto(ElementType.INT64, 1).addInt64Data(Long.MIN_VALUE)).toRaws())
        .containsExactly(Long.MIN_VALUE);
    assertThat(decode(proto(ElementType.UINT32, 1).addUint64Data(0xFFFFFFFFL)).toRaws())
        .containsExactly(0xFFFFFFFFL);
    assertThat(decode(proto(ElementType.INT32, 0)).size()).isZero();
  }

  static Stream<List<Object>> lies() {
    return Stream.of(
        List.of("onnx.tensor.length", proto(ElementType.FLOAT, 2).setRawData(bytes(0, 0, 0, 0))),
        List.of("onnx.tensor.length", proto(ElementType.FLOAT, 1L << 40).addFloatData(1)),
        List.of("onnx.tensor.length", proto(ElementType.FLOAT, 2).addInt32Data(1).addInt32Data(2)),
        List.of("onnx.tensor.length", proto(ElementType.FLOAT)),
        List.of("onnx.tensor.shape", proto(ElementType.FLOAT, -1)),
        List.of("onnx.tensor.shape", proto(ElementType.FLOAT, 1L << 40, 1L << 40)),
        List.of("onnx.tensor.shape", proto(ElementType.DOUBLE, 1L << 62).setRawData(bytes(0))),
        List.of("onnx.tensor.shape", proto(ElementType.INT8, 1).addInt32Data(128)),
        List.of("onnx.tensor.shape", proto(ElementType.FLOAT, new long[33])),
        List.of("onnx.tensor.type", proto(ElementType.STRING, 1)),
        List.of("onnx.tensor.type", proto(ElementType.FLOAT, 1).setDataType(99)),
        List.of(
            "onnx.tensor.segment",
            proto(ElementType.FLOAT).setSegment(TensorProto.Segment.getDefaultInstance())),
        List.of(
            "onnx.tensor.external",
            proto(ElementType.FLOAT).setDataLocation(TensorProto.DataLocation.EXTERNAL)));
  }

  @ParameterizedTest
  @MethodSource("lies")
  void lengthsThatLieAreRefused(List<Object> codeAndTensor) {
    TensorProto.Builder proto = (TensorProto.Builder) codeAndTensor.get(1);
    assertThat(problems(TensorDecoder.decode(proto.build(), ORIGIN, ExternalData.NONE)))
        .extracting(Diagnostic::code)
        .containsExactly((String) codeAndTensor.get(0));
  }

  @ParameterizedTest
  @EnumSource(ElementType.class)
  void everyElementTypeIsReadOrRefusedByName(ElementType type) {
    Result<Tensor> result = TensorDecoder.decode(proto(type, 0).build(), ORIGIN, ExternalData.NONE);
    if (type.format().isEmpty()) {
      assertThat(problems(result))
          .extracting(Diagnostic::text)
          .containsExactly(type.text() + " tensors are not supported");
    } else {
      assertThat(result.orThrow().type().number()).isEqualTo(type.format().get());
    }
  }

  @Test
  void carriersMustMatchTheirFormat() {
    TensorProto eight = proto(ElementType.UINT64, 1).addUint64Data((1L << 63) - 1).build();
    assertThat(
            TensorDecoder.decode(eight, new Fixed(false, 63, 0), ORIGIN, ExternalData.NONE)
                .orThrow()
                .toRaws())
        .containsExactly(Long.MAX_VALUE);
    TensorProto top = proto(ElementType.UINT64, 1).addUint64Data(-1).build();
    assertThat(
            problems(TensorDecoder.decode(top, new Fixed(false, 63, 0), ORIGIN, ExternalData.NONE)))
        .hasSize(1);
    assertThat(problems(TensorDecoder.decode(eight, FloatType.F64, ORIGIN, ExternalData.NONE)))
        .hasSize(1);
    assertThat(problems(TensorDecoder.decode(eight, Fixed.INT8, ORIGIN, ExternalData.NONE)))
        .hasSize(1);
    TensorProto unsigned = proto(ElementType.UINT8, 1).addInt32Data(200).build();
    assertThat(problems(TensorDecoder.decode(unsigned, Fixed.INT8, ORIGIN, ExternalData.NONE)))
        .hasSize(1);
  }

  private static List<Diagnostic> problems(Result<Tensor> result) {
    return result instanceof Result.Failed<Tensor>(var diagnostics) ? diagnostics : List.of();
  }
}
