// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.prune;

import dev.cinch.ir.op.Contraction;
import dev.cinch.ir.op.Conv;
import dev.cinch.ir.op.MatMul;
import dev.cinch.ir.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Which numbers of a weight are kept or lost together. */
public enum Granularity {
  /** Each by itself. */
  ELEMENT,
  /** The window of one input and one output channel of a convolution; of a matrix one number. */
  KERNEL,
  /** All that reads one input. */
  ROW,
  /** All that makes one output. */
  FILTER,
  /** Squares of four by four: inputs and outputs of a matrix, channels of a convolution. */
  BLOCK;

  private static final int SIDE = 4;

  /** Its name in recipes. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** All names. */
  public static List<String> names() {
    return Arrays.stream(values()).map(Granularity::text).toList();
  }

  /**
   * The group of each number, from 0; empty where each is its own.
   *
   * @param layer what the weight belongs to
   * @param shape of a weight: [out, in, window] of a convolution, [.., in, out] of a matrix
   */
  public int[] groups(Contraction layer, Shape shape) {
    int outAxis =
        switch (layer) {
          case Conv _ -> 0;
          case MatMul _ -> shape.rank() - 1;
        };
    int inAxis =
        switch (layer) {
          case Conv _ -> 1;
          case MatMul _ -> shape.rank() - 2;
        };
    if (this == ELEMENT || shape.rank() < 2 || (this == KERNEL && layer instanceof MatMul)) {
      return new int[0];
    }
    int size = Math.toIntExact(shape.size());
    int outs = (int) shape.dim(outAxis);
    int ins = (int) shape.dim(inAxis);
    int outStride = (int) shape.size(outAxis + 1, shape.rank());
    int inStride = (int) shape.size(inAxis + 1, shape.rank());
    int blocks = Math.ceilDiv(ins, SIDE);
    int[] groups = new int[size];
    for (int i = 0; i < size; i++) {
      int out = i / outStride % outs;
      int in = i / inStride % ins;
      groups[i] =
          switch (this) {
            case ELEMENT -> i;
            case KERNEL -> out * ins + in;
            case ROW -> in;
            case FILTER -> out;
            case BLOCK -> out / SIDE * blocks + in / SIDE;
          };
    }
    return groups;
  }
}
