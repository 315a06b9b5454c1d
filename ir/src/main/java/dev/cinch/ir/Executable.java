// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir;

import dev.cinch.ir.tensor.Tensor;
import java.util.List;

/** A graph made ready to run. Runs may be repeated; one thread at a time. */
public interface Executable extends AutoCloseable {

  /** Sees values as they are computed, for calibration and for comparing intermediates. */
  interface Observer {
    /**
     * Called once for each node whose value exists, in topological order.
     *
     * @param node the node
     * @param value its result
     */
    void see(Node node, Tensor value);
  }

  /**
   * Runs the graph.
   *
   * @param inputs one tensor for each input of the graph, in its order and of its type
   * @param observer is shown the result of each node; engines that fuse nodes run unfused for it
   * @return one tensor for each output of the graph
   * @throws IllegalArgumentException when an input has another type
   */
  List<Tensor> run(List<Tensor> inputs, Observer observer);

  /** Runs the graph without an observer. */
  List<Tensor> run(List<Tensor> inputs);

  @Override
  void close();
}
