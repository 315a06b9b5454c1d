// SPDX-License-Identifier: Apache-2.0
package dev.cinch.data.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** The file {@code SHA256SUMS} of a folder, in the form that {@code sha256sum -c} reads. */
final class Digests {

  /** Its name. */
  static final String NAME = "SHA256SUMS";

  private static final int HEX = 64;
  private static final long LONGEST = 1 << 16;

  private Digests() {}

  /** Writes the digests of files that lie in a folder. */
  static void write(Path folder, List<String> names) throws IOException {
    StringBuilder text = new StringBuilder();
    for (String name : names) {
      text.append(of(folder.resolve(name))).append("  ").append(name).append('\n');
    }
    Files.writeString(folder.resolve(NAME), text);
  }

  /** Which of the files are missing, or are not what was written. */
  static List<String> damaged(Path folder, List<String> names) throws IOException {
    Map<String, String> written = read(folder.resolve(NAME));
    List<String> damaged = new ArrayList<>();
    for (String name : names) {
      Path file = folder.resolve(name);
      if (!Files.isRegularFile(file) || !of(file).equals(written.get(name))) {
        damaged.add(name);
      }
    }
    return damaged;
  }

  private static Map<String, String> read(Path file) throws IOException {
    Map<String, String> digests = new HashMap<>();
    try {
      if (Files.size(file) > LONGEST) {
        return digests;
      }
      for (String line : Files.readAllLines(file)) {
        if (line.length() > HEX + 2) {
          digests.put(line.substring(HEX + 2), line.substring(0, HEX));
        }
      }
    } catch (NoSuchFileException | CharacterCodingException _) {
      // Without digests every file counts as damaged.
    }
    return digests;
  }

  private static String of(Path file) throws IOException {
    MessageDigest digest = sha256();
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
