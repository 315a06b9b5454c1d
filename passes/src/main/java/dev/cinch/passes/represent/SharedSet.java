// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.represent;

import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.passes.share.Clustering;
import dev.cinch.passes.share.ShareValues;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Tensors whose numbers take few values, besides zero, which stays where it is.
 *
 * @param bits width of a code: each tensor has at most {@code 2^bits - 1} values
 * @param method how numbers are clustered
 * @param metric for each tensor how much the squared change of each number counts; empty for alike
 */
public record SharedSet(int bits, Method method, List<float[]> metric) implements Representation {

  public SharedSet {
    metric = List.copyOf(metric);
  }

  /** The clusters with the least sum of squared distances. */
  public SharedSet(int bits) {
    this(bits, new Method.Optimal(), List.of());
  }

  /** How numbers are clustered. */
  public sealed interface Method {

    /** As near as can be. */
    record Optimal() implements Method {}

    /** As in Deep Compression: from evenly spaced centroids by Lloyd's iterations. */
    record Linear() implements Method {}

    /**
     * As near as can be for what the codes cost (see {@link Clustering.EntropyConstrained}).
     *
     * @param price of a bit, in mean squares of the numbers of the tensor
     */
    record EntropyConstrained(double price) implements Method {}
  }

  @Override
  public void project(double share, List<float[]> numbers) {
    for (int t = 0; t < numbers.size(); t++) {
      float[] of = numbers.get(t);
      Tensor tensor = Tensor.ofFloats(Shape.of(of.length), of);
      float[] shared = share("", tensor, t).weight().decode().toFloats();
      System.arraycopy(shared, 0, of, 0, of.length);
    }
  }

  /** The clusters of one tensor. */
  public ShareValues.Shared share(String name, Tensor tensor, int place) {
    Optional<Tensor> counts =
        metric.isEmpty()
            ? Optional.empty()
            : Optional.of(Tensor.ofFloats(tensor.shape(), metric.get(place)));
    return ShareValues.share(name, tensor, counts, bits, clustering(tensor, counts));
  }

  private Clustering clustering(Tensor tensor, Optional<Tensor> counts) {
    return switch (method) {
      case Method.Optimal _ -> new Clustering.Optimal();
      case Method.Linear _ -> new Clustering.Linear();
      case Method.EntropyConstrained(var price) ->
          new Clustering.EntropyConstrained(
              price * meanSquare(tensor, counts), OptionalLong.empty());
    };
  }

  private static double meanSquare(Tensor tensor, Optional<Tensor> counts) {
    double sum = 0;
    long kept = 0;
    for (long i = 0; i < tensor.size(); i++) {
      double number = tensor.valueAt(i);
      if (number != 0) {
        sum += number * number * (counts.isPresent() ? counts.get().valueAt(i) : 1);
        kept++;
      }
    }
    return kept == 0 ? 0 : sum / kept;
  }
}
