// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.recipe;

import dev.cinch.ir.Diagnostic;
import dev.cinch.ir.Origin;
import dev.cinch.ir.Result;
import dev.cinch.passes.learn.TrainingSettings;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What compression does, in which order. Immutable; its knobs are turned by making another one. */
public final class Recipe {

  private static final long MAX_BYTES = 1 << 20;

  private final String name;
  private final String text;
  private final Yaml tree;
  private final String description;
  private final Map<String, String> knobs;
  private final Optional<TrainingSettings> training;
  private final List<Stage> stages;

  Recipe(
      String name,
      String text,
      Yaml tree,
      String description,
      Map<String, String> knobs,
      Optional<TrainingSettings> training,
      List<Stage> stages) {
    this.name = name;
    this.text = text;
    this.tree = tree;
    this.description = description;
    this.knobs = Collections.unmodifiableMap(new LinkedHashMap<>(knobs));
    this.training = training;
    this.stages = List.copyOf(stages);
  }

  /** Reads a recipe file. */
  public static Result<Recipe> read(Path path) {
    String file = String.valueOf(path.getFileName());
    try {
      if (Files.size(path) > MAX_BYTES) {
        return unreadable(file, "is larger than a recipe can be");
      }
      return read(file, Files.readString(path));
    } catch (CharacterCodingException _) {
      return unreadable(file, "is not text");
    } catch (IOException e) {
      return unreadable(file, "cannot be read: " + e.getMessage());
    }
  }

  private static Result<Recipe> unreadable(String file, String text) {
    return Result.failed(
        Diagnostic.error("recipe.file", Origin.of(file, ""), text, "give a YAML recipe"));
  }

  /**
   * Reads the text of a recipe.
   *
   * @param file what messages call it; the recipe's name is this without {@code .yaml}
   */
  public static Result<Recipe> read(String file, String text) {
    return YamlReader.read(file, text)
        .then(tree -> RecipeReader.read(file.replaceFirst("\\.ya?ml$", ""), text, tree, Map.of()));
  }

  /**
   * The same recipe with some knobs turned.
   *
   * @param settings new values by the names of knobs
   * @return the recipe, or every unknown knob and every value that does not fit
   */
  public Result<Recipe> with(Map<String, String> settings) {
    Map<String, String> all = new LinkedHashMap<>(knobs);
    all.putAll(settings);
    return RecipeReader.read(name, text, tree, all);
  }

  /** Its name: that of the file, without the suffix. */
  public String name() {
    return name;
  }

  /** The file, word for word: what a model's provenance keeps, beside the knobs. */
  public String text() {
    return text;
  }

  /** What it does, in one line. */
  public String description() {
    return description;
  }

  /** Every knob and where it stands now, in the order of the file. */
  public Map<String, String> knobs() {
    return knobs;
  }

  /** How it trains; empty when it says nothing of it. */
  public Optional<TrainingSettings> training() {
    return training;
  }

  /** What it does, in order. */
  public List<Stage> stages() {
    return stages;
  }

  /** The seed of what is drawn; 0 where nothing is. */
  public long seed() {
    return stages.stream()
        .flatMap(stage -> stage.training().stream())
        .findFirst()
        .or(this::training)
        .map(TrainingSettings::seed)
        .orElse(0L);
  }

  /** When things happen, a line for each stage that trains. */
  public List<String> timetable() {
    List<String> lines = new ArrayList<>();
    int epoch = 0;
    for (Stage stage : stages) {
      if (stage.training().isPresent()) {
        TrainingSettings settings = stage.training().get();
        String steps = stage.steps().stream().map(Step::name).collect(Collectors.joining(", "));
        lines.add(
            "epochs %d to %d, %s: %s; %s"
                .formatted(
                    epoch + 1, epoch + settings.epochs(), stage.name(), steps, settings.text()));
        epoch += settings.epochs();
      }
    }
    return lines;
  }

  /** The steps of all stages, in order. */
  public List<Step> steps() {
    return stages.stream().flatMap(stage -> stage.steps().stream()).toList();
  }
}
