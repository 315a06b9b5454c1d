// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.container;

import dev.cinch.ir.Diagnostic;
import dev.cinch.ir.Origin;
import dev.cinch.ir.Result;
import java.nio.charset.StandardCharsets;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A {@link Manifest} as JSON. Every key is always there, and no other. */
final class ManifestJson {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private ManifestJson() {}

  static byte[] write(Manifest manifest) {
    Provenance from = manifest.provenance();
    ObjectNode root = JSON.createObjectNode().put("cinch", Manifest.VERSION);
    root.put("tool", from.tool());
    root.putObject("source")
        .put("file", from.source())
        .put("sha256", from.sourceDigest())
        .put("initializer_bytes", from.sourceBytes());
    ObjectNode recipe = root.putObject("recipe").put("name", from.recipe());
    from.knobs().forEach(recipe.putObject("knobs")::put);
    recipe.put("seed", from.seed());
    root.putObject("data").put("name", from.data()).put("sha256", from.dataDigest());
    root.put("input", from.input());
    ObjectNode members = root.putObject("members");
    manifest
        .members()
        .forEach((name, digest) ->
            members.putObject(name).put("bytes", digest.bytes()).put("sha256", digest.sha256()));
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n"));
    String text = JSON.writer().with(printer).writeValueAsString(root);
    return (text + "\n").getBytes(StandardCharsets.UTF_8);
  }

  static Result<Manifest> read(String file, byte[] json) {
    Origin origin = Origin.of(file, MemberName.MANIFEST);
    JsonNode root;
    try {
      root = JSON.readTree(json);
    } catch (JacksonException e) {
      return failed(origin, "is not JSON: " + e.getOriginalMessage());
    }
    JsonNode version = root.path("cinch");
    if (!version.isIntegralNumber() || !version.canConvertToLong() || version.longValue() < 1) {
      return failed(origin, "does not say which version of the format this is");
    }
    if (version.longValue() > Manifest.VERSION) {
      String text =
          ("has format version " + version.longValue())
              + (", and this build reads up to " + Manifest.VERSION);
      return Result.failed(
          Diagnostic.error(
              "cinch.file.version", origin, text, "use the Cinch that wrote it, or a newer one"));
    }
    try {
      return Result.ok(manifest(new Fields(root, "")));
    } catch (Fields.Unexpected e) {
      return failed(origin, e.text());
    }
  }

  private static Manifest manifest(Fields root) throws Fields.Unexpected {
    root.requireOnly("cinch", "tool", "source", "recipe", "data", "input", "members");
    Fields source = root.object("source").requireOnly("file", "sha256", "initializer_bytes");
    Fields recipe = root.object("recipe").requireOnly("name", "knobs", "seed");
    Fields data = root.object("data").requireOnly("name", "sha256");
    Provenance provenance =
        new Provenance(
            source.text("file"),
            source.text("sha256"),
            source.count("initializer_bytes"),
            recipe.text("name"),
            recipe.object("knobs").all(Fields::text),
            recipe.integer("seed"),
            data.text("name"),
            data.text("sha256"),
            root.text("input"),
            root.text("tool"));
    SortedMap<String, Digest> members = new TreeMap<>();
    Fields listed = root.object("members");
    for (String name : listed.names()) {
      Fields digest = listed.object(name).requireOnly("bytes", "sha256");
      members.put(name, new Digest(digest.count("bytes"), digest.text("sha256")));
    }
    return new Manifest(provenance, members);
  }

  private static Result<Manifest> failed(Origin origin, String text) {
    return Result.failed(
        Diagnostic.error("cinch.manifest", origin, text, "compress the model again"));
  }
}
