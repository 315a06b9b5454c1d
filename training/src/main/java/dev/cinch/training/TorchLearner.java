// SPDX-License-Identifier: Apache-2.0
package dev.cinch.training;

import dev.cinch.data.Split;
import dev.cinch.ir.Diagnostic;
import dev.cinch.ir.Graph;
import dev.cinch.ir.Result;
import dev.cinch.passes.learn.Derivatives;
import dev.cinch.passes.learn.Learner;
import dev.cinch.passes.learn.Objective;
import java.util.List;
import java.util.Optional;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.bytedeco.pytorch.global.torch;

/**
 * Differentiates with libtorch, with one set of instructions and each network on one thread, so
 * that sums are always taken in one order.
 */
public final class TorchLearner implements Learner {

  /** Comes before anything of libtorch. */
  private static final String INSTRUCTIONS = Instructions.hold();

  @Override
  public String describe() {
    return "libtorch 2.10.0, one thread, " + INSTRUCTIONS;
  }

  @Override
  public Result<Derivatives> derivatives(Graph graph, Split examples, Objective objective) {
    List<Diagnostic> problems = Trainable.problems(graph, examples);
    if (!problems.isEmpty()) {
      return new Result.Failed<>(problems);
    }
    Optional<Graph> teacher = objective.teacher();
    if (teacher.isPresent()) {
      List<Diagnostic> ofTeacher = Trainable.problems(teacher.get(), examples);
      if (!ofTeacher.isEmpty()) {
        return new Result.Failed<>(ofTeacher);
      }
    }
    torch.set_num_threads(1);
    // These choose kernels by the sizes of the processor's caches; without them convolutions are
    // matrix products too.
    torch.globalContext().setUserEnabledMkldnn(false);
    torch.globalContext().setUserEnabledNNPACK(false);
    // Matrix products count their own threads, by the cores of the machine.
    openblas_nolapack.blas_set_num_threads(1);
    return Result.ok(
        new TorchDerivatives(new Network(graph), teacher.map(Network::new), objective));
  }
}
