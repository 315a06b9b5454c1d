// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.recipe;

import dev.cinch.passes.encode.EncodedConstant;
import dev.cinch.passes.fixed.NumberFormat;
import dev.cinch.passes.prune.PrunedWeight;
import dev.cinch.passes.share.SharedWeight;
import java.util.List;

/** What a step did. */
public sealed interface StepReport {

  /** The step's key in recipes. */
  String step();

  /**
   * Weights that lost some of their numbers.
   *
   * @param weights in the order of the graph
   */
  record Pruning(List<PrunedWeight> weights) implements StepReport {
    public Pruning {
      weights = List.copyOf(weights);
    }

    @Override
    public String step() {
      return "prune";
    }
  }

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
}
