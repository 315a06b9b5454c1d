// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.operator;

import dev.cinch.frontend.proto.TensorShapeProto.Dimension;
import dev.cinch.frontend.proto.TypeProto;
import dev.cinch.frontend.proto.ValueInfoProto;
import dev.cinch.frontend.tensor.ElementType;
import dev.cinch.ir.Diagnostic;
import dev.cinch.ir.Origin;
import dev.cinch.ir.number.NumberType;
import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * The inputs of a model, with every extent bound: by name from the options, as the numbers have it
 * that are given for an input, else 1 for the first dimension, which is the batch. Inputs that are
 * initializers too keep their numbers.
 */
final class Inputs {

  private final Model model;
  private final Scope scope;
  private final Map<String, Long> bound;
  private final InputNumbers numbers;

  Inputs(Model model, ImportOptions options, Scope scope) {
    this.model = model;
    this.scope = scope;
    this.bound = new HashMap<>(options.dimensions());
    this.numbers = options.inputs();
  }

  /** Makes the inputs, or reports why one cannot be made. */
  void define() {
    List<ValueInfoProto> inputs =
        model.graph().getInputList().stream().filter(in -> !isStored(in)).toList();
    refuseUnknownNames(inputs);
    for (ValueInfoProto input : inputs) {
      List<Dimension> dims = input.getType().getTensorType().getShape().getDimList();
      for (int axis = 0; axis < dims.size(); axis++) {
        if (dims.get(axis).hasDimParam()) {
          String name = dims.get(axis).getDimParam();
          given(input, dims.size(), axis).ifPresent(extent -> bound.putIfAbsent(name, extent));
        }
      }
    }
    for (ValueInfoProto input : inputs) {
      List<Dimension> dims = input.getType().getTensorType().getShape().getDimList();
      if (!dims.isEmpty() && dims.getFirst().hasDimParam()) {
        bound.putIfAbsent(dims.getFirst().getDimParam(), 1L);
      }
    }
    for (ValueInfoProto input : inputs) {
      if (!scope.define(input.getName(), operand(input))) {
        error("onnx.name.twice", input, "this input has a name that is taken", "");
      }
    }
  }

  private Operand operand(ValueInfoProto input) {
    TypeProto type = input.getType();
    return switch (type.getValueCase()) {
      case SEQUENCE_TYPE ->
          elements(input, type.getSequenceType().getElemType())
              .<Operand>map(Operand.Sequence::new)
              .orElseGet(Operand.Unknown::new);
      case OPTIONAL_TYPE ->
          elements(input, type.getOptionalType().getElemType())
              .<Operand>map(it -> new Operand.Maybe(it.stream().findFirst()))
              .orElseGet(Operand.Unknown::new);
      default ->
          type(input)
              .<Operand>map(known -> new Operand.Computed(scope.input(input.getName(), known)))
              .orElseGet(Operand.Unknown::new);
    };
  }

  /** As many inputs of the graph as a sequence or an optional is given tensors. */
  private Optional<List<Operand>> elements(ValueInfoProto input, TypeProto type) {
    String name = input.getName();
    OptionalInt length = numbers.length(name);
    if (length.isEmpty()) {
      error(
          "onnx.input.sequence",
          input,
          "it is not known how many tensors this input has",
          "give them as %s.0, %s.1 and so on".formatted(name, name));
      return Optional.empty();
    }
    ValueInfoProto.Builder element = ValueInfoProto.newBuilder().setType(type);
    return Optional.of(
        IntStream.range(0, length.getAsInt())
            .mapToObj(i -> operand(element.setName(name + "." + i).build()))
            .toList());
  }

