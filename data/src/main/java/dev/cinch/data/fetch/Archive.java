// SPDX-License-Identifier: Apache-2.0
package dev.cinch.data.fetch;

import dev.cinch.data.fetch.Published.Member;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * A compressed tar. Only the members that are asked for are written, under the names that were
 * asked for, and none that has another size.
 */
final class Archive {

  private final Path file;

  Archive(Path file) {
    this.file = file;
  }

  /** Writes the members into a folder. */
  void extract(List<Member> members, Path folder) throws IOException {
    List<Member> missing = new ArrayList<>(members);
    try (TarArchiveInputStream tar = open()) {
      for (TarArchiveEntry entry = tar.getNextEntry();
          entry != null && !missing.isEmpty();
          entry = tar.getNextEntry()) {
        String path = entry.getName();
        for (Member member : List.copyOf(missing)) {
          if (entry.getLinkFlag() == TarConstants.LF_NORMAL && member.path().equals(path)) {
            write(tar, entry.getSize(), member, folder);
            missing.remove(member);
          }
        }
      }
    }
    if (!missing.isEmpty()) {
      throw new FetchException("the archive holds no " + missing.getFirst().path(), "");
    }
  }

  private TarArchiveInputStream open() throws IOException {
    InputStream in = new BufferedInputStream(Files.newInputStream(file));
    try {
      return new TarArchiveInputStream(new GZIPInputStream(in));
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }

  private static void write(TarArchiveInputStream tar, long size, Member member, Path folder)
      throws IOException {
    if (size != member.bytes()) {
      throw new FetchException(
          "%s of the archive has %d bytes instead of %d"
              .formatted(member.path(), size, member.bytes()),
          "");
    }
    try (OutputStream out = Files.newOutputStream(folder.resolve(member.name()))) {
      if (tar.transferTo(out) != size) {
        throw new FetchException("the archive ends inside " + member.path(), "");
      }
    }
  }
}
