// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.recipe;

import dev.cinch.ir.Origin;
import dev.cinch.ir.Result;
import dev.cinch.passes.learn.TrainingSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Makes a recipe of a tree, or says everything that is wrong with it. */
final class RecipeReader {

  /** The newest version of the format that this build reads. */
  static final int VERSION = 1;

  private static final List<String> KEYS =
      List.of("cinch", "description", "knobs", "train", "stages");
  private static final List<String> STAGE_KEYS =
      List.of("name", TrainingKeys.EPOCHS, "train", "do");
  private static final Yaml.Mapping NOTHING = new Yaml.Mapping(List.of(), Origin.NONE);

  private final Problems problems = new Problems();
  private final Map<String, String> settings;
  private final Knobs knobs = new Knobs(problems);
  private String description = "";
  private Map<String, Arguments.Argument> training = Map.of();
  private final List<Stage> stages = new ArrayList<>();

  private RecipeReader(Map<String, String> settings) {
    this.settings = settings;
  }

  static Result<Recipe> read(String name, String text, Yaml tree, Map<String, String> settings) {
    return new RecipeReader(settings).recipe(name, text, tree);
  }

  private Result<Recipe> recipe(String name, String text, Yaml tree) {
    Map<String, Yaml.Entry> keys = new LinkedHashMap<>();
    for (Yaml.Entry entry : problems.entries(tree, "a recipe")) {
      if (KEYS.contains(entry.key().text())) {
        keys.put(entry.key().text(), entry);
      } else {
        problems.unknownKey(entry.key(), "a recipe", KEYS);
      }
    }
    for (String key : List.of("cinch", "description", "stages")) {
      boolean isWanted = !key.equals("stages") || !keys.containsKey("train");
      if (isWanted && tree instanceof Yaml.Mapping && !keys.containsKey(key)) {
        problems.add("recipe.key", tree.origin().withName(key), "the key is missing", "");
      }
    }
    find(keys, "cinch").ifPresent(this::version);
    find(keys, "description").ifPresent(it -> description = problems.text(it, "the description"));
    find(keys, "knobs").ifPresent(it -> knobs.declare(it));
    knobs.turn(settings);
    training = defaults(TrainingKeys.ALL, tree.origin());
    find(keys, "train")
        .flatMap(it -> arguments(TrainingKeys.ALL, "train", it.origin(), it, training))
        .ifPresent(it -> training = it.values());
    find(keys, "stages")
        .ifPresent(it -> problems.items(it, "the value of stages").forEach(this::stage));
    order();
    knobs.refuseUnused();
    return problems.found().isEmpty()
        ? Result.ok(
            new Recipe(
                name,
                text,
                tree,
                description,
                knobs.values(),
                find(keys, "train")
                    .map(it -> TrainingKeys.settings(new Arguments(it.origin(), training))),
                stages))
        : new Result.Failed<>(problems.found());
  }

  private static Optional<Yaml> find(Map<String, Yaml.Entry> keys, String key) {
    return Optional.ofNullable(keys.get(key)).map(Yaml.Entry::value);
  }

  private void version(Yaml yaml) {
    String version = problems.text(yaml, "the version");
    if (!version.equals(String.valueOf(VERSION))) {
      problems.add(
          "recipe.version",
          yaml.origin().withName("cinch"),
          "version " + version + " of recipes",
          "this build reads version " + VERSION);
    }
  }

  private void stage(Yaml yaml) {
    String name = "";
    Optional<Yaml> epochs = Optional.empty();
    Yaml train = NOTHING;
    List<Step> steps = new ArrayList<>();
    for (Yaml.Entry entry : problems.entries(yaml, "a stage")) {
      switch (entry.key().text()) {
        case "name" -> name = problems.text(entry.value(), "the name of a stage");
        case TrainingKeys.EPOCHS -> epochs = Optional.of(entry.value());
        case "train" -> train = entry.value();
        case "do" ->
            problems
                .items(entry.value(), "the value of do")
                .forEach(item -> step(item).ifPresent(steps::add));
        default -> problems.unknownKey(entry.key(), "a stage", STAGE_KEYS);
      }
    }
    stages.add(
        new Stage(name, yaml.origin().withName(name), steps, epochs.flatMap(learning(train))));
  }

  /**
   * How a stage trains: as the recipe says, but for what it says itself; not at all for 0 epochs.
   */
  private Function<Yaml, Optional<TrainingSettings>> learning(Yaml train) {
    return epochs -> {
      Arguments.Argument often = argument(Stage.EPOCHS, epochs);
      Optional<Arguments> own =
          arguments(TrainingKeys.ALL, "train", train.origin(), train, training);
      if (own.isEmpty()
          || often.words().isEmpty()
          || !Stage.EPOCHS.kind().accepts(often.words().getFirst().text())
          || often.words().getFirst().text().equals("0")) {
        return Optional.empty();
      }
      Map<String, Arguments.Argument> all = new LinkedHashMap<>(own.get().values());
      all.put(TrainingKeys.EPOCHS, often);
      return Optional.of(TrainingKeys.settings(new Arguments(train.origin(), all)));
    };
  }

