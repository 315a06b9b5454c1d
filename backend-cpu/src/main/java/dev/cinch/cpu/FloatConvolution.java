// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu;

import dev.cinch.cpu.kernel.Clamp;
import dev.cinch.cpu.kernel.FloatTile;
import dev.cinch.cpu.kernel.Shifts;
import dev.cinch.ir.op.Conv;
import dev.cinch.ir.tensor.Shape;

/**
 * Convolution in single precision: a product of the filters with shifted views of the input.
 * Filters that are sparse walk their kept weights only.
 *
 * <p>Where the result has the pitch of the views, sums go straight there; parts are then runs of
 * places. Else some filters at a time are computed aside and their rows copied.
 */
final class FloatConvolution implements ImageStep {

  /** What a piece is at least, in multiply-accumulates: some microseconds. */
  private static final long PIECE = 1 << 18;

  /** Pieces that a slice is cut into for each worker, where it is large enough. */
  private static final int PIECES = 4;

  /** Bands of rows that the input is copied in for each worker, where places are divided. */
  private static final int BANDS = 2;

  private static final int PANEL = 8;

  private final Shifts shifts;
  private final Filters filters;
  private final FloatTile tile;
  private final Scratch scratch;
  private final float[] x;
  private final float[] y;
  private final int images;
  private final int groups;
  private final int channels;
  private final int perGroup;
  private final int start;
  private final boolean direct;
  private final int outPitch;
  private final int run;
  private final int runs;
  private final int bands;
  private final int height;
  private final int blocks;

  /** Parts of an image. */
  private final int parts;

  private final int aside;
  private final boolean alone;
  private final int copied;
  private final long bytes;
  private int image;

  /**
   * A convolution.
   *
   * @param conv how the kernel slides
   * @param in place of the input
   * @param weights filters times terms
   * @param bias one number for each filter
   * @param out place of the result
   * @param clamp what happens to finished sums
   * @param setup what the steps of the program have in common
   */
  FloatConvolution(
      Conv conv, Slot in, float[] weights, float[] bias, Slot out, Clamp clamp, Setup setup) {
    Shape from = in.type().shape();
    Shape to = out.type().shape();
    this.shifts = new Shifts(conv.window(), from, to, in.pitch());
    this.scratch = setup.scratch();
    int workers = setup.team().size();
    this.x = ((Floats) in.buffer()).at;
    this.y = ((Floats) out.buffer()).at;
    this.images = Math.toIntExact(to.dim(0));
    this.groups = Math.toIntExact(conv.groups());
    this.channels = Math.toIntExact(from.dim(1)) / groups;
    this.perGroup = bias.length / groups;
    this.tile = new FloatTile(clamp);
    this.filters = new Filters(weights, bias, groups, shifts.offsets(channels), tile);
    this.outPitch = out.pitch();
    this.start = out.offset();
    this.direct = outPitch == shifts.pitch() || shifts.rows() == 1;
    this.alone = groups > 1 && shifts.copies();
    int tiles = Math.ceilDiv(shifts.places(), FloatTile.LONG_WIDTH);
    this.run = direct ? run(workers) : shifts.places();
    this.runs = Math.ceilDiv(shifts.places(), Math.max(1, run));
    this.bands = runs > 1 ? BANDS * workers : 1;
    this.height = direct ? height(workers) : PANEL;
    this.blocks = runs * Math.ceilDiv(perGroup, height);
    this.parts = groups * shifts.slices() * blocks;
    this.aside = tiles * FloatTile.LONG_WIDTH;
    int own = direct ? Filters.TILE : Filters.TILE + PANEL * aside;
    this.copied = alone ? own : 0;
    int planes = Math.multiplyExact(alone ? channels : images * groups * channels, shifts.plane());
    int room = shifts.copies() ? Math.addExact(planes, FloatTile.SLACK) : 0;
    this.bytes = ((long) in.size() + out.size()) * Float.BYTES / Math.max(1, images);
    scratch.needShared(alone ? 0 : room);
    scratch.needOwn(own + (alone ? room : 0));
  }

