// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.learn;

import dev.cinch.ir.Graph;
import dev.cinch.ir.Node;
import dev.cinch.ir.Result;
import dev.cinch.ir.op.Constant;
import dev.cinch.ir.text.Constants;
import dev.cinch.ir.text.GraphPrinter;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.Function;

/** Keeps what is costly to collect, by everything that decides it. */
public interface Statistics {

  /** Collects anew each time. */
  Statistics NONE =
      new Statistics() {
        @Override
        public <T extends Resumable> Result<T> get(
            String key, T empty, Function<T, Result<T>> collect) {
          return collect.apply(empty);
        }
      };

  /**
   * Numbers that were collected before, or that are collected now.
   *
   * @param key model, data, settings, and what else decides the numbers
   * @param empty is filled with what was kept
   * @param collect fills it otherwise
   */
  <T extends Resumable> Result<T> get(String key, T empty, Function<T, Result<T>> collect);

  /** SHA-256, in hexadecimal, of a graph with all its numbers. */
  static String digest(Graph graph) {
    MessageDigest sha;
    try {
      sha = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
    sha.update(GraphPrinter.print(graph, Constants.REFERENCE).getBytes(StandardCharsets.UTF_8));
    for (Node node : graph.constants()) {
      if (node.op() instanceof Constant(var weight)) {
        sha.update((node.name() + node.type()).getBytes(StandardCharsets.UTF_8));
        sha.update(weight.decode().segment().asByteBuffer());
      }
    }
    return HexFormat.of().formatHex(sha.digest());
  }
}
