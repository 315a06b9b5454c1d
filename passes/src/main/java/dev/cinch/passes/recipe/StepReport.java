// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.recipe;

import dev.cinch.ir.number.Fixed;
import java.util.List;

/** What a step did. */
public sealed interface StepReport {

  /** The step's key in recipes. */
  String step();

  /**
   * Weights whose values are shared now.
   *
   * @param weights in the order of the graph
   */
  record SharedWeights(List<SharedWeight> weights) implements StepReport {
    public SharedWeights {
      weights = List.copyOf(weights);
    }

    @Override
    public String step() {
      return "codebook";
    }
  }

  /**
   * One weight.
   *
   * @param name name of the constant
   * @param bits width of a code
   * @param nonZeros numbers that are not zero
   * @param distinct different non-zero numbers before
   * @param values shared values now
   * @param exact whether the clustering is optimal
   * @param error root of the mean squared change of a non-zero number
   */
  record SharedWeight(
      String name,
      int bits,
      long nonZeros,
      int distinct,
      int values,
      boolean exact,
      double error) {}

  /**
   * Number formats that were chosen.
   *
   * @param samples how many examples calibrated them
   * @param formats in the order of the graph
   */
  record NumberFormats(int samples, List<NumberFormat> formats) implements StepReport {
    public NumberFormats {
      formats = List.copyOf(formats);
    }

    @Override
    public String step() {
      return "fixed";
    }
  }

  /** What a tensor is to the network. */
  enum Role {
    /** What the host hands to the device. */
    INPUT,
    /** What passes between layers. */
    ACTIVATION,
    /** What the device hands back. */
    OUTPUT,
    /** A constant factor. */
    WEIGHT,
    /** A constant addend. */
    BIAS
  }

  /**
   * The format of one tensor.
   *
   * @param name the node in the floating-point graph
   * @param role what it is
   * @param format the format
   * @param least the smallest number seen
   * @param greatest the largest number seen
   * @param numbers how many numbers were seen
   * @param overflows how many of them the format cannot hold, so that they saturate
   */
  record NumberFormat(
      String name,
      Role role,
      Fixed format,
      double least,
      double greatest,
      long numbers,
      long overflows) {

    /** overflows / numbers. */
    public double overflowRate() {
      return numbers == 0 ? 0 : (double) overflows / numbers;
    }
  }

  /**
   * Forms in which constants are stored.
   *
   * @param constants in the order of the graph
   */
  record Encoding(List<EncodedConstant> constants) implements StepReport {
    public Encoding {
      constants = List.copyOf(constants);
    }

    @Override
    public String step() {
      return "encode";
    }
  }

  /**
   * One constant.
   *
   * @param name name of the constant
   * @param form {@code dense}, {@code codebook}, {@code sparse} or {@code sparse codebook}
   * @param bits width of what is stored for each number that is kept
   * @param numbers how many numbers it has
   * @param kept how many of them are stored
   * @param bytes what the codec writes
   */
  record EncodedConstant(String name, String form, int bits, long numbers, long kept, long bytes) {}
}
