// SPDX-License-Identifier: Apache-2.0
package dev.cinch.hls;

import dev.cinch.ir.Diagnostic;
import dev.cinch.ir.Origin;
import dev.cinch.ir.Result;
import dev.cinch.target.design.Design;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What {@code cinch.json} of a project says: what made it, for which target, and a digest of every
 * other file.
 *
 * @param tool version of Cinch that wrote it
 * @param target name of the target, or the path of its file
 * @param elements processing elements of each engine, by layer name
 * @param digests SHA-256 of each file by its path, in hexadecimal
 */
public record ProjectManifest(
    String tool,
    String target,
    SortedMap<String, Integer> elements,
    SortedMap<String, String> digests) {

  /** Its path in a project. */
  public static final String FILE = "cinch.json";

  /** The newest version of the format that this build reads. */
  public static final int VERSION = 1;

  private static final int MAX_CHARS = 1 << 22;

  /** The manifest of a project's files. */
  static ProjectManifest of(Design design, SortedMap<String, byte[]> files, String tool) {
    SortedMap<String, String> digests = new TreeMap<>();
    files.forEach((path, bytes) -> digests.put(path, digest(bytes)));
    SortedMap<String, Integer> elements = new TreeMap<>();
    design.engines().forEach(e -> elements.put(e.name(), e.columns().elements()));
    return new ProjectManifest(tool, design.device().name(), elements, digests);
  }

  /** SHA-256 in hexadecimal. */
  public static String digest(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** The file's bytes. */
  byte[] json() {
    JsonMapper mapper = new JsonMapper();
    ObjectNode root = mapper.createObjectNode();
    root.put("cinch-project", VERSION);
    root.put("tool", tool);
    root.put("target", target);
    root.put("weight-layout", WeightImage.VERSION);
    ObjectNode perLayer = root.putObject("elements");
    elements.forEach(perLayer::put);
    ObjectNode files = root.putObject("sha256");
    digests.forEach(files::put);
    String text = mapper.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    return text.replace("\r\n", "\n").getBytes(StandardCharsets.UTF_8);
  }

  /** Reads the text of a manifest. */
  public static Result<ProjectManifest> read(String text) {
    if (text.length() > MAX_CHARS) {
      return failed("is larger than a manifest can be", "");
    }
    JsonNode root;
    try {
      root = new JsonMapper().readTree(text);
    } catch (JacksonException e) {
      return failed("is not JSON: " + e.getOriginalMessage(), "compile the project again");
    }
    int version = root.path("cinch-project").asInt(0);
    if (version < 1) {
      return failed("is not the manifest of a project", "give a folder that cinch compile wrote");
    }
    if (version > VERSION) {
      return failed(
          "has format version " + version + ", and this build reads up to " + VERSION,
          "use the Cinch that wrote it, or a newer one");
    }
    SortedMap<String, Integer> elements = new TreeMap<>();
    for (Map.Entry<String, JsonNode> entry : root.path("elements").properties()) {
      elements.put(entry.getKey(), entry.getValue().asInt(0));
    }
    SortedMap<String, String> digests = new TreeMap<>();
    for (Map.Entry<String, JsonNode> entry : root.path("sha256").properties()) {
      digests.put(entry.getKey(), entry.getValue().asString(""));
    }
    return Result.ok(
        new ProjectManifest(
            root.path("tool").asString(""), root.path("target").asString(""), elements, digests));
  }

  private static Result<ProjectManifest> failed(String text, String hint) {
    return Result.failed(Diagnostic.error("project.manifest", Origin.named(FILE), text, hint));
  }
}
