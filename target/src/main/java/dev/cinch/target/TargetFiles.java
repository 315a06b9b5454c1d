// SPDX-License-Identifier: Apache-2.0
package dev.cinch.target;

import dev.cinch.ir.Diagnostic;
import dev.cinch.ir.Origin;
import dev.cinch.ir.Result;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Finds target files. Every unknown or missing key is an error; all of them are reported. */
public final class TargetFiles {

  /** The newest version of the format that this build reads. */
  public static final int VERSION = 1;

  private static final List<String> BOARDS = List.of("pynq-z2");
  private static final List<String> SHIPPED =
      List.of("pynq-z2", "eyeriss-168", "eyeriss-256", "eie-64", "eie-256");
  private static final long MAX_BYTES = 1 << 20;

  private TargetFiles() {}

  /** Names of the targets that ship with Cinch, in order. */
  public static List<String> shipped() {
    return SHIPPED;
  }

  /** Those of them that projects can be written for. */
  public static List<String> boards() {
    return BOARDS;
  }

  /** The target with a name that ships, or in a file at a path. */
  public static Result<Target> load(String nameOrPath) {
    if (SHIPPED.contains(nameOrPath)) {
      return read(nameOrPath + ".yaml", resource(nameOrPath));
    }
    try {
      Path path = Path.of(nameOrPath);
      if (Files.isRegularFile(path)) {
        if (Files.size(path) > MAX_BYTES) {
          return failed(nameOrPath, "is larger than a target file can be", "");
        }
        return read(String.valueOf(path.getFileName()), Files.readString(path));
      }
    } catch (CharacterCodingException _) {
      return failed(nameOrPath, "is not text", "give a YAML target file");
    } catch (InvalidPathException | IOException e) {
      return failed(nameOrPath, "cannot be read: " + e.getMessage(), "");
    }
    return failed(nameOrPath, "is no target", "targets that ship: " + String.join(", ", SHIPPED));
  }

  private static Result<Target> failed(String name, String text, String hint) {
    return Result.failed(Diagnostic.error("target.file", Origin.named(name), text, hint));
  }

  private static String resource(String name) {
    try (InputStream in = TargetFiles.class.getResourceAsStream(name + ".yaml")) {
      if (in == null) {
        throw new IllegalStateException("target " + name + " is listed but does not ship");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads the text of a target file. */
  public static Result<Target> read(String file, String text) {
    JsonNode root;
    try {
      root = new YAMLMapper().readTree(text);
    } catch (JacksonException e) {
      var at = e.getLocation();
      Origin origin =
          new Origin(file, "", at == null ? 0 : at.getLineNr(), at == null ? 0 : at.getColumnNr());
      return Result.failed(
          Diagnostic.error("target.syntax", origin, "not YAML: " + e.getOriginalMessage(), ""));
    }
    if (!root.isObject()) {
      return failed(file, "is not a target file", "start it with cinch-target: " + VERSION);
    }
    return new TargetReader(new Fields(file, root)).read();
  }
}
