// SPDX-License-Identifier: Apache-2.0
package dev.cinch.testbench.differential;

import dev.cinch.testbench.differential.Model.Input;
import dev.cinch.testbench.differential.Model.Step;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Models of a few steps over one or two inputs, the same for a seed. */
final class RandomModel {

  private static final List<Long> BATCHES = List.of(0L, 1L, 2L, 5L, 9L);
  private static final List<Operator> ALL = List.of(Operator.values());

  /** As likely as all operators together. */
  private static final List<Operator> LAYERS =
      List.copyOf(EnumSet.range(Operator.CONV, Operator.BATCH_NORMALIZATION));

  private static final int TRIES = 40;
  private static final int MOST_STEPS = 6;

  private final SplittableRandom random;
  private final List<Input> inputs = new ArrayList<>();
  private final List<Step> steps = new ArrayList<>();

  private RandomModel(long seed) {
    this.random = new SplittableRandom(seed);
  }

  static Model of(long seed) {
    return new RandomModel(seed).build();
  }

  private Model build() {
    Numbers numbers = numbers();
    List<Long> extents = extents();
    inputs.add(new Input(extents, numbers, random.nextLong()));
    if (random.nextInt(4) == 0) {
      inputs.add(new Input(random.nextBoolean() ? extents : extents(), numbers, random.nextLong()));
    }
    int wanted = 1 + random.nextInt(MOST_STEPS);
    for (int i = 0; i < TRIES && steps.size() < wanted; i++) {
      List<Step> longer = new ArrayList<>(steps);
      longer.add(step());
      try {
        new Model(inputs, longer).write(false, false);
        steps.add(longer.getLast());
      } catch (Unfit _) {
        // Another step will do.
      }
    }
    return new Model(inputs, steps);
  }

  private Step step() {
    List<Operator> all = random.nextBoolean() ? LAYERS : ALL;
    Operator operator = all.get(random.nextInt(all.size()));
    int values = inputs.size() + steps.size();
    List<Integer> operands =
        IntStream.range(0, operator.operands())
            .mapToObj(_ -> random.nextInt(3) == 0 ? random.nextInt(values) : values - 1)
            .toList();
    List<Integer> parameters =
        operator.settings().stream()
            .map(most -> random.nextInt(2) == 0 ? 0 : random.nextInt(most))
            .toList();
    Numbers numbers = random.nextInt(4) == 0 ? numbers() : Numbers.ORDINARY;
    return new Step(operator, operands, parameters, numbers, random.nextLong(1L << 40));
  }

  private Numbers numbers() {
    Numbers[] all = Numbers.values();
    return random.nextBoolean() ? Numbers.ORDINARY : all[random.nextInt(all.length)];
  }

  /** A batch, and up to four more axes, few of which are long. */
  private List<Long> extents() {
    while (true) {
      List<Long> extents = new ArrayList<>();
      int batch = random.nextInt(3) == 0 ? 0 : 1;
      extents.add(BATCHES.get(random.nextInt(batch, BATCHES.size())));
      int more = random.nextInt(1, 5);
      for (int i = 0; i < more; i++) {
        int longest = random.nextBoolean() ? 5 : Call.SIZES.size();
        extents.add(Call.SIZES.get(random.nextInt(longest)));
      }
      if (Call.size(extents) <= 4000) {
        return extents;
      }
    }
  }
}
