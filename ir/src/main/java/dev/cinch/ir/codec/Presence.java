// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.codec;

import static dev.cinch.ir.codec.Logistic.MEAN;
import static dev.cinch.ir.codec.Logistic.VARIANCE;

import dev.cinch.ir.weight.Positions;

/**
 * Codes which positions of a tensor are kept, as one decision for each. Outputs and inputs of which
 * nothing is kept come first and are left out then; where there is one input, a large grid, its
 * weights take the place of inputs. The logit of a decision is a sum of what is known of the whole,
 * the output, the input, the grid of both, the output at this place of its grids, and of neighbours
 * in the grid that are kept.
 */
final class Presence {

  /** How many choices there are of how much outputs differ, and inputs. */
  static final int SPREADS = 4;

  /** What is right for a large tensor. */
  static final int USUAL_SPREAD = 1;

  private static final int SPREAD_BITS = 2;
  private static final int[] SPREAD = {2 * VARIANCE, VARIANCE / 2, VARIANCE / 8, VARIANCE / 32};

  /** One grid of so many weights and more is an image: each of its places counts as an input. */
  private static final int IMAGE = 64;

  /** Tensors of more outputs or inputs are not coded so. */
  private static final long MOST_LINES = 1L << 20;

  private final View view;
  private final int outputs;
  private final int inputs;
  private final int grid;
  private final int width;
  private final long[] words;
  private final Lines ofOutputs;
  private final Lines ofInputs;
  private final int share;
  private final boolean byOutput;
  private final boolean byInput;
  private final boolean byGrid;
  private final boolean byNeighbour;
  private final Logistic logistic = new Logistic();
  private final int whole;
  private final int gridOf;
  private final int place;
  private final int near;
  private final int far;

  private Presence(View view, long[] words) {
    this.view = view;
    this.words = words;
    this.outputs = Math.toIntExact(view.outputs());
    this.inputs = Math.toIntExact(view.inputs());
    this.grid = Math.toIntExact(view.grid());
    this.width = Math.toIntExact(view.width());
    this.ofOutputs = new Lines(logistic, outputs);
    this.share = Math.toIntExact(share(view));
    this.ofInputs = new Lines(logistic, Math.toIntExact(view.taps() / share));
    this.byOutput = outputs > 1 && view.taps() > 1;
    this.byInput = view.taps() > share && (outputs > 1 || share > 1);
    this.byGrid = outputs > 1 && inputs > 1 && grid > 1 && !view.isLong();
    this.byNeighbour = grid > 1 && !view.isLong();
    this.whole = logistic.family(1, -MEAN, 4 * VARIANCE);
    this.gridOf = logistic.family(byGrid ? outputs * inputs : 0, 0, VARIANCE / 8);
    this.place = logistic.family(byGrid ? outputs * grid : 0, 0, VARIANCE / 4);
    this.near = logistic.family(byNeighbour ? 2 : 0, MEAN / 2, VARIANCE / 4);
    this.far = logistic.family(byNeighbour ? 4 : 0, 0, VARIANCE / 8);
  }

  /** Whether a tensor is one that this can code. */
  static boolean codes(View view) {
    return view.size() > 0
        && view.outputs() <= MOST_LINES
        && view.taps() / share(view) <= MOST_LINES;
  }

  /** How many weights of an output count as one input. */
  private static long share(View view) {
    return view.inputs() > 1 || view.grid() < IMAGE ? view.grid() : 1;
  }

  /**
   * Writes the positions of a tensor.
   *
   * @param spread how much outputs differ in what is kept of them, and inputs: below {@link
   *     #SPREADS}
   */
  static void write(Decisions coder, View view, int spread, Positions positions) throws Malformed {
    Presence presence = new Presence(view, positions.toWords());
    long row = view.swapped() ? view.outputs() : view.taps();
    for (long p = positions.next(0); p >= 0; p = positions.next(p + 1)) {
      long output = view.swapped() ? p % row : p / row;
      long tap = view.swapped() ? p / row : p % row;
      presence.ofOutputs.keep(output);
      presence.ofInputs.keep(tap / presence.share);
    }
    presence.code(coder, spread);
  }

  /** Reads the positions of a tensor. */
  static Positions read(Decisions coder, View view) throws Malformed {
    if (!codes(view)) {
      throw new Malformed("decisions for " + view.outputs() + " x " + view.inputs() + " grids");
    }
    Presence presence = new Presence(view, new long[(int) ((view.size() + 63) >>> 6)]);
    presence.code(coder, 0);
    return Positions.ofWords(view.size(), presence.words);
  }

  private boolean isKept(long index) {
    return (words[(int) (index >>> 6)] >>> index & 1) != 0;
  }

  private void code(Decisions coder, int given) throws Malformed {
    int spread = byOutput || byInput ? SPREAD[(int) coder.plain(given, SPREAD_BITS)] : 0;
    lines(coder, ofOutputs, byOutput, outputs, spread);
    lines(coder, ofInputs, byInput, inputs > 1 ? inputs : width, spread);
    int[] keptOutputs = ofOutputs.kept();
    int[] keptInputs = ofInputs.kept();
    if (view.swapped()) {
      for (int i : keptInputs) {
        for (int k = 0; k < share; k++) {
          for (int o : keptOutputs) {
            place(coder, ((long) i * share + k) * outputs + o, o, i, k);
          }
        }
      }
    } else {
      for (int o : keptOutputs) {
        for (int i : keptInputs) {
          for (int k = 0; k < share; k++) {
            place(coder, o * view.taps() + (long) i * share + k, o, i, k);
          }
        }
      }
    }
  }

  private static void lines(Decisions coder, Lines lines, boolean told, int width, int spread)
      throws Malformed {
    if (told) {
      lines.code(coder, width, spread);
    } else {
      lines.keepAll();
    }
  }

  private void place(Decisions coder, long index, int o, int i, int k) throws Malformed {
    logistic.on(whole);
    if (byOutput) {
      logistic.on(ofOutputs.coefficient(o));
    }
    if (byInput) {
      logistic.on(ofInputs.coefficient(i));
    }
    if (byGrid) {
      logistic.on(gridOf + o * inputs + i).on(place + o * grid + k);
    }
    if (byNeighbour) {
      neighbours(index, share > 1 ? k : i);
    }
    if (logistic.decide(coder, isKept(index) ? 1 : 0) == 1) {
      words[(int) (index >>> 6)] |= 1L << index;
    }
  }

  private void neighbours(long index, int k) {
    long step = view.step();
    long row = width * step;
    int x = k % width;
    if (x > 0) {
      on(near, index - step);
    }
    if (x > 1) {
      on(far + 2, index - 2 * step);
    }
    if (k >= width) {
      on(near + 1, index - row);
      if (x > 0) {
        on(far, index - row - step);
      }
      if (x < width - 1) {
        on(far + 1, index - row + step);
      }
      if (k >= 2 * width) {
        on(far + 3, index - 2 * row);
      }
    }
  }

  private void on(int coefficient, long index) {
    if (isKept(index)) {
      logistic.on(coefficient);
    }
  }
}
