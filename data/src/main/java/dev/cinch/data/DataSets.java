// SPDX-License-Identifier: Apache-2.0
package dev.cinch.data;

import dev.cinch.data.digits.Digits;
import dev.cinch.ir.Diagnostic;
import dev.cinch.ir.Origin;
import dev.cinch.ir.Result;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Finds and reads data sets: by path (a folder of idx files or CIFAR-10 binaries, or an {@code
 * .npz}), or by name in the user's places.
 */
public final class DataSets {

  /** The name of the data set that needs no file. */
  public static final String EMBEDDED = "digits";

  /** The names that can be looked up. */
  public static final List<String> NAMES = List.of("mnist", "fashion-mnist", "cifar10");

  private DataSets() {}

  /**
   * Reads parts of a data set.
   *
   * @param wanted a path, {@link #EMBEDDED} or one of {@link #NAMES}; a path that exists comes
   *     first
   * @param places where names are looked up
   * @param parts which parts to read; a missing one is an error
   */
  public static Result<DataSet> open(String wanted, Places places, Set<Part> parts) {
    if (wanted.equals(EMBEDDED) && !Files.exists(Path.of(wanted))) {
      Map<Part, Split> splits = new TreeMap<>();
      parts.forEach(part -> splits.put(part, Digits.read(part)));
      return DataSet.of(EMBEDDED, splits);
    }
    return find(wanted, places)
        .then(path -> {
          Map<Part, Split> splits = new TreeMap<>();
          List<Diagnostic> problems = new ArrayList<>();
          for (Part part : new TreeSet<>(parts)) {
            switch (read(path, part)) {
              case Result.Ok<Split>(var split, var _) -> splits.put(part, split);
              case Result.Failed<Split>(var diagnostics) -> problems.addAll(diagnostics);
            }
          }
          return problems.isEmpty()
              ? DataSet.of(NAMES.contains(wanted) ? wanted : Reading.name(path), splits)
              : new Result.Failed<>(problems.stream().distinct().toList());
        });
  }

  private static Result<Split> read(Path path, Part part) {
    if (!Files.isDirectory(path)) {
      return NpzExamples.read(path, part);
    }
    return IdxFolder.matches(path) ? IdxFolder.read(path, part) : CifarFolder.read(path, part);
  }

  private static boolean matches(Path folder) {
    return IdxFolder.matches(folder) || CifarFolder.matches(folder);
  }

  private static Result<Path> find(String wanted, Places places) {
    Path path;
    try {
      path = Path.of(wanted);
    } catch (InvalidPathException e) {
      return Result.failed(error("data.missing", wanted, "this is no path", ""));
    }
    if (Files.isDirectory(path)) {
      return folder(path, wanted);
    }
    if (Files.exists(path)) {
      return wanted.endsWith(".npz")
          ? Result.ok(path)
          : Result.failed(
              error(
                  "data.format",
                  Reading.name(path),
                  "a data set is a folder of idx files or CIFAR-10 binaries, or an .npz file",
                  ""));
    }
    return switch (wanted) {
      case String name when NAMES.contains(name) -> named(name, places);
      default ->
          Result.failed(
              error(
                  "data.missing",
                  wanted,
                  "there is no such file or folder, and no data set of that name",
                  "known names are " + EMBEDDED + ", " + String.join(", ", NAMES)));
    };
  }

  private static Result<Path> folder(Path path, String wanted) {
    return matches(path)
        ? Result.ok(path)
        : Result.failed(
            error(
                "data.missing",
                wanted,
                "the folder holds neither idx files nor CIFAR-10 binaries",
                "expected are train-images-idx3-ubyte, train-labels-idx1-ubyte,"
                    + " t10k-images-idx3-ubyte and t10k-labels-idx1-ubyte, plain or .gz; or"
                    + " data_batch_1.bin to data_batch_5.bin and test_batch.bin"));
  }

  private static Result<Path> named(String name, Places places) {
    List<Path> candidates = places.folders().stream().map(place -> place.resolve(name)).toList();
    for (Path candidate : candidates) {
      if (matches(candidate)) {
        return Result.ok(candidate);
      }
    }
    return Result.failed(
        error(
            "data.missing",
            name,
            "the data set is not on this machine; looked in "
                + String.join(", ", candidates.stream().map(Path::toString).toList()),
            "fetch it with cinch data get %s, or set CINCH_DATA to the folder that holds the folder %s"
                .formatted(name, name)));
  }

  private static Diagnostic error(String code, String where, String text, String hint) {
    return Diagnostic.error(code, Origin.of(where, ""), text, hint);
  }
}
