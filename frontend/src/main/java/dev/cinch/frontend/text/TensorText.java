// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.text;

import com.google.protobuf.ByteString;
import dev.cinch.frontend.proto.TensorProto;
import dev.cinch.frontend.proto.TensorShapeProto.Dimension;
import dev.cinch.frontend.proto.TypeProto;
import dev.cinch.frontend.tensor.ElementType;
import dev.cinch.frontend.text.OnnxTextParser.DataContext;
import dev.cinch.frontend.text.OnnxTextParser.LiteralContext;
import dev.cinch.frontend.text.OnnxTextParser.NumbersContext;
import java.math.BigInteger;
import java.util.Optional;
import org.antlr.v4.runtime.Token;

/** Builds tensors from a type and the text of their numbers. */
final class TensorText {

  private final SourceText source;
  private final Literals literals;

  TensorText(SourceText source, Literals literals) {
    this.source = source;
    this.literals = literals;
  }

  /** The tensor without its name; empty when something is wrong with it, which is reported. */
  Optional<TensorProto.Builder> tensor(TypeProto type, DataContext data) {
    if (data.numbers() != null) {
      return tensor(type, data.numbers());
    }
    return empty(type, data.getStart())
        .map(tensor ->
            tensor
                .setDataLocation(TensorProto.DataLocation.EXTERNAL)
                .addAllExternalData(literals.pairs(data.pair())));
  }

  /** The tensor without its name; empty when something is wrong with it, which is reported. */
  Optional<TensorProto.Builder> tensor(TypeProto type, NumbersContext numbers) {
    Optional<TensorProto.Builder> empty = empty(type, numbers.getStart());
    empty.ifPresent(tensor -> {
      int before = source.problems().size();
      if (numbers.NUMBERS() != null) {
        numbers(numbers.NUMBERS().getSymbol(), tensor);
      }
      numbers.literal().forEach(literal -> literal(literal, tensor));
      if (source.problems().size() == before) {
        checkCount(numbers.getStart(), tensor);
      }
    });
    return empty;
  }

  /** Element type and extents. */
  private Optional<TensorProto.Builder> empty(TypeProto type, Token place) {
    TypeProto.Tensor tensorType = type.getTensorType();
    if (!type.hasTensorType() || !tensorType.hasShape()) {
      source.report(place, "numbers need a tensor type with extents");
      return Optional.empty();
    }
    TensorProto.Builder tensor = TensorProto.newBuilder().setDataType(tensorType.getElemType());
    for (Dimension dimension : tensorType.getShape().getDimList()) {
      if (!dimension.hasDimValue() || dimension.getDimValue() < 0) {
        source.report(place, "numbers need extents that are numbers");
        return Optional.empty();
      }
      tensor.addDims(dimension.getDimValue());
    }
    return Optional.of(tensor);
  }

  private void checkCount(Token token, TensorProto.Builder tensor) {
    long count =
        (long) tensor.getFloatDataCount()
            + tensor.getDoubleDataCount()
            + tensor.getInt32DataCount()
            + tensor.getInt64DataCount()
            + tensor.getUint64DataCount()
            + tensor.getStringDataCount();
    ElementType type = ElementType.ofNumber(tensor.getDataType()).orElseThrow();
    BigInteger wanted = BigInteger.valueOf(type.name().startsWith("COMPLEX") ? 2 : 1);
    for (long dim : tensor.getDimsList()) {
      wanted = wanted.multiply(BigInteger.valueOf(dim));
    }
    if (!wanted.equals(BigInteger.valueOf(count)) && type.bits() >= 8) {
      source.report(token, count + " numbers for a tensor of " + wanted);
    }
  }

  private void numbers(Token token, TensorProto.Builder tensor) {
    NumberList list = new NumberList(token.getText());
    ElementType type = ElementType.ofNumber(tensor.getDataType()).orElseThrow();
    try {
      for (String number = list.next(); !number.isEmpty(); number = list.next()) {
        add(number, type, tensor);
      }
    } catch (IllegalArgumentException e) {
      source.report(token, "in these numbers: " + e.getMessage());
    }
  }

  private void literal(LiteralContext literal, TensorProto.Builder tensor) {
    ElementType type = ElementType.ofNumber(tensor.getDataType()).orElseThrow();
    if ((type == ElementType.STRING) != (literal.STRING() != null)) {
      source.report(literal.getStart(), "this is no element of a tensor of " + type.text());
    } else if (type == ElementType.STRING) {
      String text = Literals.unquoted(literal.getText());
      tensor.addStringData(ByteString.copyFromUtf8(text));
    } else {
      try {
        add(literal.getText(), type, tensor);
      } catch (IllegalArgumentException e) {
        source.report(literal.getStart(), String.valueOf(e.getMessage()));
      }
    }
  }

  /** Adds one number to the field in which its type keeps them. */
  private static void add(String number, ElementType type, TensorProto.Builder tensor) {
    switch (type) {
      case FLOAT, COMPLEX64 -> tensor.addFloatData(single(number));
      case DOUBLE, COMPLEX128 -> tensor.addDoubleData(Literals.number(number));
      case INT64 -> tensor.addInt64Data(integer(number, Long.MIN_VALUE, Long.MAX_VALUE));
      case UINT32 -> tensor.addUint64Data(integer(number, 0, (1L << 32) - 1));
      case UINT64 -> tensor.addUint64Data(unsigned(number));
      case STRING, UNDEFINED -> throw new IllegalArgumentException(number + " is no string");
      default -> {
        // Small floats are written as their bit patterns.
        boolean signed = type.isInteger() && !type.isUnsigned();
        long min = signed ? -1L << (type.bits() - 1) : 0;
        long max = signed ? -min - 1 : (1L << type.bits()) - 1;
        tensor.addInt32Data((int) integer(number, min, max));
      }
    }
  }

  private static float single(String number) {
    double value = Literals.number(number);
    float rounded = Double.isFinite(value) ? Float.parseFloat(number) : (float) value;
    if (Double.isFinite(value) && Float.isInfinite(rounded)) {
      throw new IllegalArgumentException(number + " is too large for float");
    }
    return rounded;
  }

  private static long integer(String number, long min, long max) {
    try {
      long value = Long.parseLong(number);
      if (value >= min && value <= max) {
        return value;
      }
    } catch (NumberFormatException _) {
      throw new IllegalArgumentException(number + " is no integer of 64 bits");
    }
    throw new IllegalArgumentException(number + " is not in " + min + ".." + max);
  }

  private static long unsigned(String number) {
    try {
      return Long.parseUnsignedLong(number);
    } catch (NumberFormatException _) {
      throw new IllegalArgumentException(number + " is no unsigned integer of 64 bits");
    }
  }
}
