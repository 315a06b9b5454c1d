// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.operator;

import dev.cinch.ir.Value;
import dev.cinch.ir.op.Collision;
import dev.cinch.ir.op.ScatterNd;
import dev.cinch.ir.op.TypeException;
import dev.cinch.ir.op.Window;
import dev.cinch.ir.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Images put together from columns, and brought to a size. */
final class Rearrangements {

  private Rearrangements() {}

  /** Col2Im: each column is what a window sees; where windows overlap, numbers are added. */
  static Operand imageOfColumns(Call call) {
    Attributes attributes = call.attributes();
    List<Long> image = call.integers(1, "the shape of the image");
    List<Long> block = call.integers(2, "the shape of the blocks");
    int axes = image.size();
    List<Long> ones = Collections.nCopies(axes, 1L);
    List<Long> dilations = attributes.integers("dilations").orElse(ones);
    List<Long> strides = attributes.integers("strides").orElse(ones);
    List<Long> pads = attributes.integers("pads").orElse(Collections.nCopies(2 * axes, 0L));
    Shape x = call.shape(0);
    if (block.size() != axes || pads.size() != 2 * axes || x.rank() != 3) {
      throw new TypeException("blocks of " + block + " in [" + x + "] for an image of " + image);
    }
    Window window =
        new Window(block, strides, dilations, pads.subList(0, axes), pads.subList(axes, 2 * axes));
    long taps = window.taps();
    List<Long> dims = new ArrayList<>(List.of(x.dim(0), x.dim(1) / taps));
    dims.addAll(image);
    Shape result = Shape.of(dims);
    WindowTable table = new WindowTable(window, result);
    long windows = table.windows();
    if (x.dim(1) % taps != 0 || x.dim(2) != windows) {
      throw new TypeException("[" + x + "] are not the columns of " + windows + " blocks");
    }
    // What falls on padding is put behind the image, and cut off.
    Value places =
        call.constant(
            call.name() + "_places",
            Tables.integers(
                Shape.of(taps * windows, 1),
                i -> {
                  long at = table.at(i % windows, i / windows);
                  return at < 0 ? table.plane() : at;
                }));
    Expansion out = new Expansion(call);
    long planes = result.size(0, 2);
    Value columns = out.transpose(out.reshape(call.in(0), planes, taps * windows), 1, 0);
    Value zeros = out.expand(out.scalar(0, columns), Shape.of(table.plane() + 1, planes));
    Value sums = call.step("sums", new ScatterNd(Collision.ADD), zeros, places, columns);
    Value inside = out.slice(sums, 0, 0, table.plane());
    return out.give(out.reshape(out.transpose(inside, 1, 0), result));
  }

  /** CenterCropPad: the middle of each axis, or zeros on both sides; the odd one goes behind. */
  static Operand centered(Call call) {
    List<Long> stated = call.attributes().integers("axes").orElse(List.of());
    boolean all = !call.attributes().has("axes");
    Value x = call.in(0);
    int rank = call.shape(0).rank();
    List<Long> wanted = call.integers(1, "the new shape");
    List<Integer> axes =
        all
            ? Expansion.axes(0, rank)
            : stated.stream().map(axis -> Axes.within(axis, rank, false)).toList();
    if (wanted.size() != axes.size()) {
      throw new TypeException("extents " + wanted + " for " + axes.size() + " axes");
    }
    Expansion out = new Expansion(call);
    Value result = x;
    List<Long> before = new ArrayList<>(Collections.nCopies(rank, 0L));
    List<Long> behind = new ArrayList<>(Collections.nCopies(rank, 0L));
    for (int i = 0; i < wanted.size(); i++) {
      int axis = axes.get(i);
      long more = wanted.get(i) - call.shape(0).dim(axis);
      long start = Math.max(0, -more) / 2;
      long kept = Math.min(wanted.get(i), call.shape(0).dim(axis));
      result = out.slice(result, axis, start, start + kept);
      before.set(axis, Math.max(0, more) / 2);
      behind.set(axis, Math.max(0, more) - before.get(axis));
    }
    boolean grows = behind.stream().anyMatch(count -> count > 0);
    Value padded = grows ? out.padded(result, before, behind) : result;
    return padded.equals(x) ? call.operand(0) : out.give(padded);
  }
}
