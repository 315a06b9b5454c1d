// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.codec;

import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.weight.Positions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tries how to write a tensor: every {@link View} where there are few values, first the positions
 * alone; then the values for the best of these; then the settings of the models for the best of
 * those, one after the other as long as each is better than the one before. What takes the fewest
 * bits wins, with or without models, and of equals what is tried first.
 */
final class Trials {

  /** Where more values are kept the tensor is seen in one way only. */
  private static final long MANY_KEPT = 1L << 16;

  /** So many views are tried further. */
  private static final int FINALISTS = 3;

  /** Looking at more pairs than this takes too long. */
  private static final long MOST_PAIRS = 1L << 24;

  private static final long NEVER = Long.MAX_VALUE / 4;

  private final Content content;
  private final Shape shape;
  private final @Nullable PositionCode layout;
  private final long layoutCost;
  private final boolean suitsModel;
  private final ValueCode code;
  private final long plainCost;

  Trials(Content content) {
    this.content = content;
    this.shape = content.header().type().shape();
    Positions positions = content.positions();
    this.layout = positions == null ? null : PositionCode.best(shape, positions);
    this.layoutCost = layout == null ? 0 : layout.bits() << CostCounter.COST_BITS;
    this.suitsModel = content.suitsModel();
    this.code = ValueCode.of(content.values(), content.table());
    this.plainCost = Numbers.bits(content.values()) << CostCounter.COST_BITS;
  }

  private interface Writing {
    void write(CostCounter counter) throws Malformed;
  }

  /** What a trial writes, in units of 2^-16 bits; too much where it takes too much work. */
  private static long cost(Writing writing) {
    CostCounter counter = new CostCounter();
    try {
      writing.write(counter);
    } catch (Malformed e) {
      throw new IllegalStateException(e);
    }
    return counter.isAllowed() ? counter.cost() : NEVER;
  }

  /**
   * One way to write positions and values.
   *
   * @param view how models see the tensor
   * @param presence what positions cost a model; no less than without one where none is used
   * @param spread how much lines differ for that
   * @param values what values cost a model; no less than without one where none is used
   * @param pairs how much outputs say of each other
   */
  private record Trial(View view, long presence, int spread, long values, int pairs) {}

  Choices best() {
    List<Trial> trials = new ArrayList<>();
    for (View view : views()) {
      trials.add(new Trial(view, presence(view, 0), 0, 0, 0));
    }
    List<Trial> seen =
        content.positions() == null ? trials : finalists(trials, Trial::presence).toList();
    List<Trial> valued =
        seen.stream()
            .map(it -> new Trial(it.view(), it.presence(), 0, values(it.view(), 0), 0))
            .toList();
    Trial best =
        finalists(valued, this::cost)
            .map(this::refined)
            .min(Comparator.comparingLong(this::cost))
            .orElseThrow();
    return new Choices(
        best.view(),
        best.spread(),
        hasModelOfPositions(best) ? null : layout,
        hasModelOfValues(best) ? code.withPairs(best.pairs()) : null);
  }

  private static Stream<Trial> finalists(List<Trial> trials, ToLongFunction<Trial> cost) {
    return trials.stream().sorted(Comparator.comparingLong(cost)).limit(FINALISTS);
  }

  private List<View> views() {
    return content.count() > MANY_KEPT ? List.of(View.of(shape)) : View.candidates(shape);
  }

  private Trial refined(Trial trial) {
    View view = trial.view();
    Trial best = trial;
    for (int spread = 1; spread == best.spread() + 1 && spread < Presence.SPREADS; spread++) {
      long presence = presence(view, spread);
      if (presence < best.presence()) {
        best = new Trial(view, presence, spread, trial.values(), 0);
      }
    }
    int choices = hasPairs(view) ? Pairs.CHOICES : 0;
    for (int pairs = 1; pairs == best.pairs() + 1 && pairs < choices; pairs++) {
      long values = values(view, pairs);
      if (values < best.values()) {
        best = new Trial(view, best.presence(), best.spread(), values, pairs);
      }
    }
    return best;
  }

  private boolean hasModelOfPositions(Trial trial) {
    return content.positions() != null && trial.presence() < layoutCost;
  }

  private boolean hasModelOfValues(Trial trial) {
    return trial.values() < plainCost;
  }

  private long cost(Trial trial) {
    boolean seen = hasModelOfPositions(trial) || hasModelOfValues(trial);
    return Math.min(layoutCost, trial.presence())
        + Math.min(plainCost, trial.values())
        + (seen ? cost(counter -> trial.view().write(counter, shape)) : 0);
  }

  private long presence(View view, int spread) {
    Positions positions = content.positions();
    return positions == null || positions.count() == 0 || !Presence.codes(view)
        ? NEVER
        : cost(counter -> Presence.write(counter, view, spread, positions));
  }

  private long values(View view, int pairs) {
    if (!suitsModel) {
      return NEVER;
    }
    ValueCode withPairs = code.withPairs(pairs);
    return cost(counter -> {
      withPairs.write(counter, content.values().type().number(), view);
      content.code(counter, withPairs, view);
    });
  }

  /** Whether there are pairs of outputs with kept values at one place, and not too many. */
  private boolean hasPairs(View view) {
    Grids grids = Pairs.areIn(view) ? Grids.of(view, content.positions()) : null;
    long pairs = 0;
    if (grids != null) {
      for (int kept : grids.keptOfTap()) {
        pairs += (long) kept * (kept - 1) / 2;
      }
    }
    return pairs > 0 && pairs <= MOST_PAIRS;
  }
}