  /** Places of a piece, in whole tiles. */
  private int run(int workers) {
    int places = shifts.places();
    int tile = filters.width();
    long least = Math.ceilDiv(PIECE, Math.max(1, filters.work()));
    long even = Math.ceilDiv(places, (long) PIECES * workers);
    long wanted = workers == 1 ? places : Math.max(least, even);
    return Math.toIntExact(Math.min(Math.ceilDiv(wanted, tile), Math.ceilDiv(places, tile)) * tile);
  }

  /** Filters of a piece: all, unless there are too few runs of places for the workers. */
  private int height(int workers) {
    int pieces = images * groups * shifts.slices() * runs;
    int panels = Math.ceilDiv(perGroup, PANEL);
    boolean large = filters.work() * run >= 2 * PIECE;
    if (workers == 1 || pieces >= PIECES * workers || !large) {
      return panels * PANEL;
    }
    return Math.ceilDiv(panels, Math.ceilDiv(PIECES * workers, pieces)) * PANEL;
  }

  /** Distance of the rows of a result that needs no copies. */
  static int pitch(Conv conv, Slot in, Shape y) {
    return new Shifts(conv.window(), in.type().shape(), y, in.pitch()).pitch();
  }

  @Override
  public int images() {
    return images;
  }

  @Override
  public long bytes() {
    return bytes;
  }

  @Override
  public void run(Team team, int first, int last) {
    image = first;
    int many = last - first;
    if (alone) {
      team.each(many * groups, this::group);
    } else {
      if (shifts.copies()) {
        team.each(many * groups * (bands > 1 ? bands : channels), this::copy);
      }
      team.each(parts * many, this::part);
    }
  }

  /** Copies a channel, or the rows of all channels of a group that the same worker reads later. */
  private void copy(int part, int worker) {
    float[] to = scratch.shared();
    if (bands == 1) {
      int channel = image * groups * channels + part;
      shifts.copy(x, channel, to, channel * shifts.plane());
      return;
    }
    int group = image * groups + part / bands;
    for (int channel = 0; channel < channels; channel++) {
      int index = group * channels + channel;
      shifts.copyBand(x, index, to, index * shifts.plane(), part % bands, bands);
    }
  }

  /** A group of filters with its channels, which are copied into the worker's own room. */
  private void group(int part, int worker) {
    int group = image * groups + part;
    float[] own = scratch.own(worker);
    for (int channel = 0; channel < channels; channel++) {
      shifts.copy(x, group * channels + channel, own, copied + channel * shifts.plane());
    }
    for (int slice = 0; slice < shifts.slices(); slice++) {
      for (int piece = 0; piece < blocks; piece++) {
        piece(group, slice, piece, own, copied, own);
      }
    }
  }

  private void part(int part, int worker) {
    int index = image * parts + part;
    int slice = index / blocks % shifts.slices();
    int group = index / blocks / shifts.slices();
    float[] b = shifts.copies() ? scratch.shared() : x;
    int first = group * channels * shifts.plane();
    piece(group, slice, index % blocks, b, first, scratch.own(worker));
  }

  /**
   * Computes a piece of a slice.
   *
   * @param group index of the group, over all images
   * @param slice the slice
   * @param piece its piece
   * @param b the input as views see it
   * @param first where the group's channels begin there
   * @param own the worker's room
   */
  private void piece(int group, int slice, int piece, float[] b, int first, float[] own) {
    int base = first + shifts.base(slice);
    int room = shifts.rows() * outPitch;
    int plane = shifts.slices() * room;
    int to = start + group * perGroup * plane + slice * room;
    int index = group % groups;
    int from = piece / runs * height;
    int until = Math.min(perGroup, from + height);
    if (direct) {
      int begin = piece % runs * run;
      int end = Math.min(shifts.places(), begin + run);
      int at = to + from * plane;
      filters.multiply(index, from, until, b, base, begin, end, y, at, plane, room, own);
      return;
    }
    int up = Filters.TILE;
    int places = shifts.places();
    filters.multiply(index, from, until, b, base, 0, places, own, up, aside, aside, own);
    for (int filter = from; filter < until; filter++) {
      for (int row = 0; row < shifts.rows(); row++) {
        System.arraycopy(
            own,
            up + (filter - from) * aside + row * shifts.pitch(),
            y,
            to + filter * plane + row * outPitch,
            shifts.length());
      }
    }
  }
}
