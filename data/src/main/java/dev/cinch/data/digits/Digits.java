// SPDX-License-Identifier: Apache-2.0
package dev.cinch.data.digits;

import dev.cinch.data.Part;
import dev.cinch.data.Split;
import dev.cinch.ir.Origin;
import dev.cinch.ir.number.Fixed;
import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import java.lang.foreign.MemorySegment;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * 28 x 28 grey digits, white on black, 0 to 255: 10,000 to learn from and 2,000 to test. Each comes
 * from its own seed, so that a part is made without the other, on any number of threads, and is the
 * same on every machine.
 */
public final class Digits {

  private static final int TRAIN = 10_000;
  private static final int TEST = 2_000;
  private static final int CLASSES = 10;
  private static final long SEED = 0x6469_6769_7473L;

  private Digits() {}

  /** Makes a part. */
  public static Split read(Part part) {
    int count =
        switch (part) {
          case TRAIN -> TRAIN;
          case TEST -> TEST;
        };
    int first =
        switch (part) {
          case TRAIN -> 0;
          case TEST -> TRAIN;
        };
    byte[] images = new byte[count * Canvas.SIZE * Canvas.SIZE];
    byte[] labels = new byte[count];
    IntStream.range(0, count)
        .parallel()
        .forEach(i -> {
          SplittableRandom random = new SplittableRandom(SEED + 0x9e37_79b9L * (first + i));
          labels[i] = (byte) random.nextInt(CLASSES);
          byte[] image = draw(labels[i], random);
          System.arraycopy(image, 0, images, i * image.length, image.length);
        });
    TensorType pixels = new TensorType(Fixed.UINT8, Shape.of(count, Canvas.SIZE, Canvas.SIZE));
    TensorType classes = new TensorType(Fixed.UINT8, Shape.of(count));
    return Split.of(
            Tensor.ofSegment(pixels, MemorySegment.ofArray(images)),
            Tensor.ofSegment(classes, MemorySegment.ofArray(labels)),
            Origin.named("digits"))
        .orThrow();
  }

  private static byte[] draw(int digit, SplittableRandom random) {
    Hand hand = new Hand(random);
    Canvas canvas = new Canvas();
    for (Stroke stroke : Strokes.of(digit, random.nextInt(Strokes.styles(digit)))) {
      canvas.draw(hand.write(stroke), hand.width());
    }
    return canvas.develop(random, hand.contrast(), hand.noise());
  }
}
