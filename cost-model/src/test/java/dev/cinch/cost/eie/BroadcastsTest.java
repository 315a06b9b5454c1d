// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cost.eie;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cinch.cost.work.Axis;
import dev.cinch.cost.work.LayerShape;
import dev.cinch.cost.work.Work;
import dev.cinch.ir.Value;
import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.weight.Dense;
import dev.cinch.target.EieArray;
import dev.cinch.target.Target;
import dev.cinch.target.eie.PackedColumns;
import java.util.BitSet;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Breaks when a product of two non-zero numbers is not exactly one entry. */
class BroadcastsTest {
  private final Random random = new Random(5);
  private final EieArray array = (EieArray) Target.load("eie-64").orThrow();

  private float[] sparse(int size) {
    float[] numbers = new float[size];
    for (int i = 0; i < size; i++) {
      numbers[i] = random.nextInt(3) == 0 ? 1 + random.nextFloat() : 0;
    }
    return numbers;
  }

  private BitSet pattern(int size) {
    BitSet pattern = new BitSet();
    for (int i = 0; i < size; i++) {
      pattern.set(i, random.nextBoolean());
    }
    return pattern;
  }

  private PackedColumns pack(LayerShape shape, Tensor weight, boolean convolution) {
    var products =
        new Work.Products(shape, new Value(0, "x"), Optional.of(new Dense(weight)), convolution);
    return PackedLayer.of(products, new Dense(weight), array);
  }

  @Test
  void aConvolutionMultipliesWhatIsNotZero() {
    Axis axis = new Axis(4, 7, 3, 2, 1, 1);
    LayerShape shape = new LayerShape(2, 2, 3, 4, axis, axis);
    float[] weights = sparse(6 * 4 * 9);
    BitSet pattern = pattern(2 * 8 * 49);
    PackedColumns packed = pack(shape, Tensor.ofFloats(Shape.of(6, 4, 3, 3), weights), true);
    assertThat(packed.paddingEntries()).isZero();
    Queues queues = new Queues(packed, 8, 8);
    Broadcasts.convolution(shape, pattern, queues::broadcast);
    assertThat(queues.entries()).isEqualTo(products(shape, weights, pattern));
  }

  private static long products(LayerShape shape, float[] weights, BitSet pattern) {
    Axis axis = shape.rows();
    long count = 0;
    for (int i = 0; i < shape.outputs(); i++) {
      int place = i % (axis.out() * axis.out());
      int filter = i / (axis.out() * axis.out()) % 6;
      int image = i / (axis.out() * axis.out()) / 6;
      for (int w = 0; w < 4 * 9; w++) {
        int y = axis.position(place / axis.out(), w % 9 / 3);
        int x = axis.position(place % axis.out(), w % 3);
        int channel = filter / 3 * 4 + w / 9;
        boolean real = y >= 0 && y < 7 && x >= 0 && x < 7;
        if (real
            && weights[filter * 36 + w] != 0
            && pattern.get(((image * 8 + channel) * 7 + y) * 7 + x)) {
          count++;
        }
      }
    }
    return count;
  }

  /** Three axes, of which the planes do what the rows of a convolution along two do. */
  @Test
  void planesAreAnAxisLikeAnother() {
    Axis axis = new Axis(4, 7, 3, 2, 1, 1);
    float[] weights = sparse(3 * 4 * 9);
    BitSet pattern = pattern(4 * 49);
    LayerShape flat = new LayerShape(1, 1, 3, 4, axis, axis);
    LayerShape deep = new LayerShape(1, 1, 3, 4, axis, Axis.POINT, axis);
    PackedColumns of = pack(flat, Tensor.ofFloats(Shape.of(3, 4, 3, 3), weights), true);
    PackedColumns and = pack(deep, Tensor.ofFloats(Shape.of(3, 4, 3, 1, 3), weights), true);
    Queues two = new Queues(of, 8, 8);
    Broadcasts.convolution(flat, pattern, two::broadcast);
    Queues three = new Queues(and, 8, 8);
    Broadcasts.convolution(deep, pattern, three::broadcast);
    assertThat(three.entries()).isEqualTo(two.entries()).isPositive();
    assertThat(three.cycles()).isEqualTo(two.cycles());
  }

  @Test
  void aDenseLayerMultipliesWhatIsNotZero() {
    LayerShape shape = LayerShape.dense(2, 30, 70);
    float[] weights = sparse(30 * 70);
    BitSet pattern = pattern(60);
    PackedColumns packed = pack(shape, Tensor.ofFloats(Shape.of(30, 70), weights), false);
    Queues queues = new Queues(packed, 8, 8);
    Broadcasts.dense(shape, pattern, queues::broadcast);
    long count = 0;
    for (int i = 0; i < 60; i++) {
      for (int row = 0; row < 70; row++) {
        count += pattern.get(i) && weights[i % 30 * 70 + row] != 0 ? 1 : 0;
      }
    }
    assertThat(queues.entries()).isEqualTo(count);
    assertThat(queues.broadcasts()).isEqualTo(pattern.cardinality());
  }
}
