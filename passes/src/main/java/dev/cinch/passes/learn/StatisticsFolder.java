// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.learn;

import dev.cinch.ir.Result;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.function.Function;

/**
 * Statistics in files of a folder, named by their keys. A file that cannot be read or written is as
 * good as none.
 *
 * @param folder is made when the first are kept
 */
public record StatisticsFolder(Path folder) implements Statistics {

  @Override
  public <T extends Resumable> Result<T> get(String key, T empty, Function<T, Result<T>> collect) {
    String name = UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8)).toString();
    Path file = folder.resolve(name + ".statistics");
    try {
      if (Files.isRegularFile(file)
          && StateFile.read(file, key, empty) instanceof Result.Ok<Boolean>) {
        return Result.ok(empty);
      }
    } catch (IOException _) {
      // Collected anew.
    }
    return collect
        .apply(empty)
        .map(collected -> {
          try {
            Files.createDirectories(folder);
            StateFile.write(file, key, collected);
          } catch (IOException _) {
            // Collected again the next time.
          }
          return collected;
        });
  }
}
