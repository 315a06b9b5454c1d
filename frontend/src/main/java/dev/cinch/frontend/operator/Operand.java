// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.operator;

import dev.cinch.ir.Value;

/** What a name of the model stands for. */
sealed interface Operand permits Operand.Computed, Operand.Unknown, Stored {

  /** A value of the graph. */
  record Computed(Value value) implements Operand {}

  /** The result of something that could not be imported, which has been reported. */
  record Unknown() implements Operand {}
}
