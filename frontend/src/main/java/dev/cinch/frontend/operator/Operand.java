// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.operator;

import dev.cinch.ir.Value;
import java.util.List;
import java.util.Optional;

/** What a name of the model stands for. */
sealed interface Operand
    permits Operand.Computed,
        Operand.Unknown,
        Operand.Several,
        Operand.Sequence,
        Operand.Maybe,
        Stored {

  /** A value of the graph. */
  record Computed(Value value) implements Operand {}

  /** The result of something that could not be imported, which has been reported. */
  record Unknown() implements Operand {}

  /**
   * The results of a node that has several, in order; no name stands for it.
   *
   * @param results as many as the operator can have, or as the node names
   */
  record Several(List<Operand> results) implements Operand {
    public Several {
      results = List.copyOf(results);
    }

    static Several of(Operand... results) {
      return new Several(List.of(results));
    }
  }

  /**
   * A sequence of tensors, whose length is known on import.
   *
   * @param elements the tensors
   */
  record Sequence(List<Operand> elements) implements Operand {
    public Sequence {
      elements = List.copyOf(elements);
    }
  }

  /**
   * An optional; whether it is empty is known on import.
   *
   * @param element what it holds
   */
  record Maybe(Optional<Operand> element) implements Operand {}
}
