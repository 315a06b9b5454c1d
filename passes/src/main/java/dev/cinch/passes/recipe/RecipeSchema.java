// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.recipe;

import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON schema of recipes (draft 2020-12), for editors that complete and check them. Made of
 * {@link StepDefinitions}; the published file {@code recipe.schema.json} is its text.
 */
public final class RecipeSchema {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private RecipeSchema() {}

  /** The schema, with a line feed at its end. */
  public static String text() {
    return JsonMapper.builder()
            .build()
            .writerWithDefaultPrettyPrinter()
            .writeValueAsString(schema())
            .replace("\r\n", "\n")
        + "\n";
  }

  private static ObjectNode schema() {
    ObjectNode schema = NODES.objectNode();
    schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    schema.put("title", "Cinch recipe");
    closed(schema, List.of("cinch", "description"));
    ObjectNode properties = schema.putObject("properties");
    properties.putObject("cinch").put("const", RecipeReader.VERSION);
    properties.putObject("description").put("type", "string");
    ObjectNode knobs = properties.putObject("knobs").put("type", "object");
    knobs.putObject("propertyNames").put("pattern", "^[a-z][a-z0-9-]*$");
    types(knobs.putObject("additionalProperties"), "string", "number");
    properties.set("train", mapping("how the network is trained", TrainingKeys.ALL));
    ObjectNode stage = properties.putObject("stages").put("type", "array").putObject("items");
    closed(stage, List.of("do"));
    ObjectNode stageKeys = stage.putObject("properties");
    stageKeys.putObject("name").put("type", "string");
    ObjectNode epochs =
        stageKeys.putObject(TrainingKeys.EPOCHS).put("description", "how often it trains");
    add(epochs.putArray("anyOf"), new Kind.Whole(0, 100_000, false));
    stageKeys.set("train", mapping("other settings than the recipe's", TrainingKeys.ALL));
    ObjectNode step = stageKeys.putObject("do").put("type", "array").putObject("items");
    closed(step, List.of());
    step.put("minProperties", 1).put("maxProperties", 1);
    ObjectNode steps = step.putObject("properties");
    StepDefinitions.ALL.forEach(definition -> steps.set(definition.name(), step(definition)));
    return schema;
  }

  private static void closed(ObjectNode object, List<String> required) {
    object.put("type", "object");
    ArrayNode names = NODES.arrayNode();
    required.forEach(names::add);
    if (!required.isEmpty()) {
      object.set("required", names);
    }
    object.put("additionalProperties", false);
  }

  private static void types(ObjectNode object, String... names) {
    ArrayNode types = object.putArray("type");
    List.of(names).forEach(types::add);
  }

  private static ObjectNode step(StepDefinition definition) {
    return mapping(definition.description(), definition.parameters());
  }

  private static ObjectNode mapping(String description, List<Parameter> parameters) {
    ObjectNode step = NODES.objectNode();
    step.put("description", description);
    types(step, "object", "null");
    step.put("additionalProperties", false);
    ObjectNode properties = step.putObject("properties");
    parameters.forEach(it -> properties.set(it.name(), parameter(it)));
    return step;
  }

  private static ObjectNode parameter(Parameter parameter) {
    ObjectNode node = NODES.objectNode();
    node.put("description", parameter.description());
    node.put("default", parameter.fallback());
    ArrayNode options = node.putArray("anyOf");
    add(options, parameter.kind());
    options.addObject().put("type", "string").put("pattern", "^\\$[a-z][a-z0-9-]*$");
    return node;
  }

  private static void add(ArrayNode options, Kind kind) {
    switch (kind) {
      case Kind.Whole(var least, var most, var orNone) -> {
        options.addObject().put("type", "integer").put("minimum", least).put("maximum", most);
        if (orNone) {
          options.addObject().put("const", "none");
        }
      }
      case Kind.Real(var above, var most, var word) -> {
        options
            .addObject()
            .put("type", "number")
            .put("exclusiveMinimum", above)
            .put("maximum", most);
        if (!word.isEmpty()) {
          options.addObject().put("const", word);
        }
      }
      case Kind.Choice(var words) -> {
        ArrayNode values = options.addObject().putArray("enum");
        words.forEach(values::add);
      }
      case Kind.ByLayer(var one) -> {
        add(options, one);
        ObjectNode mapping = options.addObject().put("type", "object");
        add(mapping.putObject("additionalProperties").putArray("anyOf"), one);
      }
      case Kind.Layers _ -> {
        options.addObject().put("type", "string");
        ObjectNode list = options.addObject().put("type", "array").put("minItems", 1);
        list.putObject("items").put("type", "string");
      }
    }
  }
}
