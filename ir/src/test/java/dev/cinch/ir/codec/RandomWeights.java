// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.codec;

import dev.cinch.ir.number.Fixed;
import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import dev.cinch.ir.weight.Codebook;
import dev.cinch.ir.weight.Dense;
import dev.cinch.ir.weight.Positions;
import dev.cinch.ir.weight.Sparse;
import dev.cinch.ir.weight.Values;
import dev.cinch.ir.weight.Weight;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A LeNet-5 as Dynamic Network Surgery prunes it (108x), with random positions and values. */
final class RandomWeights {

  private RandomWeights() {}

  /** The eight tensors: 4-bit codebooks of 16-bit numbers, biases of 32 bits. */
  static List<Weight> lenet(long seed) {
    Random random = new Random(seed);
    List<Weight> weights = new ArrayList<>();
    weights.add(shared(random, Shape.of(20, 1, 5, 5), 72));
    weights.add(bias(random, 20, 2));
    weights.add(shared(random, Shape.of(50, 20, 5, 5), 770));
    weights.add(bias(random, 50, 9));
    weights.add(shared(random, Shape.of(800, 500), 2920));
    weights.add(bias(random, 500, 3));
    weights.add(shared(random, Shape.of(500, 10), 215));
    weights.add(bias(random, 10, 2));
    return weights;
  }

  /** Clustered non-zeros at independent positions: more of them in the middle clusters. */
  static Sparse shared(Random random, Shape shape, int kept) {
    Fixed number = new Fixed(true, 16, 15);
    long[] table = new long[16];
    for (int k = 1; k < 16; k++) {
      table[k] = (k - 8) * 3900L + random.nextInt(500);
    }
    long[] codes = new long[kept];
    for (int i = 0; i < kept; i++) {
      codes[i] = Math.clamp(random.ints(4, 0, 5).sum(), 1, 15);
    }
    TensorType values = new TensorType(number, Shape.of(kept));
    Values codebook =
        new Codebook(
            values,
            4,
            Tensor.ofRaws(values.with(Shape.of(16)), table),
            Tensor.ofRaws(values.with(new Fixed(false, 4, 0)), codes));
    TensorType type = new TensorType(number, shape);
    return new Sparse(type, positions(random, shape.size(), kept), codebook);
  }

  private static Sparse bias(Random random, int size, int kept) {
    TensorType type = TensorType.fixed(true, 32, 24, size);
    long[] raws = random.longs(kept, 1 << 18, 1 << 24).toArray();
    Values values = new Dense(Tensor.ofRaws(type.with(Shape.of(kept)), raws));
    return new Sparse(type, positions(random, size, kept), values);
  }

  private static Positions positions(Random random, long size, int kept) {
    Positions.Builder positions = Positions.builder(size);
    random.longs(0, size).distinct().limit(kept).forEach(positions::add);
    return positions.build();
  }
}
