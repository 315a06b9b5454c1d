// SPDX-License-Identifier: Apache-2.0
package dev.cinch.data.digits;

import java.util.List;

/** How people write each digit, in a few styles. */
final class Strokes {

  private static final List<List<List<Stroke>>> ALL =
      List.of(
          List.of(
              List.of(
                  Stroke.curve(
                      0.55, 0.08, 0.3, 0.2, 0.2, 0.5, 0.3, 0.82, 0.52, 0.92, 0.74, 0.78, 0.8, 0.48,
                      0.7, 0.18, 0.5, 0.08)),
              List.of(
                  Stroke.curve(
                      0.5, 0.1, 0.34, 0.25, 0.3, 0.55, 0.4, 0.86, 0.55, 0.9, 0.68, 0.7, 0.68, 0.35,
                      0.58, 0.12, 0.44, 0.14))),
          List.of(
              List.of(Stroke.line(0.52, 0.08, 0.48, 0.92)),
              List.of(Stroke.line(0.36, 0.26, 0.54, 0.08, 0.54, 0.92)),
              List.of(
                  Stroke.line(0.38, 0.22, 0.52, 0.1, 0.52, 0.9), Stroke.line(0.34, 0.9, 0.7, 0.9))),
          List.of(
              List.of(
                  Stroke.curve(
                      0.24, 0.3, 0.34, 0.13, 0.58, 0.09, 0.75, 0.26, 0.66, 0.5, 0.42, 0.74, 0.22,
                      0.9),
                  Stroke.line(0.22, 0.9, 0.8, 0.88)),
              List.of(
                  Stroke.curve(
                      0.26, 0.24, 0.44, 0.1, 0.68, 0.18, 0.7, 0.4, 0.52, 0.66, 0.32, 0.86, 0.24,
                      0.8, 0.34, 0.72, 0.5, 0.84, 0.66, 0.92, 0.8, 0.84))),
          List.of(
              List.of(
                  Stroke.curve(0.24, 0.18, 0.48, 0.08, 0.7, 0.2, 0.64, 0.4, 0.42, 0.47),
                  Stroke.curve(0.42, 0.47, 0.68, 0.54, 0.76, 0.72, 0.56, 0.91, 0.24, 0.84)),
              List.of(
                  Stroke.line(0.26, 0.1, 0.72, 0.1, 0.46, 0.42),
                  Stroke.curve(0.46, 0.42, 0.7, 0.5, 0.76, 0.72, 0.56, 0.91, 0.26, 0.84))),
          List.of(
              List.of(
                  Stroke.line(0.32, 0.1, 0.22, 0.54, 0.8, 0.54),
                  Stroke.line(0.66, 0.3, 0.62, 0.92)),
              List.of(Stroke.line(0.62, 0.92, 0.62, 0.08, 0.2, 0.62, 0.84, 0.62))),
          List.of(
              List.of(
                  Stroke.line(0.74, 0.1, 0.34, 0.1, 0.3, 0.44),
                  Stroke.curve(
                      0.3, 0.44, 0.54, 0.38, 0.76, 0.54, 0.72, 0.8, 0.48, 0.92, 0.24, 0.84)),
              List.of(
                  Stroke.curve(
                      0.36, 0.14, 0.3, 0.4, 0.5, 0.42, 0.7, 0.56, 0.68, 0.8, 0.46, 0.92, 0.26,
                      0.82),
                  Stroke.line(0.36, 0.13, 0.76, 0.1))),
          List.of(
              List.of(
                  Stroke.curve(
                      0.66, 0.08, 0.4, 0.28, 0.26, 0.6, 0.34, 0.86, 0.58, 0.91, 0.73, 0.74, 0.62,
                      0.56, 0.42, 0.57, 0.29, 0.7)),
              List.of(
                  Stroke.curve(
                      0.5, 0.08, 0.34, 0.36, 0.3, 0.7, 0.42, 0.9, 0.6, 0.86, 0.64, 0.68, 0.5, 0.6,
                      0.32, 0.74))),
          List.of(
              List.of(
                  Stroke.line(0.2, 0.13, 0.78, 0.11),
                  Stroke.curve(0.78, 0.11, 0.58, 0.44, 0.46, 0.7, 0.42, 0.92)),
              List.of(
                  Stroke.line(0.24, 0.12, 0.76, 0.12, 0.4, 0.92),
                  Stroke.line(0.36, 0.5, 0.7, 0.48)),
              List.of(Stroke.line(0.24, 0.24, 0.26, 0.12, 0.74, 0.12, 0.5, 0.92))),
          List.of(
              List.of(
                  Stroke.curve(
                      0.66, 0.16, 0.46, 0.08, 0.3, 0.2, 0.38, 0.38, 0.62, 0.54, 0.74, 0.74, 0.56,
                      0.92, 0.34, 0.86, 0.28, 0.68, 0.46, 0.48, 0.66, 0.34, 0.68, 0.18)),
              List.of(
                  Stroke.curve(
                      0.5, 0.48, 0.32, 0.36, 0.34, 0.16, 0.5, 0.08, 0.67, 0.17, 0.67, 0.36, 0.5,
                      0.48),
                  Stroke.curve(
                      0.5, 0.48, 0.28, 0.64, 0.3, 0.86, 0.5, 0.93, 0.71, 0.86, 0.72, 0.64, 0.5,
                      0.48))),
          List.of(
              List.of(
                  Stroke.curve(
                      0.7, 0.26, 0.54, 0.09, 0.32, 0.2, 0.3, 0.42, 0.48, 0.52, 0.66, 0.4, 0.7,
                      0.24),
                  Stroke.line(0.7, 0.24, 0.62, 0.92)),
              List.of(
                  Stroke.curve(
                      0.68, 0.2, 0.48, 0.08, 0.3, 0.24, 0.36, 0.46, 0.56, 0.46, 0.69, 0.24, 0.72,
                      0.56, 0.62, 0.84, 0.34, 0.9))));

  private Strokes() {}

  /** How many styles a digit has. */
  static int styles(int digit) {
    return ALL.get(digit).size();
  }

  /** The strokes of a digit in a style. */
  static List<Stroke> of(int digit, int style) {
    return ALL.get(digit).get(style);
  }
}
