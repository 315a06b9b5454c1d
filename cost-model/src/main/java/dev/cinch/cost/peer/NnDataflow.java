// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cost.peer;

import dev.cinch.cost.work.LayerShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Energy and cycles as nn_dataflow counts them for a row-stationary array (Gao et al., ASPLOS 2017;
 * the tool reproduces figure 10 of Eyeriss, ISCA 2016), and the best schedule of its own space:
 * exact divisors, all three operands in the buffer, one file of registers.
 *
 * <p>Three loops turn: passes over channels, over filters, and over images and strips of rows. Each
 * is cut for the buffer and for the registers. A load is counted once for each time that the index
 * of one of its two loops changes. The buffer is charged for what it gives to the array and takes
 * from it, not for being filled. Sums and rows are taken as kept in registers while a third loop
 * turns, though room is only asked for one sum and a window: real registers would have to hold a
 * row. So these energies are for comparison only.
 */
public final class NnDataflow {

  private static final int LOOPS = 3;
  private static final int CHANNELS = 0;
  private static final int FILTERS = 1;
  private static final int IMAGES = 2;

  private static final int SUM = 2;

  /** The two loops of each operand, and the loop that is not its own. */
  private static final int[][] OWN = {{CHANNELS, FILTERS}, {CHANNELS, IMAGES}, {FILTERS, IMAGES}};

  private static final int[] FOREIGN = {IMAGES, FILTERS, CHANNELS};

  private static final int MAC = 1;
  private static final int REGISTER = 1;
  private static final int ARRAY = 2;
  private static final int BUFFER = 6;
  private static final int DRAM = 200;

  /**
   * An array.
   *
   * @param height rows of elements
   * @param width columns of elements
   * @param bufferWords words of the buffer
   * @param registerWords words of an element's registers, for all operands
   */
  public record Array(int height, int width, long bufferWords, long registerWords) {}

  /**
   * What a schedule costs, in MACs of energy.
   *
   * @param mac of arithmetic
   * @param register of register files
   * @param array of wires between elements
   * @param buffer of the buffer
   * @param dram of memory off the chip
   * @param cycles of all groups
   * @param plan how loops are cut, for people
   */
  public record Costs(
      double mac,
      double register,
      double array,
      double buffer,
      double dram,
      long cycles,
      String plan) {
    /** All of it. */
    public double total() {
      return mac + register + array + buffer + dram;
    }
  }

  /**
   * How a set of elements lies on the array.
   *
   * @param folds a set is higher than the array so many times
   * @param strips rows of results are cut so many times
   * @param r sets with different channels
   * @param t sets with different filters
   */
  private record Fold(int folds, int strips, int r, int t) {}

  private final LayerShape layer;
  private final Array array;
  private final int taps;
  private final int width;

  private NnDataflow(LayerShape layer, Array array) {
    this.layer = layer;
    this.array = array;
    this.taps = layer.rows().kernel();
    this.width = layer.columns().kernel() + (layer.columns().out() - 1) * layer.columns().stride();
  }

  /**
   * The schedule of least energy, of those with equal energy the fastest; empty when none fits.
   *
   * @param layer with padded inputs; a convolution along two axes without dilation
   */
  public static Optional<Costs> best(LayerShape layer, Array array) {
    return new NnDataflow(layer, array).best();
  }

  private Optional<Costs> best() {
    Optional<Costs> best = Optional.empty();
    for (Fold fold : folds()) {
      Optional<Costs> one = new Search(fold).run();
      if (one.isPresent() && (best.isEmpty() || isBetter(one.get(), best.get()))) {
        best = one;
      }
    }
    return best;
  }

  private static boolean isBetter(Costs one, Costs other) {
    return one.total() < other.total()
        || (one.total() == other.total() && one.cycles() < other.cycles());
  }

  /**
   * Sets are folded, strips stand above each other first, and the rest is for copies. As the tool
   * does, a way to share copies out is passed over when an earlier one has fewer passes.
   */
  private List<Fold> folds() {
    int rows = layer.rows().out();
    int folds = Math.ceilDiv(taps, array.height());
    int high = Math.max(1, array.height() / taps);
    int strips = Math.ceilDiv(rows, array.width());
    int wide = Math.max(1, array.width() / rows);
    int above = Math.min(high, strips);
    strips = Math.ceilDiv(strips, above);
    high /= above;
    List<Fold> all = new ArrayList<>();
    long fewest = Long.MAX_VALUE;
    for (int x = 1; x <= high; x++) {
      if (high % x == 0) {
        int r = Math.min(x, layer.channels());
        int t = Math.min(high / x * wide, layer.filters());
        long passes = (long) Math.ceilDiv(layer.channels(), r) * Math.ceilDiv(layer.filters(), t);
        if (passes <= fewest) {
          fewest = passes;
          all.add(new Fold(folds, strips, r, t));
        }
      }
    }
    return all;
  }

  /** A loop cut in three: over buffer tiles, over passes, within the registers. */
  private record Cut(int outer, int inner, int kept) {
    static List<Cut> all(int trips) {
      List<Cut> cuts = new ArrayList<>();
      for (int outer = 1; outer <= trips; outer++) {
        for (int inner = 1; trips % outer == 0 && inner <= trips / outer; inner++) {
          if (trips / outer % inner == 0) {
            cuts.add(new Cut(outer, inner, trips / outer / inner));
          }
        }
      }
      return cuts;
    }
  }

  /** All schedules of one way to lie on the array. */
  private final class Search {
    private final Fold fold;
    private final int[] trips;

