// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.share;

import dev.cinch.ir.number.Fixed;
import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import dev.cinch.ir.tensor.TensorWriter;
import dev.cinch.ir.weight.Codebook;
import dev.cinch.ir.weight.Positions;
import dev.cinch.ir.weight.Sparse;
import dev.cinch.ir.weight.Values;
import dev.cinch.ir.weight.Weight;
import java.util.Arrays;

/**
 * Clusters the non-zero numbers of a weight into {@code 2^bits - 1} shared values (Han, Mao, Dally,
 * Deep Compression, ICLR 2016, section 3, with the exact optimum in place of Lloyd's iterations).
 * Zeros stay zero: they have code 0.
 */
public final class ShareValues {

  /** Choices that the exact search may keep: half a gibibyte. */
  private static final long MOST_CHOICES = 1 << 27;

  private static final int BINS = 1 << 16;

  private ShareValues() {}

  /**
   * A weight with shared values.
   *
   * @param weight sparse where the original has zeros
   * @param report what was done
   */
  public record Shared(Weight weight, SharedWeight report) {}

  /**
   * Clusters a floating-point weight.
   *
   * @param name name of the constant, for the report
   * @param tensor finite numbers
   * @param bits width of a code, 1 to 8
   */
  public static Shared share(String name, Tensor tensor, int bits) {
    Positions.Builder builder = Positions.builder(tensor.size());
    for (long i = 0; i < tensor.size(); i++) {
      if (tensor.valueAt(i) != 0) {
        builder.add(i);
      }
    }
    Positions positions = builder.build();
    Tensor kept = positions.gather(tensor);
    double[] numbers = new double[Math.toIntExact(kept.size())];
    Arrays.setAll(numbers, kept::valueAt);
    Distinct distinct = Distinct.of(numbers);
    int clusters = (1 << bits) - 1;
    boolean exact = KMeans.choices(distinct.size(), clusters) <= MOST_CHOICES;
    Distinct points = exact ? distinct : distinct.binned(BINS);
    double[] means = means(points, Math.min(clusters, points.size()));
    Table table = new Table(means, tensor.type(), bits);
    double error = 0;
    for (double number : numbers) {
      double change = number - table.values.valueAt(table.code(number));
      error += change * change;
    }
    Weight weight =
        positions.count() == tensor.size()
            ? table.encode(tensor)
            : new Sparse(tensor.type(), positions, table.encode(kept));
    double rms = numbers.length == 0 ? 0 : Math.sqrt(error / numbers.length);
    return new Shared(
        weight,
        new SharedWeight(
            name,
            bits,
            tensor.size(),
            positions.count(),
            distinct.size(),
            means.length,
            exact,
            rms));
  }

  /** The form of shared values for numbers that take few; none of them changes. */
  public static Weight recognize(String name, Tensor tensor) {
    double[] numbers = new double[Math.toIntExact(tensor.size())];
    Arrays.setAll(numbers, tensor::valueAt);
    int values = Distinct.of(numbers).size();
    return share(name, tensor, Integer.SIZE - Integer.numberOfLeadingZeros(values)).weight();
  }

  private static double[] means(Distinct points, int clusters) {
    if (clusters == 0) {
      return new double[0];
    }
    int[] starts = KMeans.starts(points, clusters);
    double[] means = new double[clusters];
    for (int k = 0; k < clusters; k++) {
      int end = k + 1 < clusters ? starts[k + 1] : points.size();
      double sum = 0;
      double count = 0;
      for (int i = starts[k]; i < end; i++) {
        sum += points.values()[i] * points.counts()[i];
        count += points.counts()[i];
      }
      means[k] = sum / count;
    }
    return means;
  }

  /** Ascending shared values behind the zero of code 0. */
  private static final class Table {
    private final double[] means;
    private final int bits;
    private final Tensor values;

    Table(double[] means, TensorType type, int bits) {
      this.means = means;
      this.bits = bits;
      TensorWriter writer = Tensor.writer(type.with(Shape.of(means.length + 1)));
      for (int k = 0; k < means.length; k++) {
        writer.setValue(k + 1, means[k]);
      }
      this.values = writer.finish();
    }

    /** The code of the nearest mean; of two that are equally near, the lower one. */
    int code(double number) {
      int place = Arrays.binarySearch(means, number);
      if (place >= 0) {
        return place + 1;
      }
      int above = -place - 1;
      boolean isLower =
          above == means.length
              || (above > 0 && number - means[above - 1] <= means[above] - number);
      return isLower ? above : above + 1;
    }

    Values encode(Tensor numbers) {
      TensorWriter codes =
          Tensor.writer(new TensorType(new Fixed(false, bits, 0), numbers.shape()));
      for (long i = 0; i < numbers.size(); i++) {
        codes.setRaw(i, code(numbers.valueAt(i)));
      }
      return new Codebook(numbers.type(), bits, values, codes.finish());
    }
  }
}
