// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cli.report;

import dev.cinch.ir.weight.Codebook;
import dev.cinch.ir.weight.Dense;
import dev.cinch.ir.weight.Sparse;
import dev.cinch.ir.weight.Weight;

/** The form of a weight in words. */
final class Form {
  private Form() {}

  static String of(Weight weight) {
    return switch (weight) {
      case Dense _ -> "dense";
      case Codebook book -> "codebook of " + book.table().size();
      case Sparse(var _, var _, var values) -> "sparse " + of(values);
    };
  }
}
