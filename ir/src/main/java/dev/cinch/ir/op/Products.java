// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.op;

import dev.cinch.ir.number.Fixed;
import dev.cinch.ir.number.NumberType;
import dev.cinch.ir.tensor.TensorType;
import java.util.List;

/**
 * The number format of a sum of products.
 *
 * @param result exact for fixed point, the operands' own for floats
 */
record Products(NumberType result) {

  /**
   * Checks the operands of a contraction and gives its result's format.
   *
   * @param in x, w and perhaps a bias
   * @param terms products in each sum
   * @param channels length of the bias
   */
  static Products of(List<TensorType> in, long terms, long channels) {
    TensorType x = in.get(0);
    TensorType w = in.get(1);
    Operands.sameKind(x, w);
    if (in.size() == 3) {
      TensorType bias = in.get(2);
      Operands.sameKind(x, bias);
      Operands.require(
          bias.shape().rank() == 1 && bias.shape().dim(0) == channels,
          "a bias of [" + bias.shape() + "] for " + channels + " channels");
    }
    if (x.isFloat()) {
      return new Products(x.number());
    }
    Fixed a = x.fixed();
    Fixed b = w.fixed();
    int fraction = a.fraction() + b.fraction();
    boolean signed = a.signed() || b.signed();
    int width = a.width() + b.width() + Operands.bits(Math.max(0, terms - 1));
    if (in.size() == 3) {
      Fixed bias = in.get(2).fixed();
      Operands.require(
          bias.fraction() == fraction,
          "a bias of fraction " + bias.fraction() + " for products of fraction " + fraction);
      boolean both = signed || bias.signed();
      int products = width + (both && !signed ? 1 : 0);
      width = Math.max(products, bias.width() + (both && !bias.signed() ? 1 : 0)) + 1;
      signed = both;
    }
    return new Products(Operands.exact(signed, width, fraction));
  }
}
