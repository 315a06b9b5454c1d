// SPDX-License-Identifier: Apache-2.0
package dev.cinch.training;

import dev.cinch.data.Split;
import dev.cinch.ir.Diagnostic;
import dev.cinch.ir.Graph;
import dev.cinch.ir.Origin;
import dev.cinch.ir.Result;
import dev.cinch.passes.learn.Learner;
import dev.cinch.passes.learn.TrainingLog;
import dev.cinch.passes.learn.TrainingSettings;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Trains with libtorch, on one thread and with one set of instructions, so that sums are always
 * taken in one order. Native memory is what one step needs: each step has a scope that frees what
 * it made.
 */
public final class TorchLearner implements Learner {

  private static final int EVALUATED_AT_ONCE = 250;

  /** Comes before anything of libtorch. */
  private static final String INSTRUCTIONS = Instructions.hold();

  @Override
  public String describe() {
    return "libtorch 2.10.0, one thread, " + INSTRUCTIONS;
  }

  @Override
  public Result<Graph> train(
      Graph graph, Split train, Split heldOut, TrainingSettings settings, TrainingLog log) {
    List<Diagnostic> problems = Trainable.problems(graph, train);
    if (!problems.isEmpty()) {
      return new Result.Failed<>(problems);
    }
    torch.set_num_threads(1);
    // These choose kernels by the sizes of the processor's caches; without them convolutions are
    // matrix products too.
    torch.globalContext().setUserEnabledMkldnn(false);
    torch.globalContext().setUserEnabledNNPACK(false);
    // Matrix products count their own threads, by the cores of the machine.
    openblas_nolapack.blas_set_num_threads(1);
    try (PointerScope _ = new PointerScope()) {
      Network network = new Network(graph);
      Batches batches = new Batches(train, settings.batch(), settings.seed());
      Momentum momentum = new Momentum(network.parameters(), settings);
      long total = (long) settings.epochs() * batches.count();
      long done = 0;
      for (int epoch = 1; epoch <= settings.epochs(); epoch++) {
        batches.shuffle();
        double loss = 0;
        for (int i = 0; i < batches.count(); i++) {
          double share = (double) done / total;
          loss += step(network, batches, i, momentum, settings.schedule().factor(share));
          log.step(++done, total);
          if (!Double.isFinite(loss)) {
            return diverged(graph, done);
          }
        }
        if (!network.isFinite()) {
          return diverged(graph, done);
        }
        log.epoch(epoch, loss / batches.count(), top1(network, heldOut));
      }
      return Result.ok(network.trained());
    }
  }

  private static Result<Graph> diverged(Graph graph, long steps) {
    return Result.failed(
        Diagnostic.error(
            "train.diverged",
            Origin.named(graph.name()),
            "training diverged: after %d steps a number is no longer finite".formatted(steps),
            "a smaller rate, or data scaled towards 0 to 1 (--input scale=0.00390625)"));
  }

  private static double step(
      Network network, Batches batches, int index, Momentum momentum, double factor) {
    try (PointerScope _ = new PointerScope()) {
      Tensor logits = network.logits(batches.examples(index));
      Tensor loss = torch.cross_entropy_loss(logits, batches.labels(index));
      loss.backward();
      momentum.step(factor);
      return loss.item_double();
    }
  }

  private static double top1(Network network, Split split) {
    Batches batches = new Batches(split, EVALUATED_AT_ONCE, 0);
    long correct = 0;
    for (int i = 0; i < batches.count(); i++) {
      try (PointerScope _ = new PointerScope();
          NoGradGuard _ = new NoGradGuard()) {
        Tensor classes =
            torch.argmax(network.logits(batches.examples(i)), new LongOptional(1), false);
        Tensor right = classes.eq(batches.labels(i));
        correct += right.sum().item_long();
      }
    }
    return 100.0 * correct / split.size();
  }
}
