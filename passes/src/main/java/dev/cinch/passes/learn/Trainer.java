// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.learn;

import dev.cinch.data.Split;
import dev.cinch.ir.Diagnostic;
import dev.cinch.ir.Graph;
import dev.cinch.ir.Origin;
import dev.cinch.ir.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Learns the numbers of a network by steps along the gradient, under drivers. All that changes are
 * arrays of this class, so that learning can be kept and taken up again at any step. For a seed, a
 * number of threads and a learner the result is always the same.
 */
public final class Trainer implements Resumable {

  private static final int EVALUATED_AT_ONCE = 250;

  private final Gradients gradients;
  private final Numbers numbers;
  private final Split heldOut;
  private final TrainingSettings settings;
  private final Batches batches;
  private final Optimizer optimizer;
  private final List<Bound> drivers;

  /** Steps done, epochs since the best result, 1 when learning has ended. */
  private final int[] progress = new int[3];

  /** Sum of the losses of this epoch, best result. */
  private final double[] results = {0, -1};

  /** Mean loss and held-out accuracy of each epoch that is done. */
  private final double[] history;

  private final List<float[]> best;

  private Trainer(
      Gradients gradients,
      Numbers numbers,
      Split train,
      Split heldOut,
      TrainingSettings settings,
      List<Bound> drivers) {
    this.gradients = gradients;
    this.numbers = numbers;
    this.heldOut = heldOut;
    this.settings = settings;
    this.batches = new Batches(train, settings.batch(), settings.augmentation(), settings.seed());
    this.optimizer = settings.rule().of(numbers.parameters());
    this.drivers = drivers;
    this.history = new double[2 * settings.epochs()];
    this.best = settings.patience().isPresent() ? numbers.copy() : List.of();
  }

  /** A driver with the arrays that it holds. */
  private record Bound(Driver driver, List<Integer> places) {
    List<float[]> of(List<float[]> all) {
      return places.stream().map(all::get).toList();
    }
  }

  /**
   * Trains a graph.
   *
   * @param graph in floating point, takes one example
   * @param train what it learns from
   * @param heldOut what accuracy is measured on after each epoch
   * @param teacher the network before compression, for distillation
   * @param held drivers with what they hold
   * @param log is told of each step and epoch
   * @return the same graph with other numbers, or why it cannot be trained
   */
  public static Result<Graph> train(
      Learner learner,
      Graph graph,
      Split train,
      Split heldOut,
      TrainingSettings settings,
      Graph teacher,
      List<Held> held,
      TrainingLog log) {
    Objective objective =
        settings.distillation().share() == 0
            ? Objective.LABELS
            : Objective.distil(
                teacher, settings.distillation().temperature(), settings.distillation().share());
    return Gradients.of(learner, graph, train, objective, settings.threads())
        .then(gradients -> {
          try (gradients) {
            Numbers numbers = Numbers.of(graph, gradients.parameters());
            List<Bound> drivers =
                held.stream()
                    .map(it -> new Bound(it.driver(), numbers.places(it.values())))
                    .toList();
            return new Trainer(gradients, numbers, train, heldOut, settings, drivers)
                .run(graph, log);
          }
        });
  }

  private Result<Graph> run(Graph graph, TrainingLog log) {
    List<float[]> learned = numbers.arrays();
    int perEpoch = batches.count();
    long total = (long) settings.epochs() * perEpoch;
    if (!log.resume(this)) {
      drivers.forEach(it -> it.driver().start(it.of(learned)));
    }
    int done = progress[0];
    for (int epoch = 0; epoch < done / perEpoch; epoch++) {
      batches.shuffle();
      log.epoch(new TrainingLog.Epoch(epoch + 1, history[2 * epoch], history[2 * epoch + 1], ""));
    }
    for (int step = done; step < total && progress[2] == 0; step++) {
      int inEpoch = step % perEpoch;
      if (inEpoch == 0 || step == done) {
        batches.shuffle();
        batches.skip(inEpoch);
      }
      double rate = settings.rate() * settings.schedule().factor((double) step / total);
      Moment now = new Moment(step, total, perEpoch, rate);
      results[0] += step(now, batches.batch(inEpoch));
      if (!Double.isFinite(results[0])) {
        return diverged(graph, step + 1);
      }
      progress[0] = step + 1;
      log.step(step + 1, total);
      boolean isEnd = inEpoch == perEpoch - 1 && ends(now, log);
      progress[2] = isEnd || step + 1 == total ? 1 : 0;
      log.keep(this, progress[2] == 1);
    }
    if (!best.isEmpty()) {
      Numbers.copy(best, learned);
    }
    drivers.forEach(it -> it.driver().finish(it.of(learned)));
    return numbers.areFinite() ? Result.ok(numbers.into(graph)) : diverged(graph, total);
  }

  private double step(Moment now, Batch batch) {
    List<float[]> learned = numbers.arrays();
    List<float[]> gradient = gradients.result();
    double loss = gradients.at(batch, used(now));
    for (Bound it : drivers.reversed()) {
      it.driver().gradient(now, it.of(learned), it.of(gradient));
    }
    optimizer.begin();
    for (int i = 0; i < learned.size(); i++) {
      double decay = numbers.parameters().get(i).isMatrix() ? settings.decay() : 0;
      optimizer.step(i, learned.get(i), gradient.get(i), now.rate(), decay);
    }
    for (Bound it : drivers) {
      it.driver().after(now, it.of(learned), it.of(optimizer.directions()));
    }
    return loss;
  }

  /** What the network computes with. */
  private List<float[]> used(Moment now) {
    if (drivers.stream().noneMatch(it -> it.driver().changesUse())) {
      return numbers.arrays();
    }
    List<float[]> used = numbers.scratch();
    for (Bound it : drivers) {
      it.driver().use(now, it.of(used));
    }
    return used;
  }

  /** Measures the epoch that is done; whether it was the last. */
  private boolean ends(Moment now, TrainingLog log) {
    double top1 = gradients.top1(Batches.inOrder(heldOut, EVALUATED_AT_ONCE), used(now));
    String constraints =
        drivers.stream()
            .map(it -> it.driver().describe(it.of(numbers.arrays())))
            .filter(text -> !text.isEmpty())
            .collect(Collectors.joining(", "));
    int epoch = (int) (now.step() / now.perEpoch());
    history[2 * epoch] = results[0] / now.perEpoch();
    history[2 * epoch + 1] = top1;
    log.epoch(new TrainingLog.Epoch(epoch + 1, history[2 * epoch], top1, constraints));
    results[0] = 0;
    if (settings.patience().isEmpty()
        || !drivers.stream().allMatch(it -> it.driver().isSettled(now))) {
      return false;
    }
    if (top1 > results[1]) {
      results[1] = top1;
      progress[1] = 0;
      Numbers.copy(numbers.arrays(), best);
      return false;
    }
    return ++progress[1] >= settings.patience().getAsInt();
  }

  private static Result<Graph> diverged(Graph graph, long steps) {
    return Result.failed(
        Diagnostic.error(
            "train.diverged",
            Origin.named(graph.name()),
            "training diverged: after %d steps a number is no longer finite".formatted(steps),
            "a smaller rate, or data scaled towards 0 to 1 (--input scale=0.00390625)"));
  }

  @Override
  public void state(State state) {
    state.numbers(progress);
    state.numbers(results);
    state.numbers(history);
    numbers.arrays().forEach(state::numbers);
    best.forEach(state::numbers);
    optimizer.state(state);
    List<Resumable> all = new ArrayList<>();
    drivers.forEach(it -> all.add(it.driver()));
    all.forEach(it -> it.state(state));
  }
}
