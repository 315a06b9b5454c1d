// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.recipe;

import dev.cinch.ir.Diagnostic;
import dev.cinch.ir.Origin;
import dev.cinch.ir.Result;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/** The recipes that ship with Cinch. */
public final class Recipes {

  private static final String FOLDER = "/dev/cinch/passes/recipes/";

  private static final List<String> NAMES =
      List.of(
          "fixed",
          "encode",
          "lossless",
          "quick",
          "deep-compression",
          "max",
          "han",
          "obd",
          "surgery",
          "admm",
          "lc",
          "kmeans",
          "hessian-kmeans",
          "soft-sharing",
          "sgd");

  private Recipes() {}

  /** Names of the recipes that ship, in order. */
  public static List<String> names() {
    return NAMES;
  }

  /** The recipes that ship, in order. */
  public static List<Recipe> all() {
    return NAMES.stream().map(name -> named(name).orThrow()).toList();
  }

  /** The recipe with a name that ships. */
  public static Result<Recipe> named(String name) {
    if (!NAMES.contains(name)) {
      return unknown(name);
    }
    return Recipe.read(name + ".yaml", resource(name + ".yaml"));
  }

  /** The recipe with a name that ships, or in a file at a path. */
  public static Result<Recipe> open(String nameOrPath) {
    if (NAMES.contains(nameOrPath)) {
      return named(nameOrPath);
    }
    try {
      Path path = Path.of(nameOrPath);
      return Files.isRegularFile(path) ? Recipe.read(path) : unknown(nameOrPath);
    } catch (InvalidPathException _) {
      return unknown(nameOrPath);
    }
  }

  private static Result<Recipe> unknown(String name) {
    return Result.failed(
        Diagnostic.error(
            "recipe.name",
            Origin.named(name),
            "no recipe of that name ships, and no file is there",
            "recipes: " + String.join(", ", NAMES)));
  }

  private static String resource(String file) {
    try (InputStream in = Recipes.class.getResourceAsStream(FOLDER + file)) {
      if (in == null) {
        throw new IllegalStateException(file + " is listed but does not ship");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
