// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.operator;

import java.util.Map;

/**
 * An operator that can be read.
 *
 * @param domain its operator set; empty for ONNX's own
 * @param name its name there
 * @param since the first version of the operator set in which it is read
 * @param reader gives its meaning
 */
record OnnxOp(String domain, String name, long since, Reader reader) {

  /** Turns one node into operators of the graph. */
  interface Reader {
    /**
     * Reads a node: first every attribute it knows, then its operands.
     *
     * @return what the node's first result stands for
     * @throws Refusal when the node cannot be imported
     */
    Operand read(Call call);
  }

  /** Domain and name, as nodes state them. */
  Map.Entry<String, String> key() {
    return Map.entry(domain, name);
  }
}
