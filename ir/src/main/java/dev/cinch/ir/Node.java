// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir;

import dev.cinch.ir.op.Op;
import dev.cinch.ir.tensor.TensorType;
import java.util.List;

/**
 * One operation and its one result.
 *
 * @param out the result
 * @param op what is computed
 * @param in the operands, results of earlier nodes
 * @param type type of the result, as {@link Op#infer} gives it
 * @param origin where the node stood in the model
 */
public record Node(Value out, Op op, List<Value> in, TensorType type, Origin origin) {

  public Node {
    in = List.copyOf(in);
  }

  /** The node's name, unique in its graph. */
  public String name() {
    return out.name();
  }
}
