// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.operator;

import dev.cinch.ir.op.TypeException;
import dev.cinch.ir.op.Window;
import dev.cinch.ir.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The attributes of ONNX that say how a kernel slides: {@code kernel_shape}, {@code strides},
 * {@code dilations}, {@code pads}, {@code auto_pad} and {@code ceil_mode}.
 *
 * @param kernel extents of the kernel, where they are stated
 * @param strides stated strides
 * @param dilations stated dilations
 * @param pads stated padding, all begins before all ends
 * @param autoPad {@code NOTSET}, {@code VALID}, {@code SAME_UPPER} or {@code SAME_LOWER}
 * @param ceil whether a last window may reach over the end
 */
record Windows(
    Optional<List<Long>> kernel,
    Optional<List<Long>> strides,
    Optional<List<Long>> dilations,
    Optional<List<Long>> pads,
    String autoPad,
    boolean ceil) {

  private static final List<String> AUTO_PADS =
      List.of("NOTSET", "VALID", "SAME_UPPER", "SAME_LOWER");

  static Windows of(Call call) {
    Attributes attributes = call.attributes();
    String autoPad = attributes.text("auto_pad", "NOTSET");
    if (!AUTO_PADS.contains(autoPad)) {
      attributes.refuse("auto_pad = \"" + autoPad + "\" is none of " + AUTO_PADS);
    }
    return new Windows(
        attributes.integers("kernel_shape"),
        attributes.integers("strides"),
        attributes.integers("dilations"),
        attributes.integers("pads"),
        autoPad,
        attributes.flag("ceil_mode"));
  }

  /** The window over an input; the kernel is that of the weights where none is stated. */
  Window over(Shape x, Optional<List<Long>> weightKernel) {
    if (x.rank() < 2) {
      throw new TypeException("a window over [" + x + "], which has no spatial axes");
    }
    List<Long> taps =
        kernel
            .or(() -> weightKernel)
            .orElseThrow(() -> new TypeException("attribute kernel_shape is missing"));
    int axes = taps.size();
    if (axes != x.rank() - 2) {
      throw new TypeException("a kernel of " + taps + " on [" + x + "]");
    }
    List<Long> steps = strides.orElse(Collections.nCopies(axes, 1L));
    List<Long> spread = dilations.orElse(Collections.nCopies(axes, 1L));
    List<Long> none = Collections.nCopies(axes, 0L);
    Window bare = new Window(taps, steps, spread, none, none);
    return switch (autoPad) {
      case "SAME_UPPER", "SAME_LOWER" -> same(bare, x);
      case "VALID" -> ceil ? reachOver(bare, x) : bare;
      default -> {
        List<Long> both = pads.orElse(Collections.nCopies(2 * axes, 0L));
        if (both.size() != 2 * axes) {
          throw new TypeException(both.size() + " pads for " + axes + " spatial axes");
        }
        Window padded =
            new Window(taps, steps, spread, both.subList(0, axes), both.subList(axes, 2 * axes));
        yield ceil ? reachOver(padded, x) : padded;
      }
    };
  }

  /** As many windows as strides fit into the input, padded evenly; the odd one goes to one side. */
  private Window same(Window bare, Shape x) {
    List<Long> begins = new ArrayList<>();
    List<Long> ends = new ArrayList<>();
    for (int axis = 0; axis < bare.axes(); axis++) {
      long extent = x.dim(axis + 2);
      long stride = bare.strides().get(axis);
      long windows = (extent + stride - 1) / stride;
      long padding = Math.max(0, (windows - 1) * stride + bare.reach(axis) - extent);
      long lesser = padding / 2;
      begins.add(autoPad.equals("SAME_UPPER") ? lesser : padding - lesser);
      ends.add(autoPad.equals("SAME_UPPER") ? padding - lesser : lesser);
    }
    return new Window(bare.kernel(), bare.strides(), bare.dilations(), begins, ends);
  }

  /**
   * {@code ceil_mode}: a last window may reach over the end as long as it starts on the input or
   * the padding before it. The end is padded by what it needs.
   */
  private static Window reachOver(Window window, Shape x) {
    List<Long> ends = new ArrayList<>();
    for (int axis = 0; axis < window.axes(); axis++) {
      long start = x.dim(axis + 2) + window.padsBegin().get(axis);
      long stride = window.strides().get(axis);
      long free = start + window.padsEnd().get(axis) - window.reach(axis);
      if (free < 0) {
        return window;
      }
      long last = Math.min((free + stride - 1) / stride, (start - 1) / stride);
      ends.add(Math.max(0, last * stride + window.reach(axis) - start));
    }
    return new Window(
        window.kernel(), window.strides(), window.dilations(), window.padsBegin(), ends);
  }

  /** The same attributes without {@code ceil_mode}. */
  Windows floored() {
    return new Windows(kernel, strides, dilations, pads, autoPad, false);
  }

  /** The window that covers whole planes. */
  static Window plane(Shape x) {
    if (x.rank() < 3) {
      throw new TypeException("global pooling of [" + x + "], which has no spatial axes");
    }
    return Window.of(Arrays.copyOfRange(x.dims(), 2, x.rank()));
  }
}
