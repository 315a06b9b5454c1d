// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cli.file;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** Removes files and folders. */
public final class Tree {
  private Tree() {}

  /** Removes a file, or a folder with all that it holds; does not follow links. */
  public static void delete(Path path) throws IOException {
    try {
      Files.walkFileTree(
          path,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              Files.delete(file);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure)
                throws IOException {
              Files.delete(folder);
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (NoSuchFileException _) {
      // It is gone already.
    }
  }

  /** Removes what can be removed: used where a failure has been reported already. */
  public static void deleteQuietly(Path path) {
    try {
      delete(path);
    } catch (IOException e) {
      path.toFile().deleteOnExit();
    }
  }

  /** Removes a folder that holds nothing. */
  public static void deleteIfEmpty(Path folder) {
    try {
      Files.deleteIfExists(folder);
    } catch (IOException _) {
      // Something else is in it now, so it stays.
    }
  }
}