  private Optional<Step> step(Yaml yaml) {
    List<Yaml.Entry> entries = problems.entries(yaml, "a step");
    if (entries.size() > 1) {
      Origin second = entries.get(1).key().origin();
      problems.add("recipe.form", second, "a step has one key", "start the next one with '- '");
    }
    if (entries.isEmpty()) {
      return Optional.empty();
    }
    Yaml.Scalar key = entries.getFirst().key();
    Optional<StepDefinition> definition = StepDefinitions.named(key.text());
    if (definition.isEmpty()) {
      problems.add(
          "recipe.step",
          key.origin(),
          "no such step",
          "steps: " + String.join(", ", StepDefinitions.names()));
    }
    return definition.flatMap(it -> step(it, key.origin(), entries.getFirst().value()));
  }

  private Optional<Step> step(StepDefinition definition, Origin origin, Yaml yaml) {
    Map<String, Arguments.Argument> defaults = defaults(definition.parameters(), origin);
    Yaml given = yaml;
    if (yaml instanceof Yaml.Scalar word
        && !word.text().isEmpty()
        && definition.shortly().isPresent()) {
      Yaml.Scalar key = new Yaml.Scalar(definition.shortly().get(), word.origin());
      given = new Yaml.Mapping(List.of(new Yaml.Entry(key, word)), word.origin());
    }
    return arguments(definition.parameters(), "step " + definition.name(), origin, given, defaults)
        .map(definition::make);
  }

  private static Map<String, Arguments.Argument> defaults(
      List<Parameter> parameters, Origin origin) {
    Map<String, Arguments.Argument> values = new LinkedHashMap<>();
    for (Parameter parameter : parameters) {
      Yaml.Scalar fallback = new Yaml.Scalar(parameter.fallback(), origin);
      values.put(parameter.name(), new Arguments.Argument(List.of(fallback)));
    }
    return values;
  }

  private Optional<Arguments> arguments(
      List<Parameter> parameters,
      String where,
      Origin origin,
      Yaml yaml,
      Map<String, Arguments.Argument> defaults) {
    int before = problems.found().size();
    Map<String, Arguments.Argument> values = new LinkedHashMap<>(defaults);
    boolean bare = yaml instanceof Yaml.Scalar(var nothing, _) && nothing.isEmpty();
    for (Yaml.Entry entry : bare ? List.<Yaml.Entry>of() : problems.entries(yaml, where)) {
      Optional<Parameter> parameter =
          parameters.stream().filter(p -> p.name().equals(entry.key().text())).findFirst();
      if (parameter.isEmpty()) {
        List<String> known = parameters.stream().map(Parameter::name).toList();
        problems.unknownKey(entry.key(), where, known);
      } else {
        values.put(parameter.get().name(), argument(parameter.get(), entry.value()));
      }
    }
    return problems.found().size() == before
        ? Optional.of(new Arguments(origin, values))
        : Optional.empty();
  }

  private Arguments.Argument argument(Parameter parameter, Yaml value) {
    if (value instanceof Yaml.Mapping && parameter.kind() instanceof Kind.ByLayer) {
      List<Arguments.ForLayers> byLayer =
          problems.entries(value, parameter.name()).stream()
              .map(it -> new Arguments.ForLayers(it.key(), word(parameter, it.value())))
              .toList();
      return new Arguments.Argument(List.of(), byLayer);
    }
    boolean many = value instanceof Yaml.Sequence && parameter.kind() instanceof Kind.Layers;
    List<Yaml.Scalar> words =
        (many ? problems.items(value, parameter.name()) : List.of(value))
            .stream().map(item -> word(parameter, item)).toList();
    if (words.isEmpty()) {
      Origin origin = value.origin().withName(parameter.name());
      problems.add("recipe.value", origin, "the list is empty", parameter.description());
    }
    return new Arguments.Argument(words);
  }

  private Yaml.Scalar word(Parameter parameter, Yaml item) {
    Origin origin = item.origin().withName(parameter.name());
    if (!(item instanceof Yaml.Scalar(var written, _))) {
      problems.text(item, "the value of " + parameter.name());
      return new Yaml.Scalar("", origin);
    }
    if (!written.startsWith("$")) {
      return accepted(parameter, new Yaml.Scalar(written, origin));
    }
    return knobs
        .use(written.substring(1), origin)
        .map(knob -> accepted(parameter, knob))
        .orElse(new Yaml.Scalar("", origin));
  }

  private Yaml.Scalar accepted(Parameter parameter, Yaml.Scalar word) {
    if (!parameter.kind().accepts(word.text())) {
      problems.add(
          "recipe.value",
          word.origin(),
          (word.text().isEmpty() ? "nothing" : word.text()) + " is not " + parameter.kind().text(),
          parameter.description());
    }
    return word;
  }

  private void order() {
    for (Stage stage : stages) {
      for (Step step : stage.steps()) {
        if (stage.training().isPresent() && phase(step) != Phase.WEIGHTS) {
          problems.add(
              "recipe.order",
              step.origin(),
              "cannot " + phase(step).text() + " in a stage that trains",
              "put it into a stage of its own behind");
        }
      }
    }
    Optional<Step> last = Optional.empty();
    for (Step step : stages.stream().flatMap(stage -> stage.steps().stream()).toList()) {
      Phase phase = phase(step);
      if (last.isPresent()) {
        Phase previous = phase(last.get());
        if (previous == phase && !phase.repeats()) {
          problems.add("recipe.order", step.origin(), "a recipe can " + phase.text() + " once", "");
        } else if (previous.compareTo(phase) > 0) {
          problems.add(
              "recipe.order",
              step.origin(),
              "cannot " + phase.text() + " after " + last.get().name(),
              "put it before");
        }
      }
      last = Optional.of(step);
    }
  }

  private static Phase phase(Step step) {
    return StepDefinitions.named(step.name()).orElseThrow().phase();
  }
}
