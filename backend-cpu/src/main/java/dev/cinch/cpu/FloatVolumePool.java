// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu;

import dev.cinch.cpu.kernel.Block;
import dev.cinch.cpu.kernel.FloatPooling;
import dev.cinch.cpu.kernel.FloatTile;
import dev.cinch.cpu.kernel.Functions;
import dev.cinch.ir.op.Window;
import dev.cinch.ir.tensor.Shape;
import java.util.Arrays;
import java.util.List;

/**
 * The greatest number or the mean of each window over three axes: first along the first of them,
 * plane by plane, then as windows of planes are.
 */
final class FloatVolumePool implements Step {

  private static final double[] NO_DOUBLES = {};

  private final FloatPooling pooling;
  private final Block.Function both;
  private final boolean countPadding;
  private final int kernel;
  private final int stride;
  private final int dilation;
  private final int pad;
  private final int depth;
  private final int outDepth;
  private final int plane;
  private final int items;
  private final float[] x;
  private final float[] y;
  private final Scratch scratch;
  private final Block[] blocks;
  private final Team.Task task = this::item;

  private FloatVolumePool(
      Window window, Slot in, Slot out, boolean mean, boolean countPadding, Setup setup) {
    Shape from = in.type().shape();
    Shape to = out.type().shape();
    this.countPadding = countPadding;
    this.both = mean ? Functions.sum() : Functions.greater();
    this.kernel = Math.toIntExact(window.kernel().get(0));
    this.stride = Math.toIntExact(window.strides().get(0));
    this.dilation = Math.toIntExact(window.dilations().get(0));
    this.pad = Math.toIntExact(window.padsBegin().get(0));
    this.depth = Math.toIntExact(from.dim(2));
    this.outDepth = Math.toIntExact(to.dim(2));
    this.plane = Math.toIntExact(from.size(3, 5));
    this.items = Math.toIntExact(to.size(0, 3));
    this.x = ((Floats) in.buffer()).at;
    this.y = ((Floats) out.buffer()).at;
    this.scratch = setup.scratch();
    Window flat = flat(window);
    int pitch = Math.toIntExact(from.dim(4));
    this.pooling =
        mean
            ? FloatPooling.mean(flat, flat(from), flat(to), pitch, countPadding)
            : FloatPooling.max(flat, flat(from), flat(to), pitch);
    this.blocks = new Block[setup.team().size()];
    for (int worker = 0; worker < blocks.length; worker++) {
      blocks[worker] = new Block();
    }
    scratch.needOwn(Math.addExact(room(), plane + FloatTile.SLACK));
  }

  /** The greatest of each window. */
  static Step max(Window window, Slot in, Slot out, Setup setup) {
    return new FloatVolumePool(window, in, out, false, false, setup);
  }

  /** The mean of each window. */
  static Step mean(Window window, boolean countPadding, Slot in, Slot out, Setup setup) {
    return new FloatVolumePool(window, in, out, true, countPadding, setup);
  }

  /** Whether a window goes over volumes whose planes have a kernel. */
  static boolean takes(Window window) {
    return window.axes() == 3 && Pools.isFlat(flat(window));
  }

  private static Window flat(Window window) {
    return new Window(
        rest(window.kernel()),
        rest(window.strides()),
        rest(window.dilations()),
        rest(window.padsBegin()),
        rest(window.padsEnd()));
  }

  private static List<Long> rest(List<Long> axes) {
    return axes.subList(axes.size() - 2, axes.size());
  }

  private static Shape flat(Shape shape) {
    return Shape.of(shape.dim(0), shape.dim(1), shape.dim(3), shape.dim(4));
  }

  /** Room that pooling planes takes, in front of that for a plane. */
  private int room() {
    return pooling.room();
  }

  @Override
  public void run(Team team) {
    team.each(items, task);
  }

  private void item(int item, int worker) {
    int start = item / outDepth * depth;
    int first = item % outDepth * stride - pad;
    int begin = Math.max(0, Math.ceilDiv(-first, dilation));
    int end = Math.min(kernel - 1, Math.floorDiv(depth - 1 - first, dilation));
    float[] own = scratch.own(worker);
    float[] from = x;
    int at = (start + first + begin * dilation) * plane;
    if (end != begin) {
      join(own, at, end - begin, blocks[worker]);
      from = own;
      at = room();
    }
    pooling.plane(
        from, at, y, item * pooling.places(), own, countPadding ? kernel : end - begin + 1);
  }

  /** Joins planes; zeros where there are none. */
  private void join(float[] own, int at, int more, Block block) {
    for (int done = 0; done < plane; done += Block.SIZE) {
      int count = Math.min(Block.SIZE, plane - done);
      int to = room() + done;
      if (more < 0) {
        Arrays.fill(own, to, to + count, 0);
      } else {
        System.arraycopy(x, at + done, own, to, count);
      }
      for (int tap = 1; tap <= more; tap++) {
        block.operand(0, own, to);
        block.operand(1, x, at + tap * dilation * plane + done);
        block.result(own, to, count, NO_DOUBLES);
        both.run(block);
      }
    }
  }
}
