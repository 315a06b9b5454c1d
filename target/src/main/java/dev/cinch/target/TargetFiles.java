// SPDX-License-Identifier: Apache-2.0
package dev.cinch.target;

import dev.cinch.ir.Diagnostic;
import dev.cinch.ir.Origin;
import dev.cinch.ir.Result;
import dev.cinch.target.Device.Resource;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Reads target files. Every unknown or missing key is an error; all of them are reported. */
public final class TargetFiles {

  /** The newest version of the format that this build reads. */
  public static final int VERSION = 1;

  private static final List<String> SHIPPED = List.of("pynq-z2");
  private static final long MAX_BYTES = 1 << 20;
  private static final Set<String> KEYS =
      Set.of("cinch-target", "kind", "name", "description", "part", "board", "clock", "resources");

  private final String file;
  private final List<Diagnostic> problems = new ArrayList<>();

  private TargetFiles(String file) {
    this.file = file;
  }

  /** Names of the targets that ship with Cinch, in order. */
  public static List<String> shipped() {
    return SHIPPED;
  }

  /** The target with a name that ships, or in a file at a path. */
  public static Result<Device> load(String nameOrPath) {
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

  private static Result<Device> failed(String name, String text, String hint) {
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
  public static Result<Device> read(String file, String text) {
    return new TargetFiles(file).read(text);
  }

  private Result<Device> read(String text) {
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
    int version = root.path("cinch-target").asInt(0);
    if (version < 1 || version > VERSION) {
      problem("cinch-target", "is " + root.path("cinch-target"), "this build reads " + VERSION);
    }
    for (String key : root.propertyNames()) {
      if (!KEYS.contains(key)) {
        problem(
            key,
            "is no key of a target file",
            "keys: " + String.join(", ", KEYS.stream().sorted().toList()));
      }
    }
    if (!"fpga".equals(root.path("kind").asString(""))) {
      problem("kind", "is " + root.path("kind"), "this build knows fpga");
    }
    Figure clock = figure("clock", root.path("clock"), "Hz");
    Map<Resource, Figure> limits = resources(root.path("resources"));
    Device device =
        new Device(
            text(root, "name", true),
            text(root, "description", true),
            text(root, "part", true),
            text(root, "board", false),
            clock,
            limits);
    return problems.isEmpty() ? Result.ok(device) : new Result.Failed<>(problems);
  }

  private Map<Resource, Figure> resources(JsonNode node) {
    Map<Resource, Figure> limits = new EnumMap<>(Resource.class);
    for (Resource resource : Resource.values()) {
      String key = "resources." + resource.key();
      limits.put(resource, figure(key, node.path(resource.key()), ""));
    }
    List<String> known = java.util.Arrays.stream(Resource.values()).map(Resource::key).toList();
    for (String key : node.isObject() ? node.propertyNames() : List.<String>of()) {
      if (!known.contains(key)) {
        problem("resources." + key, "is no resource", "resources: " + String.join(", ", known));
      }
    }
    return limits;
  }

  private Figure figure(String key, JsonNode node, String unit) {
    if (!node.path("value").isNumber() || node.path("value").asDouble() < 0) {
      problem(key, "needs a value that is a number and not negative", "");
    }
    if (node.path("unit").asString("").isEmpty()) {
      problem(key, "needs a unit", "");
    } else if (!unit.isEmpty() && !unit.equals(node.path("unit").asString(""))) {
      problem(key, "is in " + node.path("unit").asString("") + ", not in " + unit, "");
    }
    if (node.path("citation").asString("").isEmpty()) {
      problem(key, "needs a citation", "say which document the number is from");
    }
    return new Figure(
        key,
        key,
        node.path("value").asDouble(0),
        node.path("unit").asString(""),
        new Figure.Assumed(node.path("citation").asString("")));
  }

  private String text(JsonNode root, String key, boolean required) {
    String value = root.path(key).asString("");
    if (required && value.isEmpty()) {
      problem(key, "is missing", "");
    }
    return value;
  }

  private void problem(String key, String text, String hint) {
    problems.add(Diagnostic.error("target.key", Origin.of(file, key), text, hint));
  }
}
