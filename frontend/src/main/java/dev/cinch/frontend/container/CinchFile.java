// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.container;

import dev.cinch.ir.Graph;
import dev.cinch.ir.Node;
import dev.cinch.ir.Result;
import dev.cinch.ir.codec.WeightCodec;
import dev.cinch.ir.op.Constant;
import dev.cinch.ir.text.Constants;
import dev.cinch.ir.text.GraphPrinter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * Reads and writes {@code .cinch} files: {@code manifest.json}, {@code graph.onnxtxt}, and {@code
 * weights/NAME} for each constant ({@code docs/formats.md}). Reading gives the same weights, bit
 * for bit.
 */
public final class CinchFile {

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
   * The bytes of a file for a graph; the caller puts them where they belong. The same graph and
   * provenance give the same bytes.
   *
   * @throws IOException when they are more than an array holds
   */
  public static byte[] bytes(Graph graph, Provenance provenance) throws IOException {
    SequencedMap<String, byte[]> members = new LinkedHashMap<>();
    String text = GraphPrinter.print(graph, Constants.REFERENCE);
    members.put(MemberName.GRAPH, text.getBytes(StandardCharsets.UTF_8));
    List<Node> constants = graph.constants();
    List<byte[]> streams = constants.parallelStream().map(CinchFile::stream).toList();
    for (int i = 0; i < constants.size(); i++) {
      String member = MemberName.ofWeight(constants.get(i).name());
      if (members.put(member, streams.get(i)) != null) {
        throw new IllegalStateException("two constants of " + graph + " are " + member);
      }
    }
    SequencedMap<String, byte[]> all = new LinkedHashMap<>();
    all.put(MemberName.MANIFEST, Manifest.of(provenance, members).json());
    all.putAll(members);
    return Archive.bytes(all);
  }

  private static byte[] stream(Node node) {
    if (node.op() instanceof Constant(var weight)) {
      return WeightCodec.write(weight);
    }
    throw new IllegalStateException(node + " is no constant");
  }

  /** Reads a file; anything that is not as it was written is an error. */
  public static Result<Contents> read(Path path) {
    return read(path, Integrity.REQUIRE);
  }

  /**
   * Reads a file; any file may be given.
   *
   * @param integrity whether members that are not as they were written are errors ({@code
   *     cinch.file}) or warnings ({@code cinch.changed}); what cannot be decoded is always an error
   */
  public static Result<Contents> read(Path path, Integrity integrity) {
    String file = String.valueOf(path.getFileName());
    return Archive.read(path).then(archive -> new Reading(file, archive, integrity).contents());
  }
}
