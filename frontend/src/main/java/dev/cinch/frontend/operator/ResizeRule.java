// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.operator;

import java.util.List;

/**
 * How Resize finds a number of the result among those of its operand.
 *
 * @param mode {@code nearest}, {@code linear} or {@code cubic}
 * @param transformation how a place in the result becomes one in the operand
 * @param nearest which neighbour is the nearest; {@code simple} is that of operator sets before 11:
 *     the one before when the result is larger, the one behind when it is smaller
 * @param a the coefficient of the cubic (Keys, "Cubic convolution interpolation for digital image
 *     processing")
 * @param excludeOutside whether numbers outside the operand have no weight
 * @param antialias whether the filter widens as the result gets smaller
 */
record ResizeRule(
    String mode,
    String transformation,
    String nearest,
    float a,
    boolean excludeOutside,
    boolean antialias) {

  static final String CROP = "tf_crop_and_resize";

  private static final float CUBIC = -0.75f;
  private static final long FIRST_WITH_TRANSFORMATIONS = 11;
  private static final long FIRST_LINEAR = 7;
  private static final List<String> MODES = List.of("nearest", "linear", "cubic");
  private static final List<String> TRANSFORMATIONS =
      List.of(
          "half_pixel",
          "half_pixel_symmetric",
          "pytorch_half_pixel",
          "align_corners",
          "asymmetric",
          "tf_half_pixel_for_nn",
          CROP);
  private static final List<String> NEAREST =
      List.of("round_prefer_floor", "round_prefer_ceil", "floor", "ceil");

  /** The rule of a node; before operator set 11 only the mode was stated. */
  static ResizeRule of(Call call) {
    Attributes attributes = call.attributes();
    String stated = attributes.text("mode", "nearest");
    boolean first = call.opset() < FIRST_LINEAR && stated.equals("bilinear");
    String mode = known(call, "mode", first ? "linear" : stated, MODES);
    if (call.opset() < FIRST_WITH_TRANSFORMATIONS) {
      return new ResizeRule(mode, "asymmetric", "simple", CUBIC, false, false);
    }
    String transformation =
        attributes.text("coordinate_transformation_mode", TRANSFORMATIONS.getFirst());
    String nearest = attributes.text("nearest_mode", NEAREST.getFirst());
    return new ResizeRule(
        mode,
        known(call, "coordinate_transformation_mode", transformation, TRANSFORMATIONS),
        known(call, "nearest_mode", nearest, NEAREST),
        attributes.real("cubic_coeff_a", CUBIC),
        attributes.flag("exclude_outside"),
        attributes.flag("antialias"));
  }

  private static String known(Call call, String name, String stated, List<String> all) {
    if (!all.contains(stated)) {
      call.attributes().refuse(name + " = \"" + stated + "\" is none of " + all);
    }
    return stated;
  }

  boolean crops() {
    return transformation.equals(CROP);
  }

  boolean isNearest() {
    return mode.equals("nearest");
  }

  /** Which number is the nearest to a place, before it is brought inside. */
  long nearestTo(double place, boolean shrinks) {
    return (long)
        switch (nearest) {
          case "floor" -> Math.floor(place);
          case "ceil" -> Math.ceil(place);
          case "round_prefer_ceil" -> Math.floor(place + 0.5);
          case "simple" -> shrinks ? Math.ceil(place) : Math.floor(place);
          default -> Math.ceil(place - 0.5);
        };
  }

  /** How far the filter reaches to each side. */
  int support() {
    return mode.equals("cubic") ? 2 : 1;
  }

  /** The weight of a number at a distance, before weights are scaled to a sum of 1. */
  double weight(double distance) {
    double d = Math.abs(distance);
    if (!mode.equals("cubic")) {
      return Math.max(0, 1 - d);
    }
    if (d <= 1) {
      return ((a + 2) * d - (a + 3)) * d * d + 1;
    }
    return d < 2 ? ((a * d - 5 * a) * d + 8 * a) * d - 4 * a : 0;
  }
}
