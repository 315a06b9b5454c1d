// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.share;

import dev.cinch.ir.number.Fixed;
import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import dev.cinch.ir.tensor.TensorWriter;
import dev.cinch.ir.weight.Codebook;
import java.util.stream.IntStream;

/** The centroids of clusters as a table of shared values, ascending behind the zero of code 0. */
final class SharedTable {

  private static final int PIECE = 1 << 16;

  private final Clusters clusters;
  private final TensorType type;
  private final int bits;
  private final int[] codeOf;
  private final Tensor values;

  /**
   * A table.
   *
   * @param clusters fewer than {@code 2^bits}, and one whose centroid is zero
   * @param type of the weight
   */
  SharedTable(Clusters clusters, TensorType type, int bits) {
    this.clusters = clusters;
    this.type = type;
    this.bits = bits;
    this.codeOf = new int[clusters.size()];
    int codes = 1;
    for (int k = 0; k < clusters.size(); k++) {
      codeOf[k] = clusters.centroid(k) == 0 ? 0 : codes++;
    }
    TensorWriter writer = Tensor.writer(type.with(Shape.of(codes)));
    for (int k = 0; k < clusters.size(); k++) {
      writer.setValue(codeOf[k], clusters.centroid(k));
    }
    this.values = writer.finish();
  }

  /** How many values there are beside zero. */
  int size() {
    return (int) values.size() - 1;
  }

  /**
   * Numbers as codes.
   *
   * @param codes 1-D
   * @param error sum of the squared changes
   */
  record Coded(Tensor codes, double error) {}

  /** The codes of numbers. */
  Coded encode(Numbers numbers) {
    Fixed code = new Fixed(false, bits, 0);
    TensorWriter codes = Tensor.writer(new TensorType(code, Shape.of(numbers.size())));
    double[] shared = new double[(int) values.size()];
    values.copyValues(0, shared.length, shared);
    double[] errors =
        IntStream.range(0, Math.ceilDiv(numbers.size(), PIECE))
            .parallel()
            .mapToDouble(piece -> encode(numbers, piece * PIECE, shared, codes))
            .toArray();
    // In order, so that the sum does not depend on how many pieces run at once.
    double error = 0;
    for (double of : errors) {
      error += of;
    }
    return new Coded(codes.finish(), error);
  }

  private double encode(Numbers numbers, int from, double[] shared, TensorWriter codes) {
    double[] piece = new double[PIECE];
    double[] weights = new double[PIECE];
    int count = numbers.values(from, piece);
    numbers.weights(from, weights);
    double error = 0;
    for (int i = 0; i < count; i++) {
      int code = codeOf[clusters.of(piece[i], weights[i])];
      codes.setRaw(from + i, code);
      double change = piece[i] - shared[code];
      error += change * change;
    }
    return error;
  }

  /**
   * A weight or its kept numbers.
   *
   * @param codes of their shape
   */
  Codebook codebook(Tensor codes) {
    return new Codebook(type.with(codes.shape()), bits, values, codes);
  }
}
