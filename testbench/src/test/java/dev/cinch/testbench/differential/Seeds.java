// SPDX-License-Identifier: Apache-2.0
package dev.cinch.testbench.differential;

/** Which random models are tried. */
final class Seeds {

  private Seeds() {}

  /**
   * Tries models until one on which ways disagree, which fails with a small model of the same kind
   * as text.
   *
   * @param usual how many, unless {@code -Ddifferential.seeds} says another number
   */
  static void each(int usual, Judge judge) {
    long first = Long.getLong("differential.first", 0);
    long many = Long.getLong("differential.seeds", usual);
    for (long seed = first; seed < first + many; seed++) {
      Model model = RandomModel.of(seed);
      if (judge.disagreement(model).isPresent()) {
        Model smallest = new Shrinker(judge).shrink(model);
        throw new AssertionError(
            "seed %d, shrunk from %d steps to %d:%n%s%s"
                .formatted(
                    seed,
                    model.steps().size(),
                    smallest.steps().size(),
                    smallest,
                    judge.disagreement(smallest).orElse("")));
      }
    }
  }
}
