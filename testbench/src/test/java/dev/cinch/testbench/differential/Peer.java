// SPDX-License-Identifier: Apache-2.0
package dev.cinch.testbench.differential;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import dev.cinch.ir.number.Fixed;
import dev.cinch.ir.number.FloatType;
import dev.cinch.ir.number.NumberType;
import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import dev.cinch.ir.tensor.TensorWriter;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** ONNX Runtime on one thread, without rewriting models. */
final class Peer {

  private static final Map<NumberType, OnnxJavaType> TYPES =
      Map.ofEntries(
          Map.entry(FloatType.F32, OnnxJavaType.FLOAT),
          Map.entry(FloatType.F64, OnnxJavaType.DOUBLE),
          Map.entry(FloatType.F16, OnnxJavaType.FLOAT16),
          Map.entry(FloatType.BF16, OnnxJavaType.BFLOAT16),
          Map.entry(Fixed.BOOL, OnnxJavaType.BOOL),
          Map.entry(Fixed.INT8, OnnxJavaType.INT8),
          Map.entry(Fixed.UINT8, OnnxJavaType.UINT8),
          Map.entry(Fixed.INT16, OnnxJavaType.INT16),
          Map.entry(Fixed.INT32, OnnxJavaType.INT32),
          Map.entry(Fixed.INT64, OnnxJavaType.INT64));

  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();

  /** It does not take a model, or its Java interface does not take a tensor. */
  static final class Refused extends Exception {
    private static final long serialVersionUID = 1;

    Refused(String text) {
      super(text);
    }
  }

  /** Results by name; those that are no tensors of our types are left out. */
  Map<String, Tensor> run(byte[] model, Map<String, Tensor> inputs) throws Refused {
    Map<String, OnnxTensor> given = new LinkedHashMap<>();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.NO_OPT);
      options.setIntraOpNumThreads(1);
      options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
      try (OrtSession session = environment.createSession(model, options)) {
        for (String name : session.getInputNames()) {
          Tensor tensor = inputs.get(name);
          if (tensor != null) {
            given.put(name, tensor(tensor));
          }
        }
        try (OrtSession.Result result = session.run(given)) {
          Map<String, Tensor> results = new LinkedHashMap<>();
          for (Map.Entry<String, OnnxValue> each : result) {
            if (each.getValue() instanceof OnnxTensor value) {
              tensor(value).ifPresent(tensor -> results.put(each.getKey(), tensor));
            }
          }
          return results;
        }
      }
    } catch (OrtException e) {
      throw new Refused(String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
    } finally {
      given.values().forEach(OnnxTensor::close);
    }
  }

  private OnnxTensor tensor(Tensor tensor) throws OrtException, Refused {
    OnnxJavaType type = TYPES.get(tensor.type().number());
    if (type == null) {
      throw new Refused("its Java interface takes no " + tensor.type().number());
    }
    ByteBuffer bytes = ByteBuffer.allocateDirect(Math.toIntExact(tensor.segment().byteSize()));
    MemorySegment.ofBuffer(bytes).copyFrom(tensor.segment());
    return OnnxTensor.createTensor(
        environment, bytes.order(ByteOrder.nativeOrder()), tensor.shape().dims(), type);
  }

  private static Optional<Tensor> tensor(OnnxTensor value) {
    TensorInfo info = value.getInfo();
    Optional<NumberType> number =
        TYPES.entrySet().stream()
            .filter(entry -> entry.getValue() == info.type)
            .map(Map.Entry::getKey)
            .findFirst();
    return number.map(it -> {
      TensorWriter out = Tensor.writer(new TensorType(it, Shape.of(info.getShape())));
      if (out.segment().byteSize() > 0) {
        out.segment().copyFrom(MemorySegment.ofBuffer(value.getByteBuffer()));
      }
      return out.finish();
    });
  }
}
