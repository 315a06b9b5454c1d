// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cost.work;

import dev.cinch.ir.Node;
import dev.cinch.target.Figure;
import java.util.BitSet;
import java.util.List;

/** Which activations are not zero. */
public interface Activations {

  /** The places of a value's tensor that are not zero, one set for each sample. */
  List<BitSet> patterns(Node node);

  /**
   * Share of a value's numbers that are not zero, over all samples.
   *
   * @param id identifier of the figure
   */
  Figure density(Node node, String id);

  /** Where the patterns come from, for formulas. */
  String origin();
}
