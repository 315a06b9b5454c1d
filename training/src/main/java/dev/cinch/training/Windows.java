// SPDX-License-Identifier: Apache-2.0
package dev.cinch.training;

import dev.cinch.ir.op.Window;
import java.util.Collections;
import java.util.List;
import java.util.function.BiFunction;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * Windows that slide, over any number of axes. Padding is laid around the input first, since
 * libtorch pads both sides alike and ONNX need not.
 */
final class Windows {

  /** Spatial axes over which libtorch convolves. */
  static final int MOST_AXES = 3;

  private Windows() {}

  static Tensor convolve(Tensor x, Tensor weight, TensorOptional bias, Window window, long groups) {
    return torch.convolution(
        padded(x, window, 0),
        weight,
        bias,
        longs(window.strides()),
        longs(Collections.nCopies(window.axes(), 0L)),
        longs(window.dilations()),
        false,
        longs(Collections.nCopies(window.axes(), 0L)),
        groups);
  }

  static Tensor greatest(Tensor x, Window window) {
    Tensor padded = padded(x, window, Double.NEGATIVE_INFINITY);
    long[] kernel = longs(window.kernel());
    long[] strides = longs(window.strides());
    long[] none = longs(Collections.nCopies(window.axes(), 0L));
    long[] dilations = longs(window.dilations());
    return switch (window.axes()) {
      case 1 -> torch.max_pool1d(padded, kernel, strides, none, dilations, false);
      case 2 -> torch.max_pool2d(padded, kernel, strides, none, dilations, false);
      case 3 -> torch.max_pool3d(padded, kernel, strides, none, dilations, false);
      default -> axisByAxis(x, window, Windows::greatest);
    };
  }

  /** The mean as a convolution of each channel, which has every window's form. */
  static Tensor mean(Tensor x, Window window, boolean countPadding) {
    Tensor sums = sums(x, window);
    if (countPadding || sums.numel() == 0) {
      return torch.mul(sums, new Scalar(1.0 / window.taps()));
    }
    return torch.div(sums, sums(torch.ones_like(x).detach(), window));
  }

  /** The sum as a convolution of each channel with ones. */
  static Tensor sums(Tensor x, Window window) {
    if (window.axes() < 1 || window.axes() > MOST_AXES) {
      return axisByAxis(x, window, Windows::sums);
    }
    long channels = x.size(1);
    long[] shape = new long[window.axes() + 2];
    shape[0] = channels;
    shape[1] = 1;
    for (int axis = 0; axis < window.axes(); axis++) {
      shape[axis + 2] = window.kernel().get(axis);
    }
    Tensor ones = torch.ones(shape, x.options());
    return convolve(x, ones, new TensorOptional(), window, channels);
  }

  /** What can be done along one axis after the other, for numbers of axes unknown to libtorch. */
  private static Tensor axisByAxis(
      Tensor x, Window window, BiFunction<Tensor, Window, Tensor> along) {
    Tensor result = x;
    for (int axis = 0; axis < window.axes(); axis++) {
      Window one =
          new Window(
              List.of(window.kernel().get(axis)),
              List.of(window.strides().get(axis)),
              List.of(window.dilations().get(axis)),
              List.of(window.padsBegin().get(axis)),
              List.of(window.padsEnd().get(axis)));
      Tensor lines = result.movedim(axis + 2L, -1);
      long[] dims = lines.sizes().vec().get();
      long extent = dims[dims.length - 1];
      Tensor done = along.apply(lines.reshape(lines.numel() / extent, 1, extent), one);
      dims[dims.length - 1] = done.size(2);
      result = done.reshape(dims).movedim(-1, axis + 2L);
    }
    return result;
  }

  private static Tensor padded(Tensor x, Window window, double with) {
    long[] pads = new long[2 * window.axes()];
    boolean any = false;
    for (int axis = 0; axis < window.axes(); axis++) {
      // The last axis comes first.
      int at = 2 * (window.axes() - 1 - axis);
      pads[at] = window.padsBegin().get(axis);
      pads[at + 1] = window.padsEnd().get(axis);
      any |= pads[at] + pads[at + 1] > 0;
    }
    return any ? torch.constant_pad_nd(x, pads, new Scalar(with)) : x;
  }

  private static long[] longs(List<Long> numbers) {
    return numbers.stream().mapToLong(Long::longValue).toArray();
  }
}
