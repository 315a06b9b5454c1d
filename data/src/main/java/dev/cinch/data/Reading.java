// SPDX-License-Identifier: Apache-2.0
package dev.cinch.data;

import dev.cinch.ir.Diagnostic;
import dev.cinch.ir.Origin;
import dev.cinch.ir.Result;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.ZipException;

/** Turns what goes wrong while a file is read into a diagnostic. */
final class Reading {

  /** Reads something from a file. */
  interface Step<T> {
    T read() throws IOException;
  }

  private Reading() {}

  /** The step's value, or what kept it from giving one. */
  static <T> Result<T> of(Path file, Step<T> step) {
    if (Files.isDirectory(file)) {
      return Result.failed(error("data.unreadable", file, "this is a folder, not a file"));
    }
    try {
      return Result.ok(step.read());
    } catch (FormatException e) {
      return Result.failed(error("data.format", file, text(e)));
    } catch (EOFException _) {
      return Result.failed(error("data.format", file, "the compressed data ends too early"));
    } catch (ZipException e) {
      return Result.failed(
          error("data.format", file, "the compressed data is damaged: " + text(e)));
    } catch (NoSuchFileException _) {
      return Result.failed(error("data.missing", file, "there is no file " + file));
    } catch (AccessDeniedException _) {
      return Result.failed(error("data.unreadable", file, "the file may not be read"));
    } catch (IOException e) {
      return Result.failed(error("data.unreadable", file, text(e)));
    }
  }

  private static String text(IOException e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  private static Diagnostic error(String code, Path file, String text) {
    return Diagnostic.error(code, Origin.of(name(file), ""), text, "");
  }

  /** How messages name a file: without its folders. */
  static String name(Path file) {
    Path name = file.getFileName();
    return name == null ? file.toString() : name.toString();
  }
}
