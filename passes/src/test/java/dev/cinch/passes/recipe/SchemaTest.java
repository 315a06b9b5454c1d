// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What is published about recipes says what the steps say. {@code -Dgolden.update} writes it. */
class SchemaTest {

  private static final Path SCHEMA =
      Path.of("src/main/resources/dev/cinch/passes/recipes/recipe.schema.json");
  private static final Path GUIDE = Path.of("../docs/recipes.md");
  private static final String BEGIN = "<!-- steps: written by SchemaTest -->\n";
  private static final String END = "<!-- end of steps -->\n";

  @Test
  void publishedSchemaIsThatOfTheSteps() throws IOException {
    if (System.getProperty("golden.update") != null) {
      Files.writeString(SCHEMA, RecipeSchema.text());
    }
    assertThat(Files.readString(SCHEMA)).isEqualTo(RecipeSchema.text());
  }

  @Test
  void guideShowsEveryStepAndParameter() throws IOException {
    String guide = Files.readString(GUIDE);
    int begin = guide.indexOf(BEGIN) + BEGIN.length();
    int end = guide.indexOf(END);
    if (System.getProperty("golden.update") != null) {
      guide = guide.substring(0, begin) + table() + guide.substring(end);
      Files.writeString(GUIDE, guide);
      end = guide.indexOf(END);
    }
    assertThat(guide.substring(begin, end)).isEqualTo(table());
  }

  @Test
  void guideNamesEveryShippedRecipeAndKnob() throws IOException {
    String guide = Files.readString(GUIDE);
    for (Recipe recipe : Recipes.all()) {
      assertThat(guide).contains("`" + recipe.name() + "`");
      recipe.knobs().keySet().forEach(knob -> assertThat(guide).contains("`" + knob + "`"));
    }
  }

  private static String table() {
    String steps =
        StepDefinitions.ALL.stream()
            .map(step -> table(step.name(), step.description(), step.parameters()))
            .collect(Collectors.joining("\n", "\n", "\n"));
    return steps
        + table("train", "how `cinch train` learns; a key of the recipe itself", TrainingKeys.ALL)
        + "\n";
  }

  private static String table(String name, String description, List<Parameter> parameters) {
    String rows =
        parameters.stream()
            .map(it ->
                "| `%s` | %s | `%s` | %s |\n"
                    .formatted(it.name(), it.kind().text(), it.fallback(), it.description()))
            .collect(Collectors.joining());
    return "### `%s`: %s\n\n| parameter | values | default | what it is |\n|---|---|---|---|\n%s"
        .formatted(name, description, rows);
  }
}
