// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.encode;

import dev.cinch.ir.weight.Codebook;
import dev.cinch.ir.weight.Dense;
import dev.cinch.ir.weight.Sparse;
import dev.cinch.ir.weight.Values;
import dev.cinch.ir.weight.Weight;

/**
 * The form in which a constant is stored.
 *
 * @param name name of the constant
 * @param form {@code dense}, {@code codebook}, {@code sparse} or {@code sparse codebook}
 * @param bits width of a code, or of a number where there are no codes
 * @param numbers how many numbers the constant has
 * @param kept how many of them are stored
 */
public record EncodedConstant(String name, String form, int bits, long numbers, long kept) {

  static EncodedConstant of(String name, Weight weight) {
    String form =
        switch (weight) {
          case Dense _ -> "dense";
          case Codebook _ -> "codebook";
          case Sparse sparse -> sparse.values() instanceof Codebook ? "sparse codebook" : "sparse";
        };
    Values values =
        switch (weight) {
          case Values all -> all;
          case Sparse sparse -> sparse.values();
        };
    int bits =
        switch (values) {
          case Dense dense -> dense.type().number().width();
          case Codebook book -> book.bits();
        };
    long numbers = weight.type().shape().size();
    return new EncodedConstant(name, form, bits, numbers, weight.kept());
  }
}
