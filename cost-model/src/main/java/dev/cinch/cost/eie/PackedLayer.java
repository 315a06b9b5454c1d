// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cost.eie;

import dev.cinch.cost.work.LayerShape;
import dev.cinch.cost.work.Work;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import dev.cinch.ir.tensor.TensorWriter;
import dev.cinch.ir.weight.Codebook;
import dev.cinch.ir.weight.Dense;
import dev.cinch.ir.weight.Sparse;
import dev.cinch.ir.weight.Weight;
import dev.cinch.target.EieArray;
import dev.cinch.target.eie.CodeMatrix;
import dev.cinch.target.eie.PackedColumns;

/** Packs a layer's weights for an EIE by where they are not zero. */
final class PackedLayer {

  private static final long ONE = 1;

  private PackedLayer() {}

  /**
   * The packed columns of a layer with weights; a convolution's as {@link Broadcasts} sends them.
   */
  static PackedColumns of(Work.Products products, Weight weight, EieArray array) {
    LayerShape shape = products.shape();
    Weight mask = new Dense(mask(weight.decode()));
    int rows = shape.filters() * shape.groups();
    int taps = Math.toIntExact(shape.taps());
    int columns =
        products.isConvolution() ? shape.channels() * shape.groups() * taps : shape.channels();
    CodeMatrix.Layout layout =
        products.isConvolution()
            ? CodeMatrix.Layout.convolution(rows, shape.channels(), taps, shape.groups())
            : (row, column) -> (long) column * rows + row;
    int elements = (int) array.elements().value();
    CodeMatrix matrix = new CodeMatrix(mask, rows, columns, layout);
    if (array.balancedRows()) {
      int[] order = BalancedRows.order(matrix, elements);
      matrix =
          new CodeMatrix(mask, rows, columns, (row, column) -> layout.index(order[row], column));
    }
    return PackedColumns.pack(matrix, elements, (int) array.gapBits().value());
  }

  private static Tensor mask(Tensor weights) {
    TensorWriter out = Tensor.writer(TensorType.fixed(true, 2, 0, weights.shape().dims()));
    for (long i = 0; i < weights.size(); i++) {
      if (weights.valueAt(i) != 0) {
        out.setRaw(i, ONE);
      }
    }
    return out.finish();
  }

  /** Whether codes of the array's width stand for the weights without loss. */
  static boolean isShared(Weight weight, EieArray array) {
    return switch (weight) {
      case Codebook book -> book.bits() <= array.codeBits().value();
      case Dense _ -> false;
      case Sparse(var _, var _, var values) -> isShared(values, array);
    };
  }
}