  private void refuseUnknownNames(List<ValueInfoProto> inputs) {
    Set<String> named = new TreeSet<>();
    for (ValueInfoProto input : inputs) {
      for (Dimension dimension : input.getType().getTensorType().getShape().getDimList()) {
        if (dimension.hasDimParam()) {
          named.add(dimension.getDimParam());
        }
      }
    }
    for (String name : bound.keySet()) {
      if (!named.contains(name)) {
        scope.report(
            Diagnostic.error(
                "onnx.dimension.unknown",
                model.part(""),
                "no input has a symbolic dimension " + name,
                named.isEmpty() ? "it has none" : "there are " + String.join(", ", named)));
      }
    }
  }

  private boolean isStored(ValueInfoProto input) {
    return scope.find(input.getName()).orElse(null) instanceof Stored;
  }

  private Optional<TensorType> type(ValueInfoProto input) {
    TypeProto type = input.getType();
    if (!type.hasTensorType()) {
      error("onnx.input.type", input, "this input is not a tensor", "");
      return Optional.empty();
    }
    int element = type.getTensorType().getElemType();
    Optional<NumberType> number = ElementType.ofNumber(element).flatMap(ElementType::format);
    if (number.isEmpty()) {
      error(
          "onnx.input.type",
          input,
          ElementType.nameOf(element) + " inputs are not supported",
          "export the model in float");
    }
    Optional<Shape> shape = shape(input);
    return number.flatMap(format -> shape.map(extents -> new TensorType(format, extents)));
  }

  private Optional<Shape> shape(ValueInfoProto input) {
    if (!input.getType().getTensorType().hasShape()) {
      Optional<Tensor> given = numbers.find(input.getName());
      if (given.isPresent()) {
        return given.map(Tensor::shape);
      }
      error(
          "onnx.input.shape",
          input,
          "the rank of this input is not stated",
          "export the model with extents");
      return Optional.empty();
    }
    List<Dimension> dims = input.getType().getTensorType().getShape().getDimList();
    long[] extents = new long[dims.size()];
    boolean open = false;
    for (int axis = 0; axis < extents.length; axis++) {
      OptionalLong extent = extent(input, dims, axis);
      extents[axis] = extent.orElse(1);
      if (extent.isEmpty()) {
        open = true;
        error(
            "onnx.input.shape",
            input,
            "the extent of axis " + axis + named(dims.get(axis)) + " of this input is open",
            dims.get(axis).hasDimParam()
                ? "state it: --dim " + dims.get(axis).getDimParam() + "=N"
                : "export the model with a fixed extent");
      }
    }
    try {
      return open ? Optional.empty() : Optional.of(Shape.of(extents));
    } catch (IllegalArgumentException e) {
      error("onnx.input.shape", input, String.valueOf(e.getMessage()), "");
      return Optional.empty();
    }
  }

  private OptionalLong extent(ValueInfoProto input, List<Dimension> dims, int axis) {
    Dimension dimension = dims.get(axis);
    if (dimension.hasDimParam()) {
      Long known = bound.get(dimension.getDimParam());
      return Optional.ofNullable(known)
          .or(() -> given(input, dims.size(), axis))
          .map(OptionalLong::of)
          .orElseGet(OptionalLong::empty);
    }
    // Some exporters write -1 for what is open.
    if (dimension.hasDimValue() && dimension.getDimValue() != -1) {
      return OptionalLong.of(dimension.getDimValue());
    }
    return given(input, dims.size(), axis)
        .map(OptionalLong::of)
        .orElseGet(() -> axis == 0 ? OptionalLong.of(1) : OptionalLong.empty());
  }

  /** The extent that the numbers of an input have, where they are given. */
  private Optional<Long> given(ValueInfoProto input, int rank, int axis) {
    return numbers
        .find(input.getName())
        .filter(tensor -> tensor.shape().rank() == rank)
        .map(tensor -> tensor.shape().dim(axis));
  }

  private static String named(Dimension dimension) {
    return dimension.hasDimParam() ? " (" + dimension.getDimParam() + ")" : "";
  }

  private void error(String code, ValueInfoProto input, String text, String hint) {
    Origin origin = model.part(input.getName());
    scope.report(Diagnostic.error(code, origin, text, hint));
  }
}
