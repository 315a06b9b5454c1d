// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.container;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cinch.ir.codec.WeightCodec;
import dev.cinch.ir.op.Constant;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CinchFileTest {

  @TempDir Path folder;

  private CinchFile.Contents read(byte[] bytes) throws IOException {
    Path path = folder.resolve("m.cinch");
    Files.write(path, bytes);
    return CinchFile.read(path).orThrow();
  }

  @Test
  void readingGivesTheGraphAndItsWeightsBitForBit() throws IOException {
    CinchFile.Contents contents = read(SmallFile.bytes());
    SmallFile.assertSame(contents.graph());
    assertThat(contents.manifest().provenance()).isEqualTo(SmallFile.PROVENANCE);
  }

  @Test
  void sizesAreLengthsOfWhatWasWritten() throws IOException {
    byte[] bytes = SmallFile.bytes();
    Sizes sizes = read(bytes).sizes();
    assertThat(sizes.file()).isEqualTo(bytes.length);
    assertThat(sizes.streams()).containsOnlyKeys("../w 1", "b");
    SmallFile.graph()
        .constants()
        .forEach(node -> {
          int length = WeightCodec.write(((Constant) node.op()).weight()).length;
          assertThat(sizes.weight(node.name())).isEqualTo(length);
        });
    assertThat(sizes.weightBytes()).isEqualTo(sizes.weight("../w 1") + sizes.weight("b"));
    assertThat(sizes.weight("none")).isZero();
    var members = SmallFile.members();
    assertThat(sizes.manifest()).isEqualTo(SmallFile.content(members, "manifest.json").length);
    assertThat(sizes.graph()).isEqualTo(SmallFile.content(members, "graph.onnxtxt").length);
    assertThat(sizes.archive()).isBetween(4 * 76L, 4 * 200L);
  }

  @Test
  void theSameGraphGivesTheSameBytesInAnyTimeZone() {
    byte[] bytes = SmallFile.bytes();
    TimeZone before = TimeZone.getDefault();
    try {
      TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kathmandu"));
      assertThat(SmallFile.bytes()).isEqualTo(bytes);
    } finally {
      TimeZone.setDefault(before);
    }
  }

  @Test
  void membersExplainThemselvesAndNumbersAreInWeightsOnly() throws IOException {
    var members = SmallFile.members();
    assertThat(members.keySet())
        .containsExactly("manifest.json", "graph.onnxtxt", "weights/%2E.%2Fw%201", "weights/b");
    String text = new String(SmallFile.content(members, "graph.onnxtxt"), StandardCharsets.UTF_8);
    assertThat(text).contains("dev.cinch.Weight <member = \"b\">").doesNotContain("700");
    String manifest =
        new String(SmallFile.content(members, "manifest.json"), StandardCharsets.UTF_8);
    assertThat(manifest)
        .startsWith("{\n  \"cinch\" : 1,\n")
        .contains("\"initializer_bytes\" : 4000")
        .contains("\"codebook\" : \"4\"")
        .contains(
            "\"weights/b\" : {\n      \"bytes\" : "
                + SmallFile.content(members, "weights/b").length);
  }

  @Test
  void membersAreNamedSoThatNoPathLeavesTheFolder() {
    assertThat(MemberName.ofWeight("../../etc/passwd"))
        .isEqualTo("weights/%2E.%2F..%2Fetc%2Fpasswd");
    assertThat(MemberName.ofWeight("conv1_w")).isEqualTo("weights/conv1_w");
    assertThat(MemberName.ofWeight("a%2F")).isEqualTo("weights/a%252F");
    assertThat(MemberName.ofWeight("größe")).isEqualTo("weights/gr%C3%B6%C3%9Fe");
  }

  @Test
  void longNamesStayDifferentAndShortEnoughForAnyFileSystem() {
    String name = "block/".repeat(200);
    String member = MemberName.ofWeight(name + "a");
    assertThat(member).hasSizeLessThan(255).isNotEqualTo(MemberName.ofWeight(name + "b"));
    assertThat(member.substring(MemberName.WEIGHTS.length())).matches("[A-Za-z0-9_.%-]+");
  }
}
