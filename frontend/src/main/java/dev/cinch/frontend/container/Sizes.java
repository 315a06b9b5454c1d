// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.container;

import dev.cinch.ir.codec.StreamParts;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a {@code .cinch} file takes, in bytes that were written.
 *
 * @param file the whole file
 * @param manifest its manifest
 * @param graph the graph's text
 * @param streams the parts of the stream of each constant, by the constant's name
 */
public record Sizes(long file, long manifest, long graph, SortedMap<String, StreamParts> streams) {

  public Sizes {
    streams = Collections.unmodifiableSortedMap(new TreeMap<>(streams));
  }

  /** The stream of a constant; 0 where there is none. */
  public long weight(String name) {
    StreamParts parts = streams.get(name);
    return parts == null ? 0 : parts.bytes();
  }

  /** What holds the members together: the zip around them. */
  public long archive() {
    return file - manifest - graph - weightBytes();
  }

  /** All streams together: every number that decoding uses. */
  public long weightBytes() {
    return streams.values().stream().mapToLong(StreamParts::bytes).sum();
  }
}
