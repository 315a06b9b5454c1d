// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.onnx;

import com.google.protobuf.CodedInputStream;
import dev.cinch.frontend.proto.OptionalProto;
import dev.cinch.frontend.proto.SequenceProto;
import dev.cinch.frontend.proto.TensorProto;
import dev.cinch.frontend.proto.TypeProto;
import dev.cinch.frontend.tensor.ExternalData;
import dev.cinch.frontend.tensor.TensorDecoder;
import dev.cinch.ir.Diagnostic;
import dev.cinch.ir.Origin;
import dev.cinch.ir.Result;
import dev.cinch.ir.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads {@code TensorProto}, {@code SequenceProto} and {@code OptionalProto} files, which ONNX
 * keeps beside its test cases ({@code input_0.pb}).
 */
public final class ValueFile {

  /** What a file holds: a tensor, or a sequence or optional of further values. */
  public sealed interface Recorded {

    /** The tensors by their names as results of a graph: {@code y}, or {@code y.0}, {@code y.1}. */
    default Map<String, Tensor> named(String name) {
      Map<String, Tensor> tensors = new LinkedHashMap<>();
      switch (this) {
        case One(var tensor) -> tensors.put(name, tensor);
        case Row(var elements) -> {
          for (int i = 0; i < elements.size(); i++) {
            tensors.putAll(elements.get(i).named(name + "." + i));
          }
        }
      }
      return tensors;
    }

    /** How many elements each sequence and optional has, by their names. */
    default Map<String, Integer> lengths(String name) {
      Map<String, Integer> lengths = new LinkedHashMap<>();
      if (this instanceof Row(var elements)) {
        lengths.put(name, elements.size());
        for (int i = 0; i < elements.size(); i++) {
          lengths.putAll(elements.get(i).lengths(name + "." + i));
        }
      }
      return lengths;
    }
  }

  /** A tensor. */
  public record One(Tensor tensor) implements Recorded {}

  /** A sequence, or an optional, which has at most one element. */
  public record Row(List<Recorded> elements) implements Recorded {
    public Row {
      elements = List.copyOf(elements);
    }
  }

  private final Path file;

  private ValueFile(Path file) {
    this.file = file;
  }

  /** The tensor of a file. */
  public static Result<Tensor> tensor(Path file) {
    ValueFile reader = new ValueFile(file);
    return FileBytes.read(file)
        .then(bytes -> reader.message(bytes, TensorProto::parseFrom))
        .then(reader::decode);
  }

  /** The value of a file, which is of some type. */
  public static Result<Recorded> read(Path file, TypeProto type) {
    ValueFile reader = new ValueFile(file);
    return switch (type.getValueCase()) {
      case SEQUENCE_TYPE ->
          FileBytes.read(file)
              .then(bytes -> reader.message(bytes, SequenceProto::parseFrom))
              .then(reader::value);
      case OPTIONAL_TYPE ->
          FileBytes.read(file)
              .then(bytes -> reader.message(bytes, OptionalProto::parseFrom))
              .then(reader::value);
      default -> tensor(file).map(One::new);
    };
  }

  private interface Parser<M> {
    M parse(CodedInputStream in) throws IOException;
  }

  private <M> Result<M> message(ByteBuffer bytes, Parser<M> parser) {
    try {
      return Result.ok(parser.parse(FileBytes.message(bytes)));
    } catch (IOException e) {
      return FileBytes.failed(
          "onnx.file.foreign", file, "this is no value of the stated type: " + e.getMessage(), "");
    }
  }

  private Result<Tensor> decode(TensorProto proto) {
    Origin origin = Origin.of(FileBytes.name(file), "");
    return TensorDecoder.decode(proto, origin, ExternalData.NONE);
  }

  private Result<Recorded> value(TensorProto proto) {
    return decode(proto).map(One::new);
  }

  private Result<Recorded> value(SequenceProto proto) {
    List<Result<Recorded>> elements = new ArrayList<>();
    proto.getTensorValuesList().forEach(it -> elements.add(value(it)));
    proto.getSequenceValuesList().forEach(it -> elements.add(value(it)));
    proto.getOptionalValuesList().forEach(it -> elements.add(value(it)));
    return row(elements);
  }

  private Result<Recorded> value(OptionalProto proto) {
    List<Result<Recorded>> elements = new ArrayList<>();
    if (proto.hasTensorValue()) {
      elements.add(value(proto.getTensorValue()));
    } else if (proto.hasSequenceValue()) {
      elements.add(value(proto.getSequenceValue()));
    } else if (proto.hasOptionalValue()) {
      elements.add(value(proto.getOptionalValue()));
    }
    return row(elements);
  }

  private static Result<Recorded> row(List<Result<Recorded>> elements) {
    List<Recorded> values = new ArrayList<>();
    for (Result<Recorded> element : elements) {
      switch (element) {
        case Result.Ok<Recorded>(var value, _) -> values.add(value);
        case Result.Failed<Recorded>(List<Diagnostic> problems) -> {
          return new Result.Failed<>(problems);
        }
      }
    }
    return Result.ok(new Row(values));
  }
}
