// SPDX-License-Identifier: Apache-2.0
package dev.cinch.target.design;

import dev.cinch.ir.Value;

/** One step of a dataflow accelerator: reads a stream, writes a stream. */
public sealed interface Stage permits Engine, MaxPooling, Rectify, Requantize {

  /** The layer's name in the model. */
  String name();

  /** What it reads. */
  Stream in();

  /** What it writes. */
  Stream out();

  /** The graph's value whose numbers leave the stage. */
  Value result();

  /** Clock cycles for one input when no activation is zero, by counting beats and entries. */
  long fullCycles();
}
