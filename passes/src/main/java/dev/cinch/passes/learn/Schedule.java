// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.learn;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How the learning rate changes over training. */
public enum Schedule {
  /** It does not. */
  CONSTANT,
  /**
   * It falls to a tenth at one half of training, and to a hundredth at three quarters (He et al.,
   * CVPR 2016, on CIFAR-10).
   */
  STEP,
  /** It falls to zero in a straight line. */
  LINEAR,
  /** It falls to zero along half a cosine (Loshchilov and Hutter, ICLR 2017, without restarts). */
  COSINE;

  /** The factor of the rate when a share of training, 0 to 1, is done. */
  public double factor(double done) {
    return switch (this) {
      case CONSTANT -> 1;
      case STEP -> done < 0.5 ? 1 : done < 0.75 ? 0.1 : 0.01;
      case LINEAR -> 1 - done;
      case COSINE -> (1 + StrictMath.cos(Math.PI * done)) / 2;
    };
  }

  /** Its name in recipes. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** All names. */
  public static List<String> names() {
    return Arrays.stream(values()).map(Schedule::text).toList();
  }
}
