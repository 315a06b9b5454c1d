// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.container;

import dev.cinch.frontend.text.OnnxTextReader;
import dev.cinch.ir.Diagnostic;
import dev.cinch.ir.Graph;
import dev.cinch.ir.Node;
import dev.cinch.ir.Origin;
import dev.cinch.ir.Result;
import dev.cinch.ir.codec.WeightCodec;
import dev.cinch.ir.op.Constant;
import dev.cinch.ir.text.Constants;
import dev.cinch.ir.text.GraphPrinter;
import dev.cinch.ir.weight.Weight;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads and writes {@code .cinch} files: {@code manifest.json}, {@code graph.onnxtxt}, and {@code
 * weights/NAME} for each constant, its name with all but letters, digits, {@code _ . -} as {@code
 * %XX}. Reading gives the same weights, bit for bit.
 */
public final class CinchFile {

  private static final String GRAPH = "graph.onnxtxt";
  private static final String WEIGHTS = "weights/";
  private static final long MAX_BYTES = Integer.MAX_VALUE - 64L;

  /**
   * What is in a file.
   *
   * @param graph the model
   * @param manifest where it comes from
   * @param sizes what it takes
   */
  public record Contents(Graph graph, Manifest manifest, Sizes sizes) {}

  private CinchFile() {}

  /**
   * The bytes of a file for a graph; the caller puts them where they belong.
   *
   * @throws IOException when they are more than an array holds
   */
  public static byte[] bytes(Graph graph, Provenance provenance) throws IOException {
    SequencedMap<String, byte[]> members = new LinkedHashMap<>();
    String text = GraphPrinter.print(graph, Constants.REFERENCE);
    members.put(GRAPH, text.getBytes(StandardCharsets.UTF_8));
    for (Node node : graph.constants()) {
      if (node.op() instanceof Constant(var weight)) {
        members.put(member(node.name()), WeightCodec.write(weight));
      }
    }
    SequencedMap<String, byte[]> all = new LinkedHashMap<>();
    all.put(Manifest.MEMBER, Manifest.of(provenance, members).json());
    all.putAll(members);
    return Archive.bytes(all);
  }

  /** Reads a file; anything that is not as it was written is an error. */
  public static Result<Contents> read(Path path) {
    return read(path, Integrity.REQUIRE);
  }

  /** Reads a file. */
  public static Result<Contents> read(Path path, Integrity integrity) {
    String file = String.valueOf(path.getFileName());
    long length;
    try {
      length = Files.size(path);
    } catch (IOException e) {
      return Result.failed(Archive.problem(file, "", "cannot be read: " + e.getMessage()));
    }
    if (length > MAX_BYTES) {
      return Result.failed(Archive.problem(file, "", "is larger than 2 GB"));
    }
    return Archive.read(path).then(members -> contents(file, length, members, integrity));
  }

  private static Result<Contents> contents(
      String file, long length, Map<String, byte[]> members, Integrity integrity) {
    byte[] json = members.get(Manifest.MEMBER);
    byte[] text = members.get(GRAPH);
    if (json == null || text == null) {
      String missing = json == null ? Manifest.MEMBER : GRAPH;
      return Result.failed(Archive.problem(file, missing, "is missing"));
    }
    return Manifest.read(file, json)
        .then(manifest -> {
          List<Diagnostic> changes = changes(file, manifest, members, integrity);
          if (integrity == Integrity.REQUIRE && !changes.isEmpty()) {
            return new Result.Failed<Contents>(changes);
          }
          Result<Contents> read =
              graph(file, text, members)
                  .map(graph -> new Contents(graph, manifest, sizes(length, members)));
          return new Result.Ok<>(manifest, changes).then(_ -> read);
        });
  }

  private static List<Diagnostic> changes(
      String file, Manifest manifest, Map<String, byte[]> members, Integrity integrity) {
    SortedMap<String, String> problems = new TreeMap<>();
    manifest
        .digests()
        .forEach((name, digest) -> {
          byte[] bytes = members.get(name);
          if (bytes == null) {
            problems.put(name, "is missing");
          } else if (!Manifest.digest(bytes).equals(digest)) {
            problems.put(name, "is not what was written: its digest differs");
          }
        });
    for (String name : members.keySet()) {
      if (!name.equals(Manifest.MEMBER) && !manifest.digests().containsKey(name)) {
        problems.put(name, "is not in the manifest");
      }
    }
    List<Diagnostic> diagnostics = new ArrayList<>();
    problems.forEach((name, text) ->
        diagnostics.add(
            integrity == Integrity.REQUIRE
                ? Archive.problem(file, name, text)
                : Diagnostic.warning("cinch.changed", Origin.of(file, name), text, "")));
    return diagnostics;
  }

  private static Result<Graph> graph(String file, byte[] text, Map<String, byte[]> members) {
    List<Diagnostic> problems = new ArrayList<>();
    Map<String, Weight> weights = new HashMap<>();
    members.forEach((name, bytes) -> {
      if (name.startsWith(WEIGHTS)) {
        switch (WeightCodec.read(bytes, Origin.of(file, name))) {
          case Result.Ok<Weight>(var weight, var _) -> weights.put(name, weight);
          case Result.Failed<Weight>(var reasons) -> problems.addAll(reasons);
        }
      }
    });
    if (!problems.isEmpty()) {
      return new Result.Failed<>(problems);
    }
    return OnnxTextReader.read(
        new String(text, StandardCharsets.UTF_8),
        file + "/" + GRAPH,
        name -> Optional.ofNullable(weights.get(member(name))));
  }

  private static Sizes sizes(long length, Map<String, byte[]> members) {
    SortedMap<String, Long> weights = new TreeMap<>();
    members.forEach((name, bytes) -> {
      if (name.startsWith(WEIGHTS)) {
        weights.put(name.substring(WEIGHTS.length()), (long) bytes.length);
      }
    });
    return new Sizes(length, weights);
  }

  /** The member of a constant. */
  static String member(String name) {
    StringBuilder member = new StringBuilder(WEIGHTS);
    for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
      boolean letter = (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z');
      boolean plain = letter || (b >= '0' && b <= '9');
      if (plain || b == '_' || b == '-' || (b == '.' && member.length() > WEIGHTS.length())) {
        member.append((char) b);
      } else {
        member.append('%').append(java.util.HexFormat.of().withUpperCase().toHexDigits(b));
      }
    }
    return member.toString();
  }
}
