// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu;

import dev.cinch.ir.op.Op;
import dev.cinch.ir.tensor.Tensor;
import java.util.List;

/** The computation of one node, bound to the buffers of its operands and its result. */
interface Step {

  /**
   * Computes the result.
   *
   * @param team who computes it
   */
  void run(Team team);

  /** The operator's own evaluation: for what has no kernel, and what must be the interpreter's. */
  static Step evaluate(Op op, List<Slot> in, Slot out) {
    return _ -> {
      List<Tensor> operands = in.stream().map(Slot::tensor).toList();
      out.buffer().load(op.eval(operands, out.type()));
    };
  }
}
