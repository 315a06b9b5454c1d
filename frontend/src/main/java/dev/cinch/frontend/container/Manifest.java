// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.container;

import dev.cinch.ir.Diagnostic;
import dev.cinch.ir.Origin;
import dev.cinch.ir.Result;
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
 * {@code manifest.json} of a {@code .cinch} file.
 *
 * @param provenance where the model comes from
 * @param digests SHA-256 of every other member by its name
 */
public record Manifest(Provenance provenance, SortedMap<String, String> digests) {

  /** The newest version of the format that this build reads. */
  public static final int VERSION = 1;

  static final String MEMBER = "manifest.json";

  static Manifest of(Provenance provenance, Map<String, byte[]> members) {
    SortedMap<String, String> digests = new TreeMap<>();
    members.forEach((name, bytes) -> digests.put(name, digest(bytes)));
    return new Manifest(provenance, digests);
  }

  /** SHA-256 in hexadecimal. */
  public static String digest(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  byte[] json() {
    JsonMapper mapper = new JsonMapper();
    ObjectNode root = mapper.createObjectNode().put("cinch", VERSION);
    root.put("tool", provenance.tool());
    ObjectNode source = root.putObject("source");
    source.put("file", provenance.source());
    source.put("sha256", provenance.sourceDigest());
    source.put("initializer-bytes", provenance.sourceBytes());
    root.put("recipe", provenance.recipe());
    provenance.knobs().forEach(root.putObject("knobs")::put);
    root.put("data", provenance.data());
    root.put("input", provenance.input());
    digests.forEach(root.putObject("sha256")::put);
    String text = mapper.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    return text.replace("\r\n", "\n").getBytes(StandardCharsets.UTF_8);
  }

  static Result<Manifest> read(String file, byte[] json) {
    JsonNode root;
    try {
      root = new JsonMapper().readTree(json);
    } catch (JacksonException e) {
      return failed(file, "is not JSON: " + e.getOriginalMessage());
    }
    int version = root.path("cinch").asInt(0);
    if (version < 1) {
      return failed(file, "does not say which version of the format this is");
    }
    if (version > VERSION) {
      return Result.failed(
          Diagnostic.error(
              "cinch.version",
              Origin.of(file, MEMBER),
              "has format version " + version + ", and this build reads up to " + VERSION,
              "use the Cinch that wrote it, or a newer one"));
    }
    JsonNode source = root.path("source");
    Provenance provenance =
        new Provenance(
            source.path("file").asString(""),
            source.path("sha256").asString(""),
            source.path("initializer-bytes").asLong(0),
            root.path("recipe").asString(""),
            strings(root.path("knobs")),
            root.path("data").asString(""),
            root.path("input").asString(""),
            root.path("tool").asString(""));
    return Result.ok(new Manifest(provenance, strings(root.path("sha256"))));
  }

  private static SortedMap<String, String> strings(JsonNode node) {
    SortedMap<String, String> all = new TreeMap<>();
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      all.put(entry.getKey(), entry.getValue().asString(""));
    }
    return all;
  }

  private static Result<Manifest> failed(String file, String text) {
    return Result.failed(
        Diagnostic.error("cinch.manifest", Origin.of(file, MEMBER), text, "compress it again"));
  }
}
