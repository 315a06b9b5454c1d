// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.text;

import dev.cinch.frontend.operator.WeightSource;
import dev.cinch.ir.Graph;
import dev.cinch.ir.Result;
import dev.cinch.ir.op.Constant;
import dev.cinch.ir.text.Constants;
import dev.cinch.ir.text.GraphPrinter;
import java.nio.charset.StandardCharsets;

/** What Jazzer calls with bytes that may be a model as text. */
public final class TextFuzzTarget {

  /** A short text can ask for millions of numbers, which take long to print. */
  private static final long MOST_PRINTED = 10_000;

  private TextFuzzTarget() {}

  /** Reads a text, and what is printed of its graph again; whatever is thrown is a finding. */
  public static void fuzzerTestOneInput(byte[] data) {
    if (read(new String(data, StandardCharsets.UTF_8)) instanceof Result.Ok<Graph>(var graph, _)
        && numbers(graph) <= MOST_PRINTED) {
      String printed = GraphPrinter.print(graph, Constants.INLINE);
      if (!(read(printed) instanceof Result.Ok<Graph>)) {
        throw new IllegalStateException("cannot be read again: " + printed);
      }
    }
  }

  private static long numbers(Graph graph) {
    return graph.nodes().stream()
        .filter(node -> node.op() instanceof Constant)
        .mapToLong(node -> node.type().shape().size())
        .sum();
  }

  /** The graph of a text. */
  static Result<Graph> read(String text) {
    return OnnxTextReader.read(text, "t", WeightSource.NONE);
  }
}
