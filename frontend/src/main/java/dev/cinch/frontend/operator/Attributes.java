// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.operator;

import com.google.protobuf.ByteString;
import dev.cinch.frontend.proto.AttributeProto;
import dev.cinch.frontend.proto.AttributeProto.AttributeType;
import dev.cinch.frontend.proto.GraphProto;
import dev.cinch.frontend.proto.SparseTensorProto;
import dev.cinch.frontend.proto.TensorProto;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of one node. Import functions read all that they know before they look at
 * operands; what is left over is refused by name.
 */
final class Attributes {

  private final Map<String, AttributeProto> all = new LinkedHashMap<>();
  private final Set<String> read = new HashSet<>();
  private final Consumer<Refusal> problems;

  Attributes(List<AttributeProto> attributes, Consumer<Refusal> problems) {
    this.problems = problems;
    for (AttributeProto attribute : attributes) {
      if (all.putIfAbsent(attribute.getName(), attribute) != null) {
        refuse("attribute " + attribute.getName() + " is stated twice");
      }
    }
  }

  long integer(String name, long otherwise) {
    AttributeProto attribute = take(name, AttributeType.INT);
    return attribute == null ? otherwise : attribute.getI();
  }

  boolean flag(String name) {
    return integer(name, 0) != 0;
  }

  float real(String name, float otherwise) {
    AttributeProto stated = all.get(name);
    if (stated != null && typeOf(stated) == AttributeType.INT) {
      return integer(name, 0);
    }
    AttributeProto attribute = take(name, AttributeType.FLOAT);
    return attribute == null ? otherwise : attribute.getF();
  }

  String text(String name, String otherwise) {
    AttributeProto attribute = take(name, AttributeType.STRING);
    return attribute == null ? otherwise : attribute.getS().toStringUtf8();
  }

  Optional<List<Long>> integers(String name) {
    return Optional.ofNullable(take(name, AttributeType.INTS)).map(AttributeProto::getIntsList);
  }

  Optional<List<Float>> reals(String name) {
    return Optional.ofNullable(take(name, AttributeType.FLOATS)).map(AttributeProto::getFloatsList);
  }

  /** Strings; none where the attribute is left out. */
  List<String> texts(String name) {
    AttributeProto attribute = take(name, AttributeType.STRINGS);
    return attribute == null
        ? List.of()
        : attribute.getStringsList().stream().map(ByteString::toStringUtf8).toList();
  }

  Optional<TensorProto> tensor(String name) {
    return Optional.ofNullable(take(name, AttributeType.TENSOR)).map(AttributeProto::getT);
  }

  Optional<SparseTensorProto> sparse(String name) {
    return Optional.ofNullable(take(name, AttributeType.SPARSE_TENSOR))
        .map(AttributeProto::getSparseTensor);
  }

  /** A graph; an attribute without one is refused. */
  GraphProto graph(String name) {
    AttributeProto attribute = take(name, AttributeType.GRAPH);
    if (attribute == null) {
      throw new Refusal("onnx.attribute.missing", "attribute " + name + " is missing", "");
    }
    return attribute.getG();
  }

  /** Whether an attribute is there; this does not count as reading it. */
  boolean has(String name) {
    return all.containsKey(name);
  }

  /** The type of an attribute that is there. */
  AttributeType type(String name) {
    AttributeProto attribute = all.get(name);
    return attribute == null ? AttributeType.UNDEFINED : typeOf(attribute);
  }

  /** Attributes that do not matter here. */
  void ignore(String... names) {
    read.addAll(List.of(names));
  }

  /** An attribute of which only one value is supported. */
  void only(String name, long supported, String reason) {
    long stated = integer(name, supported);
    if (stated != supported) {
      refuse("attribute " + name + " = " + stated + " is not supported: " + reason);
    }
  }

  /** Refuses whatever nobody has read. */
  void refuseUnread() {
    all.forEach((name, _) -> {
      if (!read.contains(name)) {
        refuse("attribute " + name + " is not known");
      }
    });
  }

  void refuse(String text) {
    problems.accept(new Refusal("onnx.attribute.unsupported", text, ""));
  }

  private @Nullable AttributeProto take(String name, AttributeType wanted) {
    AttributeProto attribute = all.get(name);
    if (attribute == null) {
      return null;
    }
    boolean first = read.add(name);
    if (!attribute.getRefAttrName().isEmpty()) {
      refuseOnce(first, "attribute " + name + " refers to a function's, but stands in a graph");
      return null;
    }
    AttributeType type = typeOf(attribute);
    if (type != wanted) {
      refuseOnce(
          first, "attribute " + name + " is of type " + lower(type) + ", not " + lower(wanted));
      return null;
    }
    return attribute;
  }

  private void refuseOnce(boolean first, String text) {
    if (first) {
      refuse(text);
    }
  }

  private static String lower(AttributeType type) {
    return type.name().toLowerCase(Locale.ROOT);
  }

  /** The stated type, or, in files of IR version 1, the field that is there. */
  private static AttributeType typeOf(AttributeProto attribute) {
    if (attribute.getType() != AttributeType.UNDEFINED) {
      return attribute.getType();
    }
    if (attribute.hasF()) {
      return AttributeType.FLOAT;
    }
    if (attribute.hasI()) {
      return AttributeType.INT;
    }
    if (attribute.hasS() && !attribute.getS().equals(ByteString.EMPTY)) {
      return AttributeType.STRING;
    }
    if (attribute.hasT()) {
      return AttributeType.TENSOR;
    }
    if (attribute.getFloatsCount() > 0) {
      return AttributeType.FLOATS;
    }
    return attribute.getIntsCount() > 0 ? AttributeType.INTS : AttributeType.UNDEFINED;
  }
}
