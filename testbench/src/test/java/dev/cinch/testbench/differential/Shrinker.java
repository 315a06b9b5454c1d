// SPDX-License-Identifier: Apache-2.0
package dev.cinch.testbench.differential;

import dev.cinch.testbench.differential.Model.Input;
import dev.cinch.testbench.differential.Model.Step;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Makes a model on which ways disagree smaller until nothing smaller that it tries disagrees: steps
 * are cut off or give way to one of their operands, extents and parameters become smaller, numbers
 * ordinary.
 */
final class Shrinker {

  private static final int MOST_TRIALS = 3000;

  private final Judge judge;
  private int trials;

  Shrinker(Judge judge) {
    this.judge = judge;
  }

  /** A small model on which the judge's ways disagree, as they do on this one. */
  Model shrink(Model model) {
    Model smallest = model;
    Optional<Model> smaller = Optional.of(model);
    while (smaller.isPresent()) {
      smallest = smaller.get();
      smaller = candidates(smallest).filter(this::disagrees).findFirst();
    }
    return smallest;
  }

  private boolean disagrees(Model candidate) {
    return trials++ < MOST_TRIALS && judge.disagreement(candidate).isPresent();
  }

  private static Stream<Model> candidates(Model model) {
    return Stream.of(steps(model), inputs(model), settings(model)).flatMap(List::stream);
  }

  private static List<Model> steps(Model model) {
    List<Model> smaller = new ArrayList<>();
    int inputs = model.inputs().size();
    for (int i = 0; i + 1 < model.steps().size(); i++) {
      smaller.add(new Model(model.inputs(), model.steps().subList(0, i + 1)));
    }
    if (model.steps().size() > 1) {
      try {
        List<List<Long>> extents = model.write(true, false).extents();
        for (int i = 0; i < model.steps().size(); i++) {
          smaller.add(model.alone(i, extents));
        }
      } catch (Unfit _) {
        // It disagreed, so it could be written.
      }
      for (int i = 0; i < model.steps().size(); i++) {
        for (int operand : model.steps().get(i).operands()) {
          smaller.add(without(model, inputs + i, operand));
        }
      }
    }
    for (int i = 0; i < inputs && inputs > 1; i++) {
      int value = i;
      if (model.steps().stream().noneMatch(step -> step.operands().contains(value))) {
        smaller.add(without(model, value, 0));
      }
    }
    return smaller;
  }

  /** Without a value, which gives way to an earlier one. */
  private static Model without(Model model, int value, int instead) {
    List<Input> inputs = new ArrayList<>(model.inputs());
    List<Step> steps = new ArrayList<>();
    int first = inputs.size();
    for (int i = 0; i < model.steps().size(); i++) {
      if (first + i != value) {
        Step step = model.steps().get(i);
        steps.add(
            step.with(
                step.operands().stream()
                    .map(it -> it == value ? instead : it)
                    .map(it -> it > value ? it - 1 : it)
                    .toList()));
      }
    }
    if (value < first) {
      inputs.remove(value);
    }
    return new Model(inputs, steps);
  }

  private static List<Model> inputs(Model model) {
    List<Model> smaller = new ArrayList<>();
    for (int i = 0; i < model.inputs().size(); i++) {
      Input input = model.inputs().get(i);
      for (int axis = 0; axis < input.extents().size(); axis++) {
        long extent = input.extents().get(axis);
        for (long less : Stream.of(1L, extent / 2, extent - 1).distinct().toList()) {
          if (less >= 1 && less < extent) {
            List<Long> extents = new ArrayList<>(input.extents());
            extents.set(axis, less);
            smaller.add(with(model, i, new Input(extents, input.numbers(), input.seed())));
          }
        }
      }
      for (Numbers simpler : simpler(input.numbers())) {
        smaller.add(with(model, i, new Input(input.extents(), simpler, input.seed())));
      }
    }
    return smaller;
  }

  private static List<Numbers> simpler(Numbers numbers) {
    return EnumSet.range(Numbers.ORDINARY, numbers).stream().filter(it -> it != numbers).toList();
  }

  private static Model with(Model model, int index, Input input) {
    List<Input> inputs = new ArrayList<>(model.inputs());
    inputs.set(index, input);
    return new Model(inputs, model.steps());
  }

  private static List<Model> settings(Model model) {
    List<Model> smaller = new ArrayList<>();
    for (int i = 0; i < model.steps().size(); i++) {
      Step step = model.steps().get(i);
      for (int p = 0; p < step.parameters().size(); p++) {
        int parameter = step.parameters().get(p);
        for (int less : Stream.of(0, parameter / 2, parameter - 1).distinct().toList()) {
          if (less >= 0 && less < parameter) {
            List<Integer> parameters = new ArrayList<>(step.parameters());
            parameters.set(p, less);
            smaller.add(with(model, i, parameters, step.numbers()));
          }
        }
      }
      for (Numbers simpler : simpler(step.numbers())) {
        smaller.add(with(model, i, step.parameters(), simpler));
      }
    }
    return smaller;
  }

  private static Model with(Model model, int index, List<Integer> parameters, Numbers numbers) {
    List<Step> steps = new ArrayList<>(model.steps());
    Step step = steps.get(index);
    steps.set(index, new Step(step.operator(), step.operands(), parameters, numbers, step.seed()));
    return new Model(model.inputs(), steps);
  }
}
