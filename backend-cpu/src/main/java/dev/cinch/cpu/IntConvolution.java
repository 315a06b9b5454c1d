// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu;

import dev.cinch.cpu.kernel.IntTile;
import dev.cinch.cpu.kernel.Shifts;
import dev.cinch.ir.op.Conv;
import dev.cinch.ir.tensor.Shape;

/**
 * Convolution in 32-bit integers: each filter walks its kept weights over shifted views of the
 * input.
 */
final class IntConvolution implements Step {

  private final Shifts shifts;
  private final int[] x;
  private final int[] y;
  private final int[] bias;
  private final int[] weights;
  private final int[] rows;
  private final int[] starts;
  private final int images;
  private final int groups;
  private final int channels;
  private final int[] copy;
  private final int[] sums;

  /**
   * A convolution.
   *
   * @param conv how the kernel slides
   * @param in extents of the input
   * @param out extents of the result
   * @param x the input
   * @param weights filters times terms, raw
   * @param bias one number for each filter
   * @param y the result
   */
  IntConvolution(Conv conv, Shape in, Shape out, int[] x, long[] weights, int[] bias, int[] y) {
    int length = in.rank() == 2 ? 1 : Math.toIntExact(in.dim(-1));
    this.shifts = new Shifts(conv.window(), in, out, length);
    this.x = x;
    this.y = y;
    this.bias = bias;
    this.images = Math.toIntExact(out.dim(0));
    this.groups = Math.toIntExact(conv.groups());
    this.channels = Math.toIntExact(in.dim(1)) / groups;
    int[] offsets = shifts.offsets(channels);
    int kept = 0;
    for (long weight : weights) {
      kept += weight == 0 ? 0 : 1;
    }
    this.weights = new int[kept];
    this.rows = new int[kept];
    this.starts = new int[bias.length + 1];
    int at = 0;
    for (int filter = 0; filter < bias.length; filter++) {
      starts[filter] = at;
      for (int k = 0; k < offsets.length; k++) {
        long weight = weights[filter * offsets.length + k];
        if (weight != 0) {
          this.weights[at] = (int) weight;
          rows[at++] = offsets[k];
        }
      }
    }
    starts[bias.length] = at;
    // A group at a time is copied, to where tiles may read beyond it.
    this.copy = new int[Math.addExact(channels * shifts.plane(), IntTile.LONG_WIDTH)];
    this.sums = new int[Math.ceilDiv(shifts.places(), IntTile.WIDTH) * IntTile.WIDTH];
  }

  @Override
  public void run(Team team) {
    int perGroup = bias.length / groups;
    int place = shifts.rows() * shifts.length();
    for (int group = 0; group < images * groups; group++) {
      for (int channel = 0; channel < channels; channel++) {
        shifts.copy(x, group * channels + channel, copy, channel * shifts.plane());
      }
      for (int filter = 0; filter < perGroup; filter++) {
        int to = (group * perGroup + filter) * shifts.slices() * place;
        for (int slice = 0; slice < shifts.slices(); slice++) {
          filter(group % groups * perGroup + filter, shifts.base(slice), to + slice * place);
        }
      }
    }
  }

  private void filter(int filter, int base, int to) {
    int first = starts[filter];
    int last = starts[filter + 1];
    int at = 0;
    for (; at + IntTile.LONG_WIDTH <= sums.length; at += IntTile.LONG_WIDTH) {
      IntTile.wide(bias[filter], weights, rows, first, last, copy, base + at, sums, at);
    }
    if (at + IntTile.MIDDLE_WIDTH <= sums.length) {
      IntTile.middle(bias[filter], weights, rows, first, last, copy, base + at, sums, at);
      at += IntTile.MIDDLE_WIDTH;
    }
    for (; at < sums.length; at += IntTile.WIDTH) {
      IntTile.narrow(bias[filter], weights, rows, first, last, copy, base + at, sums, at);
    }
    int length = shifts.length();
    for (int row = 0; row < shifts.rows(); row++) {
      System.arraycopy(sums, row * shifts.pitch(), y, to + row * length, length);
    }
  }
}
