// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.codec;

import dev.cinch.ir.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * How a model sees a tensor: every output has a grid of weights for each input, as a convolution
 * has. A matrix has grids of one weight, unless it multiplies flattened images: then its rows or
 * columns are cut into grids, so that neighbours in the image are neighbours here.
 *
 * @param outputs how many outputs
 * @param inputs how many inputs
 * @param height rows of a grid
 * @param width columns of a grid
 * @param swapped whether the outputs of one weight follow each other, as in a matrix of a row for
 *     each input; else the weights of one output do
 */
record View(long outputs, long inputs, long height, long width, boolean swapped) {

  /** Tensors of more elements are long: models see less of them, so that they are fast. */
  static final long LONG = 1L << 22;

  private static final int LARGEST_GRID = 32;

  /** A tensor as it lies: the first axis are outputs, the second inputs, the others the grid. */
  static View of(Shape shape) {
    int rank = shape.rank();
    return switch (rank) {
      case 0, 1 -> new View(1, shape.size(), 1, 1, false);
      case 2 -> new View(shape.dim(0), shape.dim(1), 1, 1, false);
      default ->
          new View(shape.dim(0), shape.dim(1), shape.size(2, rank - 1), shape.dim(rank - 1), false);
    };
  }

  private static View of(Shape matrix, boolean swapped, long height, long width) {
    long outputs = matrix.dim(swapped ? 1 : 0);
    long inputs = matrix.dim(swapped ? 0 : 1) / (height * width);
    return new View(outputs, inputs, height, width, swapped);
  }

  /** The views that are worth a try: of a matrix both ways, each with every square grid. */
  static List<View> candidates(Shape shape) {
    List<View> views = new ArrayList<>(List.of(of(shape)));
    if (shape.rank() == 2) {
      views.add(of(shape, true, 1, 1));
      for (boolean swapped : new boolean[] {false, true}) {
        long cut = shape.dim(swapped ? 0 : 1);
        for (long side = 2; side <= LARGEST_GRID; side++) {
          if (cut % (side * side) == 0) {
            views.add(of(shape, swapped, side, side));
          }
        }
      }
    }
    return views;
  }

  /** Writes which view of a shape this is. */
  void write(BitSink out, Shape shape) {
    if (shape.rank() == 2) {
      out.put(swapped ? 1 : 0, 1);
      out.put(grid() > 1 ? 1 : 0, 1);
      if (grid() > 1) {
        out.putSmall(height - 1);
        out.putSmall(width - 1);
      }
    }
  }

  /** Reads a view of a shape. */
  static View read(BitSource in, Shape shape) throws Malformed {
    if (shape.rank() != 2) {
      return of(shape);
    }
    boolean swapped = in.take(1) == 1;
    boolean cut = in.take(1) == 1;
    long height = cut ? in.takeSmall() + 1 : 1;
    long width = cut ? in.takeSmall() + 1 : 1;
    long axis = shape.dim(swapped ? 0 : 1);
    if (height > axis || width > axis || axis % height != 0 || axis / height % width != 0) {
      throw new Malformed("grids of " + height + " x " + width + " on an axis of " + axis);
    }
    return of(shape, swapped, height, width);
  }

  /** Weights of a grid. */
  long grid() {
    return height * width;
  }

  /** Weights of an output: inputs times grid. */
  long taps() {
    return inputs * grid();
  }

  /** All weights. */
  long size() {
    return outputs * taps();
  }

  /** Whether models see less of it. */
  boolean isLong() {
    return size() > LONG;
  }

  /** How far apart neighbours in a row of the grid lie. */
  long step() {
    return swapped ? outputs : 1;
  }
}
