// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.learn;

/** Something with a state that can be kept in a file and taken up again, to the last bit. */
public interface Resumable {

  /**
   * Passes everything that changes with the steps to a state, always in the same order: when the
   * state is being written it reads the arrays, when it is being read it fills them.
   */
  void state(State state);
}
