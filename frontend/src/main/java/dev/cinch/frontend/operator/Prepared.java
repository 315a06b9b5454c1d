// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.operator;

import dev.cinch.ir.Value;
import dev.cinch.ir.op.Op;
import dev.cinch.ir.tensor.Tensor;
import java.util.List;
import java.util.Optional;

/** Operands in another arrangement than the model stores them in. */
final class Prepared {

  private Prepared() {}

  /**
   * An operand after some moves. Numbers that are known are moved once, here, and stay constants.
   */
  static Value operand(Call call, int index, List<Op> moves) {
    Optional<Tensor> known = call.constant(index);
    if (known.isPresent()) {
      Tensor tensor = known.get();
      for (Op move : moves) {
        tensor = move.eval(List.of(tensor), move.infer(List.of(tensor.type())));
      }
      String name =
          call.operand(index) instanceof Stored stored ? stored.name() : call.name() + "_weights";
      return call.constant(name, tensor);
    }
    Value value = call.in(index);
    for (Op move : moves) {
      value = call.step("weights", move, value);
    }
    return value;
  }
}
