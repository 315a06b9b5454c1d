// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.share;

import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.weight.Codebook;
import dev.cinch.ir.weight.Positions;
import dev.cinch.ir.weight.Sparse;
import dev.cinch.ir.weight.Weight;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Clusters the non-zero numbers of a weight into {@code 2^bits - 1} shared values (Han, Mao, Dally,
 * Deep Compression, ICLR 2016, section 3). Zeros stay zero: they have code 0.
 */
public final class ShareValues {

  private ShareValues() {}

  /**
   * A weight with shared values.
   *
   * @param weight sparse where the original has zeros
   * @param report what was done
   */
  public record Shared(Weight weight, SharedWeight report) {}

  /**
   * Clusters a floating-point weight such that the squared change is least.
   *
   * @param name name of the constant, for the report
   * @param tensor finite numbers
   * @param bits width of a code, 1 to 8
   */
  public static Shared share(String name, Tensor tensor, int bits) {
    return share(name, tensor, Optional.empty(), bits, new Clustering.Optimal());
  }

  /**
   * Clusters a floating-point weight.
   *
   * @param name name of the constant, for the report
   * @param tensor finite numbers
   * @param metric of the same shape: how much the squared change of each number counts, finite and
   *     at least 0; 1 if there is none
   * @param bits width of a code, 1 to 8
   * @param method where it has zeros, those of the tensor are added to them
   */
  public static Shared share(
      String name, Tensor tensor, Optional<Tensor> metric, int bits, Clustering method) {
    Positions nonZeros = Positions.ofNonZeros(tensor);
    Tensor numbers = nonZeros.gather(tensor);
    Numbers weighed = new Numbers(numbers, metric.map(nonZeros::gather));
    long zeros = tensor.size() - nonZeros.count();
    Clusters clusters =
        Clusters.of(weighed, (1 << bits) - 1, withZeros(method, zeros), Clusters.MOST_POINTS);
    SharedTable table = new SharedTable(clusters, tensor.type(), bits);
    SharedTable.Coded coded = table.encode(weighed);
    Kept kept = kept(nonZeros, coded.codes());
    Weight weight =
        kept.positions.count() == tensor.size()
            ? table.codebook(kept.codes.reshaped(tensor.shape()))
            : new Sparse(tensor.type(), kept.positions, table.codebook(kept.codes));
    double rms = numbers.size() == 0 ? 0 : Math.sqrt(coded.error() / numbers.size());
    return new Shared(
        weight,
        new SharedWeight(
            name,
            bits,
            tensor.size(),
            nonZeros.count(),
            clusters.points(),
            table.size(),
            clusters.isExact(),
            clusters.distance(),
            rms));
  }

  /**
   * The form of shared values for numbers that take few; none of them changes.
   *
   * @param name name of the constant
   * @param tensor finite numbers, of which fewer than 2^16 are different and not zero
   * @throws IllegalArgumentException for more
   */
  public static Weight recognize(String name, Tensor tensor) {
    int most = (1 << Codebook.MAX_BITS) - 1;
    Tensor numbers = Positions.ofNonZeros(tensor).gather(tensor);
    Points different = Points.of(new Numbers(numbers, Optional.empty()), most);
    if (!different.isExact()) {
      throw new IllegalArgumentException(name + " has more than " + most + " different numbers");
    }
    int bits = Integer.SIZE - Integer.numberOfLeadingZeros(different.size());
    return share(name, tensor, Math.max(1, bits)).weight();
  }

  private static Clustering withZeros(Clustering method, long more) {
    return switch (method) {
      case Clustering.EntropyConstrained(var price, var zeros) when zeros.isPresent() ->
          new Clustering.EntropyConstrained(price, OptionalLong.of(zeros.getAsLong() + more));
      case Clustering other -> other;
    };
  }

  private record Kept(Positions positions, Tensor codes) {}

  /** Without the numbers whose code is that of zero. */
  private static Kept kept(Positions positions, Tensor codes) {
    Positions coded = Positions.ofNonZeros(codes);
    if (coded.count() == codes.size()) {
      return new Kept(positions, codes);
    }
    Positions.Builder left = Positions.builder(positions.size());
    long k = 0;
    for (long i = positions.next(0); i >= 0; i = positions.next(i + 1), k++) {
      if (coded.contains(k)) {
        left.add(i);
      }
    }
    return new Kept(left.build(), coded.gather(codes));
  }
}
