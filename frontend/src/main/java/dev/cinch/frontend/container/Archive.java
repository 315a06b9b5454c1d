// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.container;

import dev.cinch.ir.Diagnostic;
import dev.cinch.ir.Origin;
import dev.cinch.ir.Result;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * A zip of stored members: the same members give the same bytes. What is read is never more than
 * the file itself, since nothing in it is compressed and no two members share bytes.
 *
 * @param length bytes of the whole zip
 * @param members content by name, in the order of the zip's directory
 * @param damaged those whose content is not what the zip's own check sum says
 * @param canonical whether these members, written again, give this very zip
 */
record Archive(
    long length,
    SequencedMap<String, byte[]> members,
    SortedSet<String> damaged,
    boolean canonical) {

  private static final int MAX_MEMBERS = 1 << 16;
  private static final long MAX_BYTES = Integer.MAX_VALUE - 64L;
  private static final int MEMBER_OVERHEAD = 128;

  /** The first month would need a field that depends on the time zone. */
  private static final LocalDateTime TIME = LocalDateTime.of(1980, 2, 1, 0, 0);

  /**
   * The bytes of a zip.
   *
   * @throws IOException when they are more than an array holds
   */
  static byte[] bytes(SequencedMap<String, byte[]> members) throws IOException {
    long size = MEMBER_OVERHEAD;
    for (Map.Entry<String, byte[]> member : members.entrySet()) {
      size += MEMBER_OVERHEAD + 2L * member.getKey().length() + member.getValue().length;
    }
    if (size > MAX_BYTES || members.size() > MAX_MEMBERS) {
      throw new IOException(members.size() + " members of " + size + " bytes are too much");
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream((int) size);
    write(members, bytes);
    return bytes.toByteArray();
  }

  private static void write(SequencedMap<String, byte[]> members, OutputStream out)
      throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, byte[]> member : members.entrySet()) {
        byte[] content = member.getValue();
        ZipEntry entry = new ZipEntry(member.getKey());
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCompressedSize(content.length);
        entry.setCrc(checkSum(content));
        entry.setTimeLocal(TIME);
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
      }
    }
  }

  /** Reads a file whose members are stored, each once; their check sums may differ. */
  static Result<Archive> read(Path path) {
    String file = String.valueOf(path.getFileName());
    List<Diagnostic> problems = new ArrayList<>();
    SequencedMap<String, byte[]> members = new LinkedHashMap<>();
    SortedSet<String> damaged = new TreeSet<>();
    long length;
    boolean canonical;
    try {
      length = Files.size(path);
      if (length > MAX_BYTES) {
        return Result.failed(problem(file, "", "has " + length + " bytes, more than 2 GiB"));
      }
      try (ZipFile zip = new ZipFile(path.toFile())) {
        if (zip.size() > MAX_MEMBERS) {
          return Result.failed(problem(file, "", "has " + zip.size() + " members"));
        }
        long room = length;
        for (ZipEntry entry : zip.stream().map(ZipEntry.class::cast).toList()) {
          String name = entry.getName();
          long size = entry.getSize();
          if (members.containsKey(name)) {
            problems.add(problem(file, name, "is there twice"));
          } else if (entry.getMethod() != ZipEntry.STORED || size != entry.getCompressedSize()) {
            problems.add(
                problem(file, name, "is compressed, but Cinch stores members as they are"));
          } else if (size > room) {
            problems.add(problem(file, name, "is larger than the file"));
          } else {
            room -= size;
            byte[] content = content(zip, entry);
            if (content.length != size || checkSum(content) != entry.getCrc()) {
              damaged.add(name);
            }
            members.put(name, content);
          }
        }
      }
      canonical = problems.isEmpty() && writtenAgain(members, path);
    } catch (ZipException e) {
      String text = "is not a .cinch file, or it is damaged: " + e.getMessage();
      return Result.failed(problem(file, "", text));
    } catch (IOException e) {
      return Result.failed(problem(file, "", "cannot be read: " + e.getMessage()));
    } catch (IllegalArgumentException e) {
      // The zip reader throws this for names and extra fields that are damaged.
      return Result.failed(problem(file, "", "is damaged: " + e.getMessage()));
    }
    return problems.isEmpty()
        ? Result.ok(new Archive(length, members, damaged, canonical))
        : new Result.Failed<>(problems);
  }

  private static byte[] content(ZipFile zip, ZipEntry entry) throws IOException {
    try (InputStream in = zip.getInputStream(entry)) {
      return in.readNBytes((int) entry.getSize());
    }
  }

  /**
   * A zip has fields that no reader looks at. Comparing every byte is what makes a flipped bit in
   * one of them an error too.
   */
  private static boolean writtenAgain(SequencedMap<String, byte[]> members, Path path)
      throws IOException {
    try (InputStream file = new BufferedInputStream(Files.newInputStream(path));
        Comparison comparison = new Comparison(file)) {
      write(members, comparison);
      return comparison.isSame();
    }
  }

  private static long checkSum(byte[] content) {
    CRC32 crc = new CRC32();
    crc.update(content);
    return crc.getValue();
  }

  static Diagnostic problem(String file, String member, String text) {
    return Diagnostic.error(
        "cinch.file", Origin.of(file, member), text, "compress the model again");
  }
}
