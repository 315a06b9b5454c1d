// SPDX-License-Identifier: Apache-2.0
package dev.cinch.target.design;

import dev.cinch.ir.Value;
import dev.cinch.ir.number.Fixed;
import dev.cinch.ir.op.Window;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.target.eie.PackedColumns;
import java.util.Optional;

/**
 * A sparse matrix times activations: a dense layer, or a convolution whose window forms the patch
 * of each output place. The columns of the matrix are in streaming order: the stream's beats for a
 * dense layer; kernel row, kernel column, channel for a convolution.
 *
 * @param name the layer's name
 * @param in activations
 * @param out results
 * @param sum the graph's value of the bare sums
 * @param result the graph's value that leaves the stage
 * @param window for convolutions
 * @param columns the weights
 * @param bias raw integers of the accumulator's fraction, one for each row
 * @param accumulator signed, proven to hold every partial sum
 * @param relu whether negative sums become 0
 * @param requantized whether sums are cast to the out stream's format, to nearest with ties up and
 *     saturating; else they leave as they are
 */
public record Engine(
    String name,
    Stream in,
    Stream out,
    Value sum,
    Value result,
    Optional<Window> window,
    PackedColumns columns,
    Tensor bias,
    Fixed accumulator,
    boolean relu,
    boolean requantized)
    implements Stage {

  /** Cycles in which the loops of an element fill and drain for each vector. */
  private static final int PIPELINE_FILL = 12;

  /** How many patches are multiplied for one input: the places of the result. */
  public int places() {
    return out.plane().places();
  }

  /** Fraction bits that the cast drops; negative where it adds some. */
  public int shift() {
    return requantized ? accumulator.fraction() - out.number().fraction() : 0;
  }

  /**
   * Clock cycles for one input when no activation is zero, at most. Three processes are at work at
   * once: the broadcaster sends a column a cycle and an end, an element takes a cycle for each of
   * its entries and for each of its rows, and all rows leave one a cycle.
   */
  @Override
  public long fullCycles() {
    long broadcast = columns.matrix().columns() + 1L;
    long element = (long) columns.depth() + columns.rowsPerElement() + PIPELINE_FILL;
    long rows = (long) columns.elements() * columns.rowsPerElement();
    return places() * Math.max(broadcast, Math.max(element, rows));
  }
}
