// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.operator;

import java.util.List;

/** The names of all operators that can be read, for tests elsewhere. */
public final class OperatorNames {

  private OperatorNames() {}

  /** Those names, without domains. */
  public static List<String> all() {
    return OnnxOps.ALL.stream().map(OnnxOp::name).distinct().sorted().toList();
  }
}
