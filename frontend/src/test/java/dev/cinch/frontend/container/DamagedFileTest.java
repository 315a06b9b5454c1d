// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.container;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cinch.ir.Diagnostic;
import dev.cinch.ir.Result;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SequencedMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What was not written by Cinch, or changed since, is told by the member's name. */
class DamagedFileTest {

  @TempDir Path folder;

  private Path write(byte[] bytes) {
    try {
      Path path = folder.resolve("m.cinch");
      return Files.write(path, bytes);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private List<Diagnostic> failure(byte[] bytes, Integrity integrity) {
    return switch (CinchFile.read(write(bytes), integrity)) {
      case Result.Failed<CinchFile.Contents>(var diagnostics) -> diagnostics;
      case Result.Ok<CinchFile.Contents>(var contents, var _) ->
          throw new AssertionError("read as " + contents);
    };
  }

  private String failure(byte[] bytes) {
    return String.valueOf(failure(bytes, Integrity.REQUIRE));
  }

  @Test
  void aFlippedBitOfAMemberIsAnErrorThatNamesIt() throws IOException {
    byte[] bytes = SmallFile.bytes();
    for (Map.Entry<String, byte[]> member : SmallFile.members().entrySet()) {
      int at = text(bytes).indexOf(text(member.getValue()));
      for (int bit = 8 * at; bit < 8 * (at + member.getValue().length); bit += 3) {
        assertThat(failure(flipped(bytes, bit))).contains(member.getKey());
      }
    }
  }

  @Test
  void everyFlippedBitBetweenMembersIsAnError() throws IOException {
    byte[] bytes = SmallFile.bytes();
    String outside = text(bytes);
    for (byte[] member : SmallFile.members().values()) {
      outside = outside.replace(text(member), "\0".repeat(member.length));
    }
    for (int bit = 0; bit < 8 * bytes.length; bit++) {
      if (outside.charAt(bit / 8) != 0) {
        assertThat(failure(flipped(bytes, bit))).contains("m.cinch");
      }
    }
  }

  private static byte[] flipped(byte[] bytes, int bit) {
    byte[] flipped = bytes.clone();
    flipped[bit / 8] ^= (byte) (1 << bit % 8);
    return flipped;
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  @Test
  void everyCutFileIsRefused() {
    byte[] bytes = SmallFile.bytes();
    for (int length = 0; length < bytes.length; length += 3) {
      assertThat(failure(Arrays.copyOf(bytes, length))).contains("m.cinch");
    }
  }

  @Test
  void noDamageIsAnException() {
    Random random = new Random(31);
    for (int round = 0; round < 500; round++) {
      byte[] bytes = SmallFile.bytes();
      for (int k = random.nextInt(8); k >= 0; k--) {
        int fromEnd = random.nextBoolean() ? random.nextInt(400) : random.nextInt(bytes.length);
        bytes[bytes.length - 1 - fromEnd] = (byte) random.nextInt();
      }
      Integrity integrity = random.nextBoolean() ? Integrity.REPORT : Integrity.REQUIRE;
      assertThat(CinchFile.read(write(bytes), integrity)).isNotNull();
    }
  }

  @Test
  void missingAdditionalAndDoubledMembersAreNamed() throws IOException {
    SequencedMap<String, byte[]> members = SmallFile.members();
    members.remove("weights/b");
    members.put("weights/c", new byte[3]);
    assertThat(failure(Archive.bytes(members)))
        .contains("weights/b: is missing")
        .contains("weights/c: is not in the manifest");
    members = SmallFile.members();
    members.put("weights/x", SmallFile.content(members, "weights/b"));
    String doubled = text(Archive.bytes(members));
    byte[] twice = doubled.replace("weights/x", "weights/b").getBytes(StandardCharsets.ISO_8859_1);
    assertThat(failure(twice)).contains("weights/b: is there twice");
    members = SmallFile.members();
    members.remove("graph.onnxtxt");
    assertThat(failure(Archive.bytes(members))).contains("graph.onnxtxt: is missing");
  }

  @Test
  void aWeightThatNoConstantUsesIsRefused() throws IOException {
    SequencedMap<String, byte[]> members = SmallFile.members();
    members.remove("manifest.json");
    members.put("weights/more", SmallFile.content(members, "weights/b"));
    SequencedMap<String, byte[]> all = new LinkedHashMap<>();
    all.put("manifest.json", Manifest.of(SmallFile.PROVENANCE, members).json());
    all.putAll(members);
    assertThat(failure(Archive.bytes(all))).contains("weights/more: belongs to no constant");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"cinch\" : 1 | \"cinch\" : 2 | format version 2, and this build reads up to 1",
        "\"cinch\" : 1 | \"cinch\" : 1e99 | does not say which version",
        "\"cinch\" : 1 | \"sink\" : 1 | does not say which version",
        "\"tool\" | \"cinch\" | is not JSON",
        "\"tool\" | \"fool\" | \"fool\" has no meaning",
        "-7 | true | \"recipe.seed\" is not a 64-bit integer",
        "-7 | 99999999999999999999 | \"recipe.seed\" is not a 64-bit integer",
        "4000 | -4 | \"source.initializer_bytes\" is not a count",
        "\"mnist\" | [] | \"data.name\" is not a string",
      })
  void aManifestThatIsNotAsWrittenIsRefused(String text, String other, String message)
      throws IOException {
    assertThat(failure(SmallFile.replacing("manifest.json", text, other)))
        .contains("manifest.json")
        .contains(message);
  }

  @Test
  void deeplyNestedTextIsRefused() throws IOException {
    String nested = "[".repeat(100_000);
    assertThat(failure(SmallFile.replacing("manifest.json", "\"mnist\"", nested)))
        .contains("is not JSON");
  }

  @Test
  void compressedMembersAreRefusedUnread() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("manifest.json"));
      for (int k = 0; k < 1000; k++) {
        zip.write(new byte[100_000]);
      }
    }
    assertThat(failure(bytes.toByteArray())).contains("is compressed");
  }

  @Test
  void encryptedMembersAreRefused() {
    byte[] bytes = SmallFile.bytes();
    int directory = text(bytes).indexOf("PK\1\2");
    bytes[directory + 8] |= 1;
    assertThat(failure(bytes)).contains("encrypted");
  }

  @Test
  void changesAreReportedAndReadAllTheSameWhereAsked() throws IOException {
    byte[] changed = SmallFile.replacing("graph.onnxtxt", "small", "large");
    assertThat(failure(changed)).contains("graph.onnxtxt: is not what was written");
    byte[] flipped = SmallFile.bytes();
    String text = text(flipped);
    flipped[text.indexOf("\"mnist\"") + 1] = 'M';
    flipped[text.indexOf("small") + 1] = 'M';
    switch (CinchFile.read(write(flipped), Integrity.REPORT)) {
      case Result.Failed<CinchFile.Contents>(var diagnostics) ->
          throw new AssertionError(diagnostics);
      case Result.Ok<CinchFile.Contents>(var contents, var warnings) -> {
        assertThat(contents.graph().name()).isEqualTo("sMall");
        assertThat(contents.manifest().provenance().data()).isEqualTo("Mnist");
        assertThat(warnings).hasSize(2).allMatch(w -> w.code().equals("cinch.changed"));
        assertThat(String.valueOf(warnings)).contains("graph.onnxtxt").contains("manifest.json");
      }
    }
  }

  @Test
  void whatCannotBeDecodedIsAnErrorEvenWhereChangesAreReported() throws IOException {
    SequencedMap<String, byte[]> members = SmallFile.members();
    SmallFile.content(members, "weights/b")[0] = 0x70;
    SmallFile.content(members, "weights/%2E.%2Fw%201")[1] = -1;
    assertThat(failure(Archive.bytes(members), Integrity.REPORT))
        .extracting(Diagnostic::code)
        .contains("weight.version", "weight.malformed");
  }

  @Test
  void otherFilesAreRefusedByName() {
    assertThat(failure(new byte[0])).contains("m.cinch: is not a .cinch file");
    assertThat(failure("hello".getBytes(StandardCharsets.UTF_8))).contains("is not a .cinch file");
    assertThat(CinchFile.read(folder)).isInstanceOf(Result.Failed.class);
    assertThat(CinchFile.read(folder.resolve("none"))).isInstanceOf(Result.Failed.class);
  }
}
