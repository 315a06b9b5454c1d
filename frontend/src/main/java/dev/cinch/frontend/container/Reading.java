// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.container;

import dev.cinch.frontend.text.OnnxTextReader;
import dev.cinch.ir.Diagnostic;
import dev.cinch.ir.Graph;
import dev.cinch.ir.Origin;
import dev.cinch.ir.Result;
import dev.cinch.ir.codec.StreamParts;
import dev.cinch.ir.codec.WeightCodec;
import dev.cinch.ir.codec.WeightCodec.Decoded;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** One file on its way from members to a graph. */
final class Reading {

  /**
   * The most elements of all tensors together: the positions of a sparse one take an eighth of a
   * byte each, however short its stream is.
   */
  private static final long MAX_ELEMENTS = 1L << 32;

  private static final int LONGEST_TEXT = 1 << 28;

  private final String file;
  private final Archive archive;
  private final Integrity integrity;
  private final SortedMap<String, StreamParts> used = new TreeMap<>();

  Reading(String file, Archive archive, Integrity integrity) {
    this.file = file;
    this.archive = archive;
    this.integrity = integrity;
  }

  Result<CinchFile.Contents> contents() {
    List<Diagnostic> problems = new ArrayList<>();
    byte[] json = text(MemberName.MANIFEST, problems);
    byte[] text = text(MemberName.GRAPH, problems);
    if (!problems.isEmpty()) {
      return new Result.Failed<>(problems);
    }
    if (integrity == Integrity.REQUIRE && archive.damaged().contains(MemberName.MANIFEST)) {
      return new Result.Failed<>(found(changesOfContent()));
    }
    return Manifest.read(file, json)
        .then(manifest -> accepted(changes(manifest)).map(_ -> manifest))
        .then(manifest -> graph(text).map(graph -> contents(graph, manifest)));
  }

  private byte[] text(String member, List<Diagnostic> problems) {
    byte[] content = archive.members().get(member);
    if (content == null || content.length > LONGEST_TEXT) {
      String fault = content == null ? "is missing" : "has " + content.length + " bytes";
      problems.add(Archive.problem(file, member, fault));
      return new byte[0];
    }
    return content;
  }

  private SortedMap<String, String> changesOfContent() {
    SortedMap<String, String> changes = new TreeMap<>();
    for (String name : archive.damaged()) {
      changes.put(name, "is damaged: its check sum differs");
    }
    if (changes.isEmpty() && !archive.canonical()) {
      changes.put("", "is damaged, or was packed by another tool: bytes around its members differ");
    }
    return changes;
  }

  private SortedMap<String, String> changes(Manifest manifest) {
    SortedMap<String, String> changes = changesOfContent();
    manifest
        .members()
        .forEach((name, digest) -> {
          byte[] content = archive.members().get(name);
          if (content == null) {
            changes.put(name, "is missing");
          } else if (!Digest.ofMember(content).equals(digest)) {
            changes.put(name, "is not what was written: its digest differs");
          }
        });
    for (String name : archive.members().keySet()) {
      if (!name.equals(MemberName.MANIFEST) && !manifest.members().containsKey(name)) {
        changes.put(name, "is not in the manifest");
      }
    }
    return changes;
  }

  private List<Diagnostic> found(SortedMap<String, String> changes) {
    List<Diagnostic> diagnostics = new ArrayList<>();
    changes.forEach((name, text) ->
        diagnostics.add(
            integrity == Integrity.REQUIRE
                ? Archive.problem(file, name, text)
                : Diagnostic.warning("cinch.changed", Origin.of(file, name), text, "")));
    return diagnostics;
  }

  private Result<Boolean> accepted(SortedMap<String, String> changes) {
    List<Diagnostic> diagnostics = found(changes);
    return integrity == Integrity.REQUIRE && !diagnostics.isEmpty()
        ? new Result.Failed<>(diagnostics)
        : new Result.Ok<>(true, diagnostics);
  }

  private Result<Graph> graph(byte[] text) {
    List<Diagnostic> problems = new ArrayList<>();
    Map<String, Decoded> weights = new HashMap<>();
    long room = MAX_ELEMENTS;
    for (Map.Entry<String, byte[]> member : archive.members().entrySet()) {
      String name = member.getKey();
      if (name.startsWith(MemberName.WEIGHTS)) {
        switch (WeightCodec.decode(member.getValue(), Origin.of(file, name), room)) {
          case Result.Ok<Decoded>(var decoded, var _) -> {
            weights.put(name, decoded);
            room -= decoded.weight().type().shape().size();
          }
          case Result.Failed<Decoded>(var reasons) -> problems.addAll(reasons);
        }
      }
    }
    if (!problems.isEmpty()) {
      return new Result.Failed<>(problems);
    }
    Set<String> unused = new HashSet<>(weights.keySet());
    return OnnxTextReader.read(
            new String(text, StandardCharsets.UTF_8),
            file + "/" + MemberName.GRAPH,
            name -> {
              String member = MemberName.ofWeight(name);
              unused.remove(member);
              Decoded decoded = weights.get(member);
              if (decoded != null) {
                used.put(name, decoded.parts());
              }
              return Optional.ofNullable(decoded).map(Decoded::weight);
            })
        .then(graph -> {
          SortedMap<String, String> changes = new TreeMap<>();
          unused.forEach(name -> changes.put(name, "belongs to no constant of the graph"));
          return accepted(changes).map(_ -> graph);
        });
  }

  private CinchFile.Contents contents(Graph graph, Manifest manifest) {
    return new CinchFile.Contents(
        graph,
        manifest,
        new Sizes(archive.length(), size(MemberName.MANIFEST), size(MemberName.GRAPH), used));
  }

  private long size(String member) {
    byte[] content = archive.members().get(member);
    return content == null ? 0 : content.length;
  }
}
