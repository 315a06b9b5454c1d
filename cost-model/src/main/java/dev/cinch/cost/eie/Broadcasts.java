// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cost.eie;

import dev.cinch.cost.work.Axis;
import dev.cinch.cost.work.LayerShape;
import java.util.BitSet;
import java.util.function.IntConsumer;

/** Which columns a layer's activations broadcast, product after product. */
final class Broadcasts {

  private Broadcasts() {}

  /** A product for each vector of a batch: column c where activation c is not zero. */
  static void dense(LayerShape shape, BitSet pattern, IntConsumer column) {
    int width = shape.channels();
    for (int vector = 0; vector < shape.batch(); vector++) {
      int start = vector * width;
      int end = start + width;
      for (int i = pattern.nextSetBit(start); i >= 0 && i < end; i = pattern.nextSetBit(i + 1)) {
        column.accept(i - start);
      }
    }
  }

  /**
   * A product for each place of the result: the columns of its patch, tap after tap, all channels
   * of a tap together. Padding is never broadcast.
   */
  static void convolution(LayerShape shape, BitSet pattern, IntConsumer column) {
    Axis rows = shape.rows();
    Axis columns = shape.columns();
    for (int image = 0; image < shape.batch(); image++) {
      for (int row = 0; row < rows.out(); row++) {
        for (int place = 0; place < columns.out(); place++) {
          patch(shape, pattern, image, row, place, column);
        }
      }
    }
  }

  private static void patch(
      LayerShape shape, BitSet pattern, int image, int row, int place, IntConsumer column) {
    Axis rows = shape.rows();
    Axis columns = shape.columns();
    int channels = shape.channels() * shape.groups();
    for (int r = 0; r < rows.kernel(); r++) {
      int y = rows.position(row, r);
      if (y < 0 || y >= rows.extent()) {
        continue;
      }
      for (int s = 0; s < columns.kernel(); s++) {
        int x = columns.position(place, s);
        if (x < 0 || x >= columns.extent()) {
          continue;
        }
        int tap = r * columns.kernel() + s;
        for (int c = 0; c < channels; c++) {
          if (pattern.get(((image * channels + c) * rows.extent() + y) * columns.extent() + x)) {
            column.accept(tap * channels + c);
          }
        }
      }
    }
  }
}
