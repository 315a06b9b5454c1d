// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cinch.ir.Diagnostic;
import dev.cinch.ir.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecipeTest {

  private static final String HEAD = "cinch: 1\ndescription: d\n";

  private static List<String> problems(Result<Recipe> result) {
    return switch (result) {
      case Result.Ok<Recipe> _ -> List.of();
      case Result.Failed<Recipe>(var found) -> found.stream().map(Diagnostic::toString).toList();
    };
  }

  private static List<String> problems(String text) {
    return problems(Recipe.read("r.yaml", text));
  }

  /** A recipe with one step. */
  private static List<String> step(String step) {
    return problems(HEAD + "stages:\n  - do:\n      - " + step + "\n");
  }

  @Test
  void shippedRecipesAreValidAndTheirKnobsTurn() {
    assertThat(Recipes.all()).extracting(Recipe::name).containsExactlyElementsOf(Recipes.names());
    Recipe encode = Recipes.named("encode").orThrow();
    assertThat(encode.steps())
        .extracting(Step::name)
        .containsExactly("codebook", "fixed", "encode");
    assertThat(((CodebookStep) encode.steps().getFirst()).isOff()).isTrue();
    Recipe four = encode.with(Map.of("codebook", "4", "range", "max")).orThrow();
    assertThat(((CodebookStep) four.steps().getFirst()).isOff()).isFalse();
    assertThat(four.knobs()).containsEntry("codebook", "4").containsEntry("samples", "512");
    Recipe both = four.with(Map.of("samples", "9")).orThrow();
    assertThat(both.knobs()).containsEntry("codebook", "4").containsEntry("samples", "9");
    assertThat(encode.knobs()).containsEntry("codebook", "none");
  }

  @Test
  void allUnknownKeysAreNamedWithLineAndColumn() {
    String text =
        """
        cinch: 1
        descripton: d
        stages:
          - nam: share
            do:
              - codebook: {layer: "*", bits: 40}
              - cluster: {bits: 4}
        """;
    assertThat(problems(text))
        .containsExactly(
            "r.yaml:2:1: descripton: no key of a recipe (keys: cinch, description, knobs, train, stages)",
            "r.yaml:1:1: description: the key is missing",
            "r.yaml:4:5: nam: no key of a stage (keys: name, epochs, train, do)",
            "r.yaml:6:20: layer: no key of step codebook (keys: layers, bits, method, metric, price, biases, gradient, driver, interval, until, strength, growth)",
            "r.yaml:6:38: bits: 40 is not 1 to 8 or none, or such by layer (width of a code)",
            "r.yaml:7:9: cluster: no such step (steps: keep, prune, penalty, codebook, mixture, fixed, encode)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          codebook: {bits: 0}            | 1 to 8
          codebook: {bits: 4.0}          | 4.0 is not
          codebook: {bits: four}         | four is not
          codebook: {bits: [4]}          | a list, not a word
          codebook: {bits: }             | nothing is not
          codebook: {bits: 99999999999999999999} | is not 1 to 8
          codebook: {layers: []}         | the list is empty
          codebook: {layers: {a: b}}     | a mapping, not a word
          fixed: {range: loud}           | max or percentile or mse
          fixed: {percent: 101}          | at most 100
          fixed: {percent: NaN}          | NaN is not
          fixed: {samples: -1}           | 1 to
          fixed: {samples: 1, samples: 2} | stands twice
          fixed: [samples]               | not a mapping
          encode: {coder: lzma}          | huffman
          prune: {density: 0}            | above 0.0, at most 1.0, or scan
          prune: {density: scam}         | scam is not
          prune: {drop: scan}            | above 0.0
          prune: {criterion: luck}       | magnitude
          encode: 7                      | not a mapping
          """)
  void valueThatDoesNotFitIsRefused(String step, String expected) {
    assertThat(step(step)).singleElement().asString().startsWith("r.yaml:5:").contains(expected);
  }

  @Test
  void stepMayStandAlone() {
    assertThat(step("fixed:")).isEmpty();
    assertThat(step("codebook: {layers: [a, \"b*\"], bits: none}")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          fixed    | codebook | cannot change weights after fixed
          encode   | fixed    | cannot choose number formats after encode
          encode   | codebook | cannot change weights after encode
          fixed    | fixed    | a recipe can choose number formats once
          encode   | encode   | a recipe can store weights once
          """)
  void orderThatCannotWorkIsRefused(String first, String second, String expected) {
    String text = HEAD + "stages:\n- do:\n  - " + first + ":\n- do:\n  - " + second + ":\n";
    assertThat(problems(text))
        .singleElement()
        .asString()
        .startsWith("r.yaml:7:5")
        .contains(expected);
  }

  @Test
  void knobsMustBeDeclaredUsedAndTurnedRight() {
    String use = "stages:\n  - do:\n      - codebook: {bits: $bits}\n";
    assertThat(problems(HEAD + use))
        .containsExactly("r.yaml:5:26: bits: no knob is called bits (it has none)");
    assertThat(problems(HEAD + "knobs: {bits: 9}\n" + use))
        .containsExactly(
            "r.yaml:3:15: bits: 9 is not 1 to 8 or none, or such by layer (width of a code)");
    assertThat(problems(HEAD + "knobs: {bits: 3, other: 1}\n" + use))
        .containsExactly("r.yaml:3:18: other: nothing uses it");
    Recipe encode = Recipes.named("encode").orThrow();
    assertThat(problems(encode.with(Map.of("codebook", "40"))))
        .containsExactly(
            "--set codebook=40: 40 is not 1 to 8 or none, or such by layer (width of a code)");
    assertThat(problems(encode.with(Map.of("codebok", "4"))))
        .containsExactly(
            "--set codebok: the recipe has no such knob (knobs: codebook, samples, range,"
                + " activations, weights, shared, outputs)");
  }

  @Test
  void otherVersionsAreRefusedByNumber() {
    assertThat(problems("cinch: 2\ndescription: d\nstages: []\n"))
        .containsExactly("r.yaml:1:8: cinch: version 2 of recipes (this build reads version 1)");
  }

  @Test
  void whatIsNoYamlIsRefusedWhereItIs() {
    assertThat(problems("cinch: 1\nstages: [\n"))
        .singleElement()
        .asString()
        .startsWith("r.yaml:3:1: not YAML");
    assertThat(problems("")).containsExactly("r.yaml: the file is empty");
    assertThat(problems("cinch: *a\n")).singleElement().asString().contains("aliases");
    assertThat(problems("a: !!int 1\n")).singleElement().asString().contains("tags");
    assertThat(problems("a: 1\n---\nb: 2\n")).singleElement().asString().contains("second");
    assertThat(problems("[".repeat(100))).singleElement().asString().contains("deeper");
    assertThat(problems("just text\n")).isNotEmpty();
    assertThat(problems("- a\n- b\n")).singleElement().asString().contains("a list, not a mapping");
  }

  @Test
  void recipesAreFoundByNameAndByPath(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("mine.yaml");
    Files.writeString(file, HEAD + "stages:\n  - do:\n      - fixed:\n");
    assertThat(Recipes.open(file.toString()).orThrow().name()).isEqualTo("mine");
    assertThat(Recipes.open("fixed").orThrow().name()).isEqualTo("fixed");
    assertThat(problems(Recipes.open("fixd")))
        .containsExactly(
            "fixd: no recipe of that name ships, and no file is there (recipes: "
                + String.join(", ", Recipes.names())
                + ")");
    Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, 0});
    assertThat(problems(Recipes.open(file.toString())))
        .singleElement()
        .asString()
        .contains("not text");
  }
}
