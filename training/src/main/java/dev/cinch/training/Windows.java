// SPDX-License-Identifier: Apache-2.0
package dev.cinch.training;

import dev.cinch.ir.op.Window;
import java.util.Collections;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;

/**
 * Windows that slide, over any number of axes. Padding is laid around the input first, since
 * libtorch pads both sides alike and ONNX need not.
 */
final class Windows {

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
      default -> throw new IllegalStateException("pooling over " + window.axes() + " axes");
    };
  }

  /** The mean as a convolution of each channel with a constant, which has every window's form. */
  static Tensor mean(Tensor x, Window window, boolean countPadding) {
    Tensor sums = sums(x, window);
    if (countPadding || sums.numel() == 0) {
      return torch.mul(sums, new Scalar(1.0 / window.taps()));
    }
    return torch.div(sums, sums(torch.ones_like(x).detach(), window));
  }

  private static Tensor sums(Tensor x, Window window) {
    long channels = x.size(1);
    long[] shape = new long[window.axes() + 2];
    shape[0] = channels;
    shape[1] = 1;
    for (int axis = 0; axis < window.axes(); axis++) {
      shape[axis + 2] = window.kernel().get(axis);
    }
    Tensor ones = torch.ones(shape, new TensorOptions());
    return convolve(x, ones, new TensorOptional(), window, channels);
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
