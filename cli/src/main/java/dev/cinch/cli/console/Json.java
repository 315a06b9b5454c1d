// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cli.console;

import dev.cinch.ir.tensor.Shape;
import dev.cinch.target.Figure;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** How results look as JSON. Keys keep the order in which they are put. */
public final class Json {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private Json() {}

  /** An empty object. */
  public static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /** The extents of a shape. */
  public static ArrayNode shape(Shape shape) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    for (long dim : shape.dims()) {
      array.add(dim);
    }
    return array;
  }

  /** A physical quantity, in the unit of its figure. */
  public static ObjectNode quantity(Figure figure) {
    return object()
        .put("value", figure.value())
        .put("unit", figure.unit())
        .put("source", figure.source().word())
        .put("id", figure.id());
  }

  /** A number of a figure alone: a count. */
  public static void count(ObjectNode json, String key, Figure figure) {
    if (figure.value() == Math.rint(figure.value())) {
      json.put(key, (long) figure.value());
    } else {
      json.put(key, figure.value());
    }
  }

  /** A figure with all that is known of it; its inputs by their identifiers. */
  public static ObjectNode figure(Figure figure) {
    Figure.Source source = figure.source();
    ObjectNode json =
        object()
            .put("name", figure.name())
            .put("value", figure.value())
            .put("unit", figure.unit())
            .put("source", source.word())
            .put("formula", source.formula());
    ArrayNode inputs = json.putArray("inputs");
    source.inputs().forEach(inputs::add);
    return json.put("citation", source.citation()).put("error", source.error());
  }

  /** Indented text that ends in a newline; the same on every platform. */
  public static String text(JsonNode node) {
    DefaultIndenter indent = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter().withObjectIndenter(indent).withArrayIndenter(indent);
    return MAPPER.writer().with(printer).writeValueAsString(node) + "\n";
  }
}
