// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.text;

import dev.cinch.frontend.proto.TensorShapeProto;
import dev.cinch.frontend.proto.TypeProto;
import dev.cinch.frontend.tensor.ElementType;
import dev.cinch.frontend.text.OnnxTextParser.DimensionContext;
import dev.cinch.frontend.text.OnnxTextParser.MapTypeContext;
import dev.cinch.frontend.text.OnnxTextParser.OpaqueTypeContext;
import dev.cinch.frontend.text.OnnxTextParser.OptionalTypeContext;
import dev.cinch.frontend.text.OnnxTextParser.SequenceTypeContext;
import dev.cinch.frontend.text.OnnxTextParser.ShapeContext;
import dev.cinch.frontend.text.OnnxTextParser.SparseTensorTypeContext;
import dev.cinch.frontend.text.OnnxTextParser.TensorTypeContext;
import dev.cinch.frontend.text.OnnxTextParser.TypeContext;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.jspecify.annotations.Nullable;

/**
 * Builds types from their parse trees. {@code float} is a scalar, {@code float[]} a tensor of
 * unknown rank.
 */
final class TypeText {

  private final Literals literals;

  TypeText(Literals literals) {
    this.literals = literals;
  }

  TypeProto type(TypeContext tree) {
    TypeProto.Builder type = TypeProto.newBuilder();
    switch (tree) {
      case TensorTypeContext tensor -> {
        var builder = type.getTensorTypeBuilder().setElemType(element(tensor.ELEMENT()));
        if (hasRank(tensor.shape())) {
          builder.setShape(shape(tensor.shape()));
        }
      }
      case SparseTensorTypeContext tensor -> {
        var builder = type.getSparseTensorTypeBuilder().setElemType(element(tensor.ELEMENT()));
        if (hasRank(tensor.shape())) {
          builder.setShape(shape(tensor.shape()));
        }
      }
      case SequenceTypeContext sequence ->
          type.getSequenceTypeBuilder().setElemType(type(sequence.type()));
      case OptionalTypeContext optional ->
          type.getOptionalTypeBuilder().setElemType(type(optional.type()));
      case MapTypeContext map ->
          type.getMapTypeBuilder()
              .setKeyType(element(map.ELEMENT()))
              .setValueType(type(map.type()));
      case OpaqueTypeContext opaque -> opaque(opaque, type.getOpaqueTypeBuilder());
      default -> throw new IllegalStateException(tree.getText());
    }
    return type.build();
  }

  private static void opaque(OpaqueTypeContext tree, TypeProto.Opaque.Builder type) {
    if (tree.id() != null) {
      type.setDomain(tree.qualified().getText()).setName(tree.id().getText());
    } else if (tree.qualified() != null) {
      type.setName(tree.qualified().getText());
    }
  }

  private static int element(TerminalNode name) {
    return ElementType.ofText(name.getText()).number();
  }

  private static boolean hasRank(@Nullable ShapeContext shape) {
    return shape == null || !shape.dimension().isEmpty();
  }

  private TensorShapeProto shape(@Nullable ShapeContext tree) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    if (tree != null) {
      tree.dimension().forEach(dimension -> dimension(dimension, shape.addDimBuilder()));
    }
    return shape.build();
  }

  private void dimension(DimensionContext tree, TensorShapeProto.Dimension.Builder dimension) {
    if (tree.INTEGER() != null) {
      dimension.setDimValue(literals.integer(tree.INTEGER().getSymbol()));
    } else if (tree.name() != null) {
      dimension.setDimParam(literals.name(tree.name()));
    }
  }
}
