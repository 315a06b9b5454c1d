// SPDX-License-Identifier: Apache-2.0
package dev.cinch.data.fetch;

import dev.cinch.data.fetch.Published.Member;
import java.util.List;

/**
 * A file to download.
 *
 * @param name its name, also the last part of its address
 * @param bytes its size
 * @param sha256 its digest, in lower-case hexadecimal
 * @param members what is taken out of it when it is a compressed tar; empty when it is kept as it
 *     is
 */
record PublishedFile(String name, long bytes, String sha256, List<Member> members) {

  PublishedFile {
    members = List.copyOf(members);
  }

  static PublishedFile kept(String name, long bytes, String sha256) {
    return new PublishedFile(name, bytes, sha256, List.of());
  }

  boolean isArchive() {
    return !members.isEmpty();
  }

  /** The files that are there in the end. */
  List<String> contents() {
    return isArchive() ? members.stream().map(Member::name).toList() : List.of(name);
  }
}
