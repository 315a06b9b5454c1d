// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.codec;

import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.weight.Codebook;
import dev.cinch.ir.weight.Dense;
import dev.cinch.ir.weight.Positions;
import dev.cinch.ir.weight.Sparse;
import dev.cinch.ir.weight.Values;
import dev.cinch.ir.weight.Weight;
import org.jspecify.annotations.Nullable;

/**
 * What is to be written of a weight.
 *
 * @param header form and type
 * @param positions where values are kept; null where all are
 * @param table the shared values; null where none are
 * @param values codes into the table, or numbers
 */
record Content(
    Header header, @Nullable Positions positions, @Nullable Tensor table, Tensor values) {

  static Content of(Weight weight) {
    Positions positions = weight instanceof Sparse sparse ? sparse.positions() : null;
    Values kept =
        switch (weight) {
          case Values all -> all;
          case Sparse sparse -> sparse.values();
        };
    boolean sparse = positions != null;
    return switch (kept) {
      case Dense(var numbers) ->
          new Content(new Header(sparse, weight.type(), 0, 0), positions, null, numbers);
      case Codebook(var _, var bits, var table, var codes) ->
          new Content(
              new Header(sparse, weight.type(), bits, table.size()), positions, table, codes);
    };
  }

  /** How many values there are. */
  long count() {
    return values.size();
  }

  /**
   * Whether a model may code the values. Most of them must not be zero: many zeros belong to a
   * sparse form, whose {@link Presence} sees where they are.
   */
  boolean suitsModel() {
    long zeros = 0;
    for (long k = 0; k < count(); k++) {
      zeros += Numbers.bits(values, k) == 0 ? 1 : 0;
    }
    return zeros < count() - zeros;
  }

  /** Codes the values by a model. */
  void code(Decisions coder, ValueCode code, View view) throws Malformed {
    ValueModel model = code.model(Grids.of(view, positions), count());
    for (long k = 0; k < count(); k++) {
      model.next(coder, Numbers.bits(values, k));
    }
  }
}
