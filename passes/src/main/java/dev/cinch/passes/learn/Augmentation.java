// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.learn;

import dev.cinch.ir.tensor.Shape;
import java.util.SplittableRandom;

/**
 * Random variations of images [C, H, W], drawn anew each time an example is seen: turned and scaled
 * around the middle, moved, mirrored; between pixels linear, outside the image zero.
 *
 * @param shift the most pixels along each axis
 * @param rotate the most degrees to either side
 * @param scale the most by which a size grows or shrinks, 0.1 for a tenth
 * @param flip whether half of the images are mirrored left to right
 */
public record Augmentation(double shift, double rotate, double scale, boolean flip) {

  /** Images as they are. */
  public static final Augmentation NONE = new Augmentation(0, 0, 0, false);

  /** Numbers that one example draws. */
  private static final int DRAWS = 6;

  public Augmentation {
    if (!(shift >= 0) || !(rotate >= 0) || !(scale >= 0 && scale < 1)) {
      throw new IllegalArgumentException(
          "shift %s, rotate %s, scale %s".formatted(shift, rotate, scale));
    }
  }

  /** Whether images change at all. */
  public boolean changes() {
    return !equals(NONE);
  }

  /** Draws what an example would, and leaves it. */
  static void skip(SplittableRandom random) {
    for (int i = 0; i < DRAWS; i++) {
      random.nextDouble();
    }
  }

  /**
   * Varies one image.
   *
   * @param image extents C, H, W
   * @param from the image
   * @param into receives C * H * W numbers from {@code offset} on
   */
  void vary(Shape image, float[] from, float[] into, int offset, SplittableRandom random) {
    int height = (int) image.dim(1);
    int width = (int) image.dim(2);
    double angle = Math.PI / 180 * rotate * signed(random);
    double alongY = 1 + scale * signed(random);
    double alongX = 1 + scale * signed(random);
    double middleY = (height - 1) / 2.0;
    double middleX = (width - 1) / 2.0;
    double startY = middleY + shift * signed(random);
    double startX = middleX + shift * signed(random);
    double mirror = flip && random.nextDouble() < 0.5 ? -1 : 1;
    if (!flip) {
      random.nextDouble();
    }
    // From a place in the new image to the one in the old.
    double yy = StrictMath.cos(angle) * alongY;
    double yx = StrictMath.sin(angle) * alongY;
    double xy = -StrictMath.sin(angle) * alongX * mirror;
    double xx = StrictMath.cos(angle) * alongX * mirror;
    int channels = (int) image.dim(0);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double dy = y - middleY;
        double dx = x - middleX;
        double oldY = startY + yy * dy + yx * dx;
        double oldX = startX + xy * dy + xx * dx;
        int top = (int) Math.floor(oldY);
        int left = (int) Math.floor(oldX);
        float down = (float) (oldY - top);
        float right = (float) (oldX - left);
        for (int c = 0; c < channels; c++) {
          int plane = c * height * width;
          float upper =
              (1 - right) * at(from, plane, height, width, top, left)
                  + right * at(from, plane, height, width, top, left + 1);
          float lower =
              (1 - right) * at(from, plane, height, width, top + 1, left)
                  + right * at(from, plane, height, width, top + 1, left + 1);
          into[offset + plane + y * width + x] = (1 - down) * upper + down * lower;
        }
      }
    }
  }

  private static double signed(SplittableRandom random) {
    return 2 * random.nextDouble() - 1;
  }

  private static float at(float[] from, int plane, int height, int width, int y, int x) {
    return y < 0 || y >= height || x < 0 || x >= width ? 0 : from[plane + y * width + x];
  }
}
