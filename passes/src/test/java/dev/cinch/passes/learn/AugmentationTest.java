// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cinch.ir.tensor.Shape;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Breaks when images are varied beyond what was asked, or not always alike. */
class AugmentationTest {

  private static final Shape IMAGE = Shape.of(2, 9, 9);

  private static float[] square() {
    float[] image = new float[2 * 81];
    for (int y = 3; y < 6; y++) {
      for (int x = 3; x < 6; x++) {
        image[y * 9 + x] = 8;
        image[81 + y * 9 + x] = 4;
      }
    }
    return image;
  }

  private static float[] vary(Augmentation augmentation, SplittableRandom random) {
    float[] varied = new float[2 * 81 + 1];
    augmentation.vary(IMAGE, square(), varied, 1, random);
    float[] image = new float[2 * 81];
    System.arraycopy(varied, 1, image, 0, image.length);
    return image;
  }

  @Test
  void nothingChangesNothing() {
    assertThat(vary(Augmentation.NONE, new SplittableRandom(1))).containsExactly(square());
    assertThat(Augmentation.NONE.changes()).isFalse();
  }

  /** What lies well inside keeps its sum when moved, and both channels move alike. */
  @Test
  void movedImagesKeepTheirSum() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 50; i++) {
      float[] image = vary(new Augmentation(2, 0, 0, false), random);
      double sum = 0;
      for (int k = 0; k < 81; k++) {
        sum += image[k];
        assertThat(image[81 + k]).isCloseTo(image[k] / 2, within(1e-5f));
      }
      assertThat(sum).isCloseTo(72, within(1e-3));
    }
    assertThat(vary(new Augmentation(2, 0, 0, false), random)).isNotEqualTo(square());
  }

  @Test
  void turnedAndScaledWithinBounds() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 50; i++) {
      double sum = 0;
      for (float number : vary(new Augmentation(0, 20, 0.1, true), random)) {
        sum += number;
        assertThat(number).isBetween(0f, 8f + 1e-4f);
      }
      assertThat(sum / 108).isBetween(0.75, 1.3);
    }
  }

  @Test
  void skippingDrawsAsMuchAsVarying() {
    SplittableRandom one = new SplittableRandom(5);
    SplittableRandom other = new SplittableRandom(5);
    vary(new Augmentation(1, 10, 0.1, true), one);
    Augmentation.skip(other);
    float[] next = vary(new Augmentation(1, 10, 0.1, false), one);
    assertThat(vary(new Augmentation(1, 10, 0.1, false), other)).containsExactly(next);
  }
}
