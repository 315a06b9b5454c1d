// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cli.file;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * An output that is made beside its destination and moved there when it is complete. Until then,
 * and for ever when the work fails or is interrupted, the destination stays as it was. Making the
 * stage shows at once whether the destination can be written at all.
 */
public final class Staged implements AutoCloseable {

  private final Path destination;
  private final Path path;
  private final List<Path> parents;
  private final Thread onExit = new Thread(this::discard);
  private boolean open = true;

  private Staged(Path destination, Path path, List<Path> parents) {
    this.destination = destination;
    this.path = path;
    this.parents = parents;
    Runtime.getRuntime().addShutdownHook(onExit);
  }

  /**
   * Prepares a file; missing folders above it are made.
   *
   * @throws IOException when it cannot be made, with a text for the user
   */
  public static Staged file(Path destination) throws IOException {
    if (Files.isDirectory(destination)) {
      throw new IOException("this is a folder, not a file");
    }
    return stage(destination, false);
  }

  /**
   * Prepares a folder; missing folders above it are made. A folder that is there is replaced when
   * it is empty or holds the file {@code mark}, by which it is known as an earlier output.
   *
   * @throws IOException when it cannot be made, with a text for the user
   */
  public static Staged folder(Path destination, String mark) throws IOException {
    if (Files.exists(destination)) {
      if (!Files.isDirectory(destination)) {
        throw new IOException("this is a file, not a folder");
      }
      if (!isEmpty(destination) && !Files.exists(destination.resolve(mark))) {
        throw new IOException("the folder holds other files; give a new or an empty one");
      }
    }
    return stage(destination, true);
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (var entries = Files.list(folder)) {
      return entries.findAny().isEmpty();
    }
  }

  private static Staged stage(Path destination, boolean folder) throws IOException {
    Path absolute = destination.toAbsolutePath().normalize();
    Path parent = absolute.getParent();
    if (parent == null) {
      throw new IOException("this cannot be replaced");
    }
    List<Path> made = new ArrayList<>();
    try {
      makeFolders(parent, made);
      Path path =
          parent.resolve(
              "." + absolute.getFileName() + "." + ProcessHandle.current().pid() + ".part");
      Tree.delete(path);
      if (folder) {
        Files.createDirectory(path);
      } else {
        Files.createFile(path);
      }
      return new Staged(absolute, path, made);
    } catch (IOException e) {
      made.forEach(Tree::deleteIfEmpty);
      throw new IOException("cannot be written: " + reason(e), e);
    }
  }

  private static void makeFolders(Path folder, List<Path> made) throws IOException {
    List<Path> missing = new ArrayList<>();
    for (Path at = folder; at != null && !Files.exists(at); at = at.getParent()) {
      missing.add(at);
    }
    for (Path at : missing.reversed()) {
      Files.createDirectory(at);
      made.addFirst(at);
    }
  }

  private static String reason(IOException e) {
    return switch (e) {
      case java.nio.file.AccessDeniedException denied ->
          "no permission for " + Path.of(denied.getFile()).getParent();
      case java.nio.file.NoSuchFileException missing ->
          "no folder can be made at " + missing.getFile();
      case java.nio.file.FileSystemException failed when failed.getReason() != null ->
          failed.getReason();
      default -> String.valueOf(e.getMessage());
    };
  }

  /** Where the output is made. */
  public Path path() {
    return path;
  }

  /** Where it will be, absolute. */
  public Path destination() {
    return destination;
  }

  /** Moves the complete output to its destination. */
  public void commit() throws IOException {
    if (Files.isDirectory(path) && Files.exists(destination)) {
      Path old = path.resolveSibling(path.getFileName() + ".old");
      Files.move(destination, old, StandardCopyOption.ATOMIC_MOVE);
      try {
        Files.move(path, destination, StandardCopyOption.ATOMIC_MOVE);
      } catch (IOException e) {
        Files.move(old, destination, StandardCopyOption.ATOMIC_MOVE);
        throw e;
      }
      Tree.delete(old);
    } else {
      try {
        Files.move(path, destination, StandardCopyOption.ATOMIC_MOVE);
      } catch (AtomicMoveNotSupportedException _) {
        Files.move(path, destination, StandardCopyOption.REPLACE_EXISTING);
      }
    }
    open = false;
  }

  /** Removes what was not committed. */
  @Override
  public void close() {
    discard();
    try {
      Runtime.getRuntime().removeShutdownHook(onExit);
    } catch (IllegalStateException _) {
      // The machine is going down, and the hook with it.
    }
  }

  private synchronized void discard() {
    if (open) {
      open = false;
      Tree.deleteQuietly(path);
      parents.forEach(Tree::deleteIfEmpty);
    }
  }
}
