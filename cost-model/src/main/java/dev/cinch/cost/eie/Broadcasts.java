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
    for (int image = 0; image < shape.batch(); image++) {
      for (int plane = 0; plane < shape.planes().out(); plane++) {
        for (int row = 0; row < shape.rows().out(); row++) {
          for (int place = 0; place < shape.columns().out(); place++) {
            patch(shape, pattern, image, new int[] {plane, row, place}, column);
          }
        }
      }
    }
  }

  private static void patch(
      LayerShape shape, BitSet pattern, int image, int[] place, IntConsumer column) {
    Axis planes = shape.planes();
    Axis rows = shape.rows();
    Axis columns = shape.columns();
    int channels = shape.channels() * shape.groups();
    int tap = -1;
    for (int t = 0; t < planes.kernel(); t++) {
      for (int r = 0; r < rows.kernel(); r++) {
        for (int s = 0; s < columns.kernel(); s++) {
          tap++;
          int z = planes.position(place[0], t);
          int y = rows.position(place[1], r);
          int x = columns.position(place[2], s);
          if (isReal(planes, z) && isReal(rows, y) && isReal(columns, x)) {
            int step = planes.extent() * rows.extent() * columns.extent();
            int at = image * channels * step + (z * rows.extent() + y) * columns.extent() + x;
            for (int c = 0; c < channels; c++, at += step) {
              if (pattern.get(at)) {
                column.accept(tap * channels + c);
              }
            }
          }
        }
      }
    }
  }

  private static boolean isReal(Axis axis, int at) {
    return at >= 0 && at < axis.extent();
  }
}
