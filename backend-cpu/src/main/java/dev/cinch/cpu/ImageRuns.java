// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu;

import dev.cinch.ir.Graph;
import dev.cinch.ir.Node;
import dev.cinch.ir.op.Source;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Runs of nodes that are computed some images at a time. Within a run, no buffer may be used again:
 * what one image has read another has yet to read.
 */
final class ImageRuns {

  /** Nodes of a run by their ids, constants between them included. */
  private record Run(int first, int last) {}

  private final List<Run> runs = new ArrayList<>();
  private final int[] ends;

  /**
   * Finds the runs of a graph.
   *
   * @param graph the graph
   * @param isByImage whether a node is computed image by image, for several images
   * @param lastFused the last node that is computed with one
   */
  ImageRuns(Graph graph, Predicate<Node> isByImage, Function<Node, Node> lastFused) {
    this.ends = new int[graph.nodes().size()];
    Arrays.setAll(ends, id -> id);
    int first = -1;
    int last = -1;
    long images = 0;
    for (Node node : graph.nodes()) {
      int id = node.out().id();
      boolean within = first >= 0 && id <= last;
      if (node.op() instanceof Source || within) {
        continue;
      }
      boolean byImage = isByImage.test(node);
      if (first >= 0 && !(byImage && node.type().shape().dim(0) == images)) {
        close(first, last);
        first = -1;
      }
      if (byImage) {
        first = first < 0 ? id : first;
        last = lastFused.apply(node).out().id();
        images = node.type().shape().dim(0);
      }
    }
    if (first >= 0) {
      close(first, last);
    }
  }

  private void close(int first, int last) {
    runs.add(new Run(first, last));
    Arrays.fill(ends, first, last + 1, last);
  }

  /** The last node of the run of a node; the node's own where it is in none. */
  int end(int id) {
    return ends[id];
  }

  /** Puts the steps of each run together, where all turned out to be such. */
  void join(@Nullable Step[] steps, int workers) {
    for (Run run : runs) {
      List<Step> all =
          Arrays.stream(steps, run.first(), run.last() + 1).filter(Objects::nonNull).toList();
      List<ImageStep> byImage =
          all.stream().filter(ImageStep.class::isInstance).map(ImageStep.class::cast).toList();
      if (byImage.size() == all.size() && all.size() > 1) {
        Arrays.fill(steps, run.first(), run.last() + 1, null);
        steps[run.last()] = new ImageBlocks(byImage, workers);
      }
    }
  }
}
