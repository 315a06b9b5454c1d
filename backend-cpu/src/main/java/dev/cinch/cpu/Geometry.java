// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu;

import dev.cinch.cpu.kernel.Unfold;
import dev.cinch.ir.op.Conv;
import dev.cinch.ir.tensor.Shape;

/**
 * The extents of a convolution, and its way through them: images, groups, and blocks of rows whose
 * unfolded input stays in the cache.
 */
final class Geometry {

  private static final int CACHED = 1 << 16;
  private static final int LEAST_PLACES = 256;
  private static final long MOST_UNFOLDED = 1L << 26;
  private static final long MOST_RUNS = 1L << 24;

  /** Work on a block of rows of the result's plane. */
  interface Block {
    /**
     * Called for each image, group and block.
     *
     * @param image index of the image
     * @param group index of the group
     * @param from first row
     * @param until row after the last
     */
    void compute(int image, int group, int from, int until);
  }

  final Unfold unfold;
  final int images;
  final int groups;
  final int filters;
  final int channels;
  final int terms;
  final int blockRows;

  /**
   * For a convolution that {@link #fits}.
   *
   * @param conv the convolution
   * @param x extents of the input
   * @param y extents of the result
   */
  Geometry(Conv conv, Shape x, Shape y) {
    this.unfold = new Unfold(conv.window(), x, y);
    this.images = Math.toIntExact(y.dim(0));
    this.groups = Math.toIntExact(conv.groups());
    this.filters = Math.toIntExact(y.dim(1)) / groups;
    this.channels = Math.toIntExact(x.dim(1)) / groups;
    this.terms = channels * unfold.taps();
    int places = Math.max(LEAST_PLACES, CACHED / Math.max(1, terms));
    this.blockRows =
        Math.clamp(places / Math.max(1, unfold.length()), 1, Math.max(1, unfold.rows()));
  }

  /** Whether unfolding the input takes a sensible amount of memory. */
  static boolean fits(Conv conv, Shape x, Shape y) {
    double terms = (double) conv.window().taps() * x.dim(1) / conv.groups();
    double places = Math.max(LEAST_PLACES, y.rank() > 2 ? y.dim(-1) : 1);
    double runs = (double) conv.window().taps() * y.size(2, y.rank());
    return terms * places <= MOST_UNFOLDED && runs <= MOST_RUNS;
  }

  /** Goes through all blocks, in order. */
  void blocks(Block block) {
    for (int image = 0; image < images; image++) {
      for (int group = 0; group < groups; group++) {
        for (int row = 0; row < unfold.rows(); row += blockRows) {
          block.compute(image, group, row, Math.min(row + blockRows, unfold.rows()));
        }
      }
    }
  }

  /** Most places of a block. */
  int blockPlaces() {
    return blockRows * unfold.length();
  }

  /** Index in the input of a group's first plane. */
  int input(int image, int group) {
    return (image * groups + group) * channels * unfold.plane();
  }

  /** Index in the result of a filter's row. */
  int output(int image, int filter, int row) {
    return ((image * groups * filters + filter) * unfold.rows() + row) * unfold.length();
  }
}
