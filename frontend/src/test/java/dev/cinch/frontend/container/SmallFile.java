// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.container;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cinch.ir.Graph;
import dev.cinch.ir.GraphBuilder;
import dev.cinch.ir.Node;
import dev.cinch.ir.Origin;
import dev.cinch.ir.Value;
import dev.cinch.ir.number.Fixed;
import dev.cinch.ir.op.Cast;
import dev.cinch.ir.op.Constant;
import dev.cinch.ir.op.MatMul;
import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import dev.cinch.ir.text.Constants;
import dev.cinch.ir.text.GraphPrinter;
import dev.cinch.ir.weight.Codebook;
import dev.cinch.ir.weight.Dense;
import dev.cinch.ir.weight.Positions;
import dev.cinch.ir.weight.Sparse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** A file of two weights, one with a name that must not become a path. */
final class SmallFile {

  static final Provenance PROVENANCE =
      new Provenance(
          "a.onnx",
          "00",
          4000,
          "encode",
          new TreeMap<>(Map.of("codebook", "4")),
          -7,
          "mnist",
          "01ff",
          "",
          "1");

  private SmallFile() {}

  static Graph graph() {
    GraphBuilder builder = new GraphBuilder("small");
    Value x = builder.input("x", TensorType.f32(1, 3));
    Value q = builder.add(Cast.requantize(Fixed.INT8), List.of(x), Origin.named("q"));
    TensorType type = new TensorType(Fixed.INT8, Shape.of(3, 2));
    TensorType kept = type.with(Shape.of(2));
    Positions positions = Positions.builder(6).add(1).add(4).build();
    Tensor codes = Tensor.ofRaws(kept.with(new Fixed(false, 2, 0)), 2, 1);
    Tensor table = Tensor.ofRaws(type.with(Shape.of(3)), 0, -3, 5);
    Codebook codebook = new Codebook(kept, 2, table, codes);
    Value w = builder.constant("../w 1", new Sparse(type, positions, codebook));
    TensorType biasType = TensorType.fixed(true, 12, 0, 2);
    Value b = builder.constant("b", new Dense(Tensor.ofRaws(biasType, 700, -800)));
    Value y = builder.add(new MatMul(), List.of(q, w, b), Origin.named("fc"));
    builder.output("y", y);
    return builder.build();
  }

  static byte[] bytes() {
    try {
      return CinchFile.bytes(graph(), PROVENANCE);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Its members, in order. */
  static SequencedMap<String, byte[]> members() throws IOException {
    SequencedMap<String, byte[]> members = new LinkedHashMap<>();
    try (var zip = new ZipInputStream(new ByteArrayInputStream(bytes()))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        members.put(entry.getName(), zip.readAllBytes());
      }
    }
    return members;
  }

  /** The content of a member that is there. */
  static byte[] content(Map<String, byte[]> members, String name) {
    return Objects.requireNonNull(members.get(name), name);
  }

  /** Its bytes with one text replaced by another in a member, check sum and all. */
  static byte[] replacing(String member, String text, String other) throws IOException {
    SequencedMap<String, byte[]> members = members();
    String before = new String(content(members, member), StandardCharsets.UTF_8);
    assertThat(before).contains(text);
    members.put(member, before.replace(text, other).getBytes(StandardCharsets.UTF_8));
    return Archive.bytes(members);
  }

  static void assertSame(Graph read) {
    assertThat(GraphPrinter.print(read, Constants.REFERENCE))
        .isEqualTo(GraphPrinter.print(graph(), Constants.REFERENCE));
    assertThat(weights(read)).isEqualTo(weights(graph()));
  }

  private static List<Constant> weights(Graph graph) {
    return graph.constants().stream().map(Node::op).map(Constant.class::cast).toList();
  }
}