    /** Words that are moved when each is moved once, by operand. */
    private final double[] dramOnce;

    private final double[] bufferOnce;
    private final double[] arrayOnce;

    /** Words of one pass, by operand. */
    private final long[] bufferUnit;

    private final long[] registerUnit;

    private double least = Double.POSITIVE_INFINITY;
    private String plan = "";
    private final double[] energies = new double[3];

    Search(Fold fold) {
      this.fold = fold;
      int rows = layer.rows().out();
      int columns = layer.columns().out();
      int kernel = layer.columns().kernel();
      int stride = layer.rows().stride();
      long filters = layer.filters();
      long channels = layer.channels();
      long images = layer.batch();
      int high = Math.ceilDiv(rows, fold.strips);
      double set = (double) Math.ceilDiv(taps, fold.folds) * high * fold.folds;
      trips =
          new int[] {
            Math.ceilDiv(layer.channels(), fold.r),
            Math.ceilDiv(layer.filters(), fold.t),
            layer.batch() * fold.strips
          };
      double inputRows = (double) fold.strips * taps + (double) (rows - fold.strips) * stride;
      dramOnce =
          new double[] {
            (double) taps * kernel * channels * filters,
            inputRows * width * channels * images,
            (double) rows * columns * filters * images
          };
      bufferOnce = new double[] {dramOnce[0], fold.folds * dramOnce[1], fold.folds * dramOnce[2]};
      arrayOnce =
          new double[] {
            kernel * set * channels * filters,
            width * set * fold.strips * channels * images * fold.t,
            columns * set * fold.strips * filters * images * fold.r
          };
      bufferUnit =
          new long[] {
            (long) taps * kernel * fold.r * fold.t,
            (long) (taps + (high - 1) * stride) * width * fold.r,
            (long) high * columns * fold.t
          };
      registerUnit = new long[] {kernel, kernel, 1};
    }

    Optional<Costs> run() {
      List<Cut> channels = Cut.all(trips[CHANNELS]);
      List<Cut> filters = Cut.all(trips[FILTERS]);
      List<Cut> images = Cut.all(trips[IMAGES]);
      for (Cut c : channels) {
        for (Cut f : filters) {
          for (Cut i : images) {
            Cut[] cuts = {c, f, i};
            if (fits(cuts)) {
              orders(cuts);
            }
          }
        }
      }
      if (Double.isInfinite(least)) {
        return Optional.empty();
      }
      double macs = layer.macs();
      int groups = layer.groups();
      long cycles =
          (long) groups
              * fold.folds
              * layer.columns().kernel()
              * layer.columns().out()
              * trips[CHANNELS]
              * trips[FILTERS]
              * trips[IMAGES];
      return Optional.of(
          new Costs(
              MAC * macs,
              4 * REGISTER * macs,
              groups * energies[0],
              groups * energies[1],
              groups * energies[2],
              cycles,
              plan));
    }

    private boolean fits(Cut[] cuts) {
      long buffered = 0;
      long registered = 0;
      for (int x = 0; x < LOOPS; x++) {
        Cut one = cuts[OWN[x][0]];
        Cut other = cuts[OWN[x][1]];
        long kept = (long) one.kept * other.kept;
        registered += registerUnit[x] * kept;
        buffered += bufferUnit[x] * kept * one.inner * other.inner;
      }
      return registered <= array.registerWords() && buffered <= array.bufferWords();
    }

    /** Of an order only the innermost loop of each level matters. */
    private void orders(Cut[] cuts) {
      for (int outer = 0; outer < LOOPS; outer++) {
        for (int inner = 0; inner < LOOPS; inner++) {
          cost(cuts, outer, inner);
        }
      }
    }

    private void cost(Cut[] cuts, int outer, int inner) {
      double onArray = 0;
      double inBuffer = 0;
      double inDram = 0;
      for (int x = 0; x < LOOPS; x++) {
        Cut one = cuts[OWN[x][0]];
        Cut other = cuts[OWN[x][1]];
        Cut foreign = cuts[FOREIGN[x]];
        boolean turnsOuter = one.outer > 1 || other.outer > 1;
        boolean turnsInner = one.inner > 1 || other.inner > 1;
        double loads = turnsOuter && outer != FOREIGN[x] ? foreign.outer : 1;
        double reads =
            turnsInner ? (double) foreign.outer * (inner == FOREIGN[x] ? 1 : foreign.inner) : loads;
        // A sum is written each time, and read each time but the first.
        inDram += dramOnce[x] * (x == SUM ? 2 * loads - 1 : loads);
        inBuffer += bufferOnce[x] * (x == SUM ? 2 * reads - 1 : reads);
        onArray += arrayOnce[x] * (x == SUM ? 2 * reads - 1 : reads);
      }
      double energy = ARRAY * onArray + BUFFER * inBuffer + DRAM * inDram;
      if (energy < least) {
        least = energy;
        energies[0] = ARRAY * onArray;
        energies[1] = BUFFER * inBuffer;
        energies[2] = DRAM * inDram;
        plan =
            "r=%d t=%d, %d strips; channels %s, filters %s, images %s; innermost %s and %s"
                .formatted(
                    fold.r,
                    fold.t,
                    fold.strips,
                    text(cuts[CHANNELS]),
                    text(cuts[FILTERS]),
                    text(cuts[IMAGES]),
                    name(outer),
                    name(inner));
      }
    }

    private static String text(Cut cut) {
      return cut.outer + " x " + cut.inner + " x " + cut.kept;
    }

    private static String name(int loop) {
      return List.of("channels", "filters", "images").get(loop);
    }
  }
}
