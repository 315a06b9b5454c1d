// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes;

import dev.cinch.passes.simplify.FoldBatchNorm;
import dev.cinch.passes.simplify.FoldConstants;
import dev.cinch.passes.simplify.FoldScale;
import dev.cinch.passes.simplify.FoldTranspose;
import dev.cinch.passes.simplify.FuseBias;
import dev.cinch.passes.simplify.HoistRelu;
import dev.cinch.passes.simplify.LowerBatchNorm;
import dev.cinch.passes.simplify.MergeReshapes;
import dev.cinch.passes.simplify.MergeTransposes;
import dev.cinch.passes.simplify.ReduceTranspose;
import dev.cinch.passes.simplify.RemoveIdentity;
import dev.cinch.passes.simplify.SinkTranspose;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What always runs, in order. Compression is not here: recipes list it. */
public final class Pipelines {

  /** Runs on every model that is read, before anything looks at it. */
  public static final Sweep SIMPLIFY =
      new Sweep(
          "simplify",
          "brings a graph into its simplest form",
          List.of(
              new FoldConstants(),
              new RemoveIdentity(),
              new MergeReshapes(),
              new MergeTransposes(),
              new ReduceTranspose(),
              new SinkTranspose(),
              new FoldTranspose(),
              new FoldBatchNorm(),
              new LowerBatchNorm(),
              new FoldScale(),
              new FuseBias(),
              new HoistRelu()));

  private static final List<Sweep> ALL = List.of(SIMPLIFY);

  private Pipelines() {}

  /** Every pass, in order: each pipeline, followed by its rules as passes of one rule. */
  public static List<Pass> passes() {
    List<Pass> passes = new ArrayList<>();
    for (Sweep sweep : ALL) {
      passes.add(sweep);
      sweep.rules().forEach(rule -> passes.add(Sweep.of(rule)));
    }
    return List.copyOf(passes);
  }

  /** The pass with a name. */
  public static Optional<Pass> named(String name) {
    return passes().stream().filter(pass -> pass.name().equals(name)).findFirst();
  }
}
