// SPDX-License-Identifier: Apache-2.0
package dev.cinch.data.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cinch.data.fetch.LocalServer.Manner;
import dev.cinch.data.fetch.Published.Member;
import dev.cinch.ir.Diagnostic;
import dev.cinch.ir.Result;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Breaks when anything but the published bytes is accepted, or when a bad server is waited for. */
class FetchTest {
  private static final byte[] IMAGES = bytes(1, 200_000);
  private static final byte[] LABELS = bytes(2, 500);
  private static final Published PAIR =
      new Published(
          "pair", URI.create("http://x/"), List.of(file("a.gz", IMAGES), file("b.gz", LABELS)));

  @TempDir Path folder;
  private LocalServer server;

  @BeforeEach
  void start() throws IOException {
    server = new LocalServer();
    server.put("a.gz", IMAGES);
    server.put("b.gz", LABELS);
  }

  @AfterEach
  void stop() {
    Optional.ofNullable(server).ifPresent(LocalServer::close);
  }

  private static byte[] bytes(int seed, int count) {
    byte[] bytes = new byte[count];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  private static String digest(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private static PublishedFile file(String name, byte[] content) {
    return PublishedFile.kept(name, content.length, digest(content));
  }

  private Result<List<String>> fetch(Published published) throws IOException {
    return new Fetch(published, server.address(), Duration.ofMillis(500)).into(folder, done -> {});
  }

  private String refusal(Published published) throws IOException {
    if (fetch(published) instanceof Result.Failed<List<String>>(var diagnostics)) {
      assertThat(diagnostics).hasSize(1);
      Diagnostic problem = diagnostics.getFirst();
      assertThat(problem.origin().toString()).startsWith(server.address().toString());
      assertThat(folder.resolve(Fetch.MARK)).doesNotExist();
      return problem.text();
    }
    throw new AssertionError("accepted");
  }

  @ParameterizedTest
  @EnumSource(names = {"WELL", "CHUNKED"})
  void thePublishedBytesArriveWithTheirDigests(Manner manner) throws IOException {
    server.behave(manner);
    List<Long> seen = new ArrayList<>();
    Result<List<String>> names = new Fetch(PAIR, server.address()).into(folder, seen::add);
    assertThat(names.orThrow()).containsExactly("a.gz", "b.gz");
    assertThat(folder.resolve("a.gz")).hasBinaryContent(IMAGES);
    assertThat(folder.resolve("b.gz")).hasBinaryContent(LABELS);
    assertThat(folder.resolve("SHA256SUMS"))
        .hasContent(digest(IMAGES) + "  a.gz\n" + digest(LABELS) + "  b.gz");
    assertThat(seen).isSorted().endsWith(PAIR.bytes());
    assertThat(Fetch.damaged(PAIR, folder)).isEmpty();
  }

  @Test
  void whatWasChangedIsNamed() throws IOException {
    fetch(PAIR).orThrow();
    Files.write(folder.resolve("b.gz"), bytes(3, 500));
    assertThat(Fetch.damaged(PAIR, folder)).containsExactly("b.gz");
    Files.delete(folder.resolve("a.gz"));
    assertThat(Fetch.damaged(PAIR, folder)).containsExactly("a.gz", "b.gz");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n\n",
        "short\n",
        "\u0000",
        "no digests here, no digests here, no digests here, no digests"
      })
  void aDamagedListOfDigestsVouchesForNothing(String text) throws IOException {
    fetch(PAIR).orThrow();
    Files.writeString(folder.resolve(Fetch.MARK), text);
    assertThat(Fetch.damaged(PAIR, folder)).containsExactly("a.gz", "b.gz");
    Files.write(folder.resolve(Fetch.MARK), bytes(4, 1 << 17));
    assertThat(Fetch.damaged(PAIR, folder)).containsExactly("a.gz", "b.gz");
    Files.delete(folder.resolve(Fetch.MARK));
    assertThat(Fetch.damaged(PAIR, folder)).containsExactly("a.gz", "b.gz");
  }

  @Test
  void otherBytesAreRefused() throws IOException {
    byte[] other = IMAGES.clone();
    other[77] ^= 1;
    server.put("a.gz", other);
    assertThat(refusal(PAIR)).contains("another SHA-256 digest than the 200000 bytes");
    server.put("a.gz", Arrays.copyOf(IMAGES, 300_000));
    assertThat(refusal(PAIR)).contains("has 300000 bytes instead of the 200000");
    server.behave(Manner.CHUNKED);
    assertThat(refusal(PAIR)).contains("more than the 200000 bytes");
    assertThat(Files.size(folder.resolve("a.gz"))).isLessThanOrEqualTo(200_000);
  }

  @Test
  void whatIsNotThereIsNamed() throws IOException {
    Published three =
        new Published("three", PAIR.from(), List.of(file("a.gz", IMAGES), file("c.gz", LABELS)));
    assertThat(refusal(three)).isEqualTo("the server answers 404");
    server.behave(Manner.MOVED);
    assertThat(refusal(PAIR))
        .isEqualTo("the server answers 301, moved to https://elsewhere.example/");
  }

  @Test
  void aBrokenConnectionIsNoFile() throws IOException {
    server.behave(Manner.HALF);
    assertThat(refusal(PAIR)).isEqualTo("the connection ended after 100000 of 200000 bytes");
    server.behave(Manner.CUT);
    assertThat(refusal(PAIR)).startsWith("the connection");
    server.behave(Manner.SILENT);
    assertThat(refusal(PAIR)).startsWith("the server was silent for");
  }

  @Test
  void aServerThatIsNotThereIsNamed() throws IOException {
    URI gone = server.address();
    server.close();
    Result<List<String>> result = new Fetch(PAIR, gone).into(folder, done -> {});
    assertThat(result).isInstanceOf(Result.Failed.class);
    assertThat(result.toString()).contains("/data/a.gz").containsIgnoringCase("refused");
  }

  private Published archive(List<Member> wanted, byte[] archive) {
    server.put("t.tar.gz", archive);
    PublishedFile file = new PublishedFile("t.tar.gz", archive.length, digest(archive), wanted);
    return new Published("tarred", PAIR.from(), List.of(file));
  }

  private static byte[] tar(String... names) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(bytes))) {
      for (String name : names) {
        byte[] content = name.getBytes(StandardCharsets.UTF_8);
        TarArchiveEntry entry = new TarArchiveEntry(name, true);
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
      }
    }
    return bytes.toByteArray();
  }

  @Test
  void onlyWantedMembersAreUnpacked() throws IOException {
    byte[] tar = tar("d/readme", "../evil", "/evil", "d/one", "d/../d/two", "d/two");
    Published tarred = archive(List.of(new Member("d", "one", 5), new Member("d", "two", 5)), tar);
    assertThat(fetch(tarred).orThrow()).containsExactly("one", "two");
    assertThat(folder.toFile().list()).containsExactlyInAnyOrder("one", "two", "SHA256SUMS");
    assertThat(folder.resolve("one")).hasContent("d/one");
    assertThat(folder.resolve("two")).hasContent("d/two");
    assertThat(Fetch.damaged(tarred, folder)).isEmpty();
    Files.writeString(folder.resolve("two"), "d/tow");
    assertThat(Fetch.damaged(tarred, folder)).containsExactly("two");
  }

  @Test
  void anArchiveWithoutTheMembersIsRefused() throws IOException {
    assertThat(refusal(archive(List.of(new Member("d", "one", 5)), tar("d/other"))))
        .isEqualTo("the archive holds no d/one");
    assertThat(refusal(archive(List.of(new Member("d", "one", 6)), tar("d/one"))))
        .isEqualTo("d/one of the archive has 5 bytes instead of 6");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream link = new TarArchiveOutputStream(new GZIPOutputStream(bytes))) {
      TarArchiveEntry entry = new TarArchiveEntry("d/one", TarConstants.LF_SYMLINK);
      entry.setLinkName("/etc/passwd");
      link.putArchiveEntry(entry);
      link.closeArchiveEntry();
    }
    assertThat(refusal(archive(List.of(new Member("d", "one", 0)), bytes.toByteArray())))
        .isEqualTo("the archive holds no d/one");
  }

  @Test
  void whatIsPublishedIsWellFormed() {
    assertThat(Published.ALL).extracting(Published::name).doesNotHaveDuplicates();
    for (Published published : Published.ALL) {
      assertThat(published.from().getScheme()).isEqualTo("https");
      assertThat(published.contents()).doesNotHaveDuplicates().allMatch(n -> !n.contains("/"));
      assertThat(published.files()).allMatch(file -> file.sha256().matches("[0-9a-f]{64}"));
    }
  }
}
