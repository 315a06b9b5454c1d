// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.container;

import dev.cinch.ir.Diagnostic;
import dev.cinch.ir.Origin;
import dev.cinch.ir.Result;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** A zip of stored members: the same members give the same bytes. */
final class Archive {

  private static final int MAX_MEMBERS = 1 << 16;
  private static final LocalDateTime EPOCH = LocalDateTime.of(1980, 1, 1, 0, 0);

  private Archive() {}

  static byte[] bytes(SequencedMap<String, byte[]> members) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> member : members.entrySet()) {
        CRC32 crc = new CRC32();
        crc.update(member.getValue());
        ZipEntry entry = new ZipEntry(member.getKey());
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(member.getValue().length);
        entry.setCompressedSize(member.getValue().length);
        entry.setCrc(crc.getValue());
        entry.setTimeLocal(EPOCH);
        zip.putNextEntry(entry);
        zip.write(member.getValue());
        zip.closeEntry();
      }
    }
    return bytes.toByteArray();
  }

  /** The members of a file: stored, each once, and with the check sum that the zip says. */
  static Result<SequencedMap<String, byte[]>> read(Path path) {
    String file = String.valueOf(path.getFileName());
    List<Diagnostic> problems = new ArrayList<>();
    SequencedMap<String, byte[]> members = new LinkedHashMap<>();
    try (ZipFile zip = new ZipFile(path.toFile())) {
      if (zip.size() > MAX_MEMBERS) {
        return new Result.Failed<>(List.of(problem(file, "", "has " + zip.size() + " members")));
      }
      long room = Files.size(path);
      for (ZipEntry entry : zip.stream().map(ZipEntry.class::cast).toList()) {
        String name = entry.getName();
        if (members.containsKey(name)) {
          problems.add(problem(file, name, "is there twice"));
        } else if (entry.getMethod() != ZipEntry.STORED || entry.getSize() > room) {
          problems.add(problem(file, name, "is not stored as Cinch stores members"));
        } else {
          room -= entry.getSize();
          members.put(name, member(zip, entry, file, problems));
        }
      }
    } catch (IOException | RuntimeException e) {
      // The zip reader throws unchecked exceptions for names and extra fields that are damaged.
      problems.add(problem(file, "", "is no .cinch file, or a damaged one: " + e.getMessage()));
    }
    return problems.isEmpty() ? Result.ok(members) : new Result.Failed<>(problems);
  }

  private static byte[] member(ZipFile zip, ZipEntry entry, String file, List<Diagnostic> problems)
      throws IOException {
    byte[] bytes;
    try (InputStream in = zip.getInputStream(entry)) {
      bytes = in.readNBytes(Math.toIntExact(entry.getSize()));
    }
    CRC32 crc = new CRC32();
    crc.update(bytes);
    if (bytes.length != entry.getSize() || crc.getValue() != entry.getCrc()) {
      problems.add(problem(file, entry.getName(), "is damaged: its check sum differs"));
    }
    return bytes;
  }

  static Diagnostic problem(String file, String member, String text) {
    return Diagnostic.error(
        "cinch.file", Origin.of(file, member), text, "compress the model again");
  }
}
