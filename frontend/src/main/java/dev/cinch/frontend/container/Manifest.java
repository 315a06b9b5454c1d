// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.container;

import dev.cinch.ir.Result;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What {@code manifest.json} of a {@code .cinch} file says.
 *
 * @param provenance where the model comes from
 * @param members length and SHA-256 of every other member by its name
 */
public record Manifest(Provenance provenance, SortedMap<String, Digest> members) {

  /** The newest version of the format that this build reads. */
  public static final int VERSION = 1;

  public Manifest {
    members = Collections.unmodifiableSortedMap(new TreeMap<>(members));
  }

  static Manifest of(Provenance provenance, Map<String, byte[]> contents) {
    SortedMap<String, Digest> members = new TreeMap<>();
    contents.forEach((name, content) -> members.put(name, Digest.ofMember(content)));
    return new Manifest(provenance, members);
  }

  /** SHA-256 in hexadecimal. */
  public static String digest(byte[] bytes) {
    return Digest.of(bytes);
  }

  byte[] json() {
    return ManifestJson.write(this);
  }

  static Result<Manifest> read(String file, byte[] json) {
    return ManifestJson.read(file, json);
  }
}
