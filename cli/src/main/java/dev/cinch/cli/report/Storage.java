// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cli.report;

import dev.cinch.cli.console.Json;
import dev.cinch.cli.console.Table;
import dev.cinch.frontend.container.Sizes;
import dev.cinch.ir.Graph;
import dev.cinch.ir.Node;
import dev.cinch.ir.codec.StreamParts;
import dev.cinch.ir.op.Constant;
import dev.cinch.ir.weight.Weight;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * How the weights of a {@code .cinch} file are coded, what their bits are for, and what the file
 * takes beside them.
 *
 * @param weights in the order of the graph
 * @param sizes what the file takes
 */
public record Storage(List<Stored> weights, Sizes sizes) {

  /**
   * A weight in the file.
   *
   * @param name of the constant
   * @param weight what it is
   * @param parts what the bits of its stream are for
   */
  public record Stored(String name, Weight weight, StreamParts parts) {}

  public Storage {
    weights = List.copyOf(weights);
  }

  /** The constants of a graph as they lie in its file. */
  public static Storage of(Graph graph, Sizes sizes) {
    List<Stored> weights = new ArrayList<>();
    for (Node node : graph.constants()) {
      StreamParts parts = sizes.streams().get(node.name());
      if (node.op() instanceof Constant(var weight) && parts != null) {
        weights.add(new Stored(node.name(), weight, parts));
      }
    }
    return new Storage(weights, sizes);
  }

  /** A table of the weights, and a line on the rest of the file. */
  String text() {
    Table table =
        new Table(
            "weight",
            "form",
            "index by",
            "values by",
            "kept",
            "bytes",
            "bits each",
            "bits kept",
            "index",
            "values",
            "codebook",
            "header",
            "padding");
    for (Stored stored : weights) {
      table.row(cells(stored));
    }
    table.row(
        cells(
            List.of("total", "", "", ""),
            total(stored -> stored.weight().type().shape().size()),
            total(stored -> stored.weight().kept()),
            sum()));
    return table
        + "bytes of the file: weights %s, manifest %s, graph %s, zip %s, together %s%n"
            .formatted(
                Numbers.count(sizes.weightBytes()),
                Numbers.count(sizes.manifest()),
                Numbers.count(sizes.graph()),
                Numbers.count(sizes.archive()),
                Numbers.count(sizes.file()));
  }

  private static String[] cells(Stored stored) {
    StreamParts parts = stored.parts();
    List<String> words =
        List.of(stored.name(), Form.of(stored.weight()), parts.index(), parts.values());
    return cells(words, stored.weight().type().shape().size(), stored.weight().kept(), parts);
  }

  private static String[] cells(List<String> words, long numbers, long kept, StreamParts parts) {
    List<String> cells = new ArrayList<>(words);
    cells.add(Numbers.count(kept));
    cells.add(Numbers.count(parts.bytes()));
    cells.add(each(parts, numbers));
    cells.add(each(parts, kept));
    cells.add(Numbers.count(parts.indexBits()));
    cells.add(Numbers.count(parts.valueBits()));
    cells.add(Numbers.count(parts.codebookBits()));
    cells.add(Numbers.count(parts.headerBits()));
    cells.add(Numbers.count(parts.paddingBits()));
    return cells.toArray(String[]::new);
  }

  private static String each(StreamParts parts, long count) {
    return count == 0 ? "-" : String.format(Locale.ROOT, "%.3f", bitsEach(parts, count));
  }

  private static double bitsEach(StreamParts parts, long count) {
    return 8.0 * parts.bytes() / count;
  }

  private long total(ToLongFunction<Stored> of) {
    return weights.stream().mapToLong(of).sum();
  }

  private StreamParts sum() {
    return new StreamParts(
        0,
        "",
        "",
        total(stored -> stored.parts().headerBits()),
        total(stored -> stored.parts().indexBits()),
        total(stored -> stored.parts().codebookBits()),
        total(stored -> stored.parts().valueBits()),
        total(stored -> stored.parts().paddingBits()));
  }

  /** Adds {@code weights} and {@code file} to a report. */
  void addTo(ObjectNode json) {
    ArrayNode array = json.putArray("weights");
    for (Stored stored : weights) {
      array.add(json(stored));
    }
    json.putObject("file")
        .put("bytes", sizes.file())
        .put("weights", sizes.weightBytes())
        .put("manifest", sizes.manifest())
        .put("graph", sizes.graph())
        .put("zip", sizes.archive());
  }

  private static ObjectNode json(Stored stored) {
    Weight weight = stored.weight();
    StreamParts parts = stored.parts();
    long numbers = weight.type().shape().size();
    ObjectNode json =
        Json.object()
            .put("name", stored.name())
            .put("format", weight.type().number().toString())
            .put("form", Form.of(weight))
            .put("version", parts.version())
            .put("index_coder", parts.index())
            .put("value_coder", parts.values())
            .put("numbers", numbers)
            .put("kept", weight.kept())
            .put("bytes", parts.bytes())
            .put("bits_each", numbers == 0 ? 0 : bitsEach(parts, numbers))
            .put("bits_kept", weight.kept() == 0 ? 0 : bitsEach(parts, weight.kept()));
    json.putObject("bits")
        .put("index", parts.indexBits())
        .put("values", parts.valueBits())
        .put("codebook", parts.codebookBits())
        .put("header", parts.headerBits())
        .put("padding", parts.paddingBits());
    return json;
  }
}
