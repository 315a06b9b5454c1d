// SPDX-License-Identifier: Apache-2.0
package dev.cinch.testbench.differential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cinch.cpu.ExactEngine;
import dev.cinch.cpu.FloatEngine;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random models of ONNX's operators: odd shapes, empty batches, numbers of every kind. Fails with
 * the smallest model that was found where a kernel computes another number than the operator's
 * definition, a buffer is used while its value is alive, or the reader gives another shape.
 *
 * <p>{@code -Ddifferential.seeds=20000} tries more, {@code -Ddifferential.first=1000} others.
 */
class RandomModelsTest {

  private static final int MODELS = 300;

  @TempDir Path folder;

  @Test
  void enginesKeepTheirPromises() {
    Seeds.each(
        MODELS,
        new EngineJudge(
            new ModelFiles(folder),
            UnaryOperator.identity(),
            EngineComparison.exact(new ExactEngine()),
            EngineComparison.bounded(new FloatEngine(1), new FloatEngine(2))));
  }

  @Test
  void enginesKeepTheirPromisesOnIntegers() {
    Seeds.each(
        MODELS,
        new EngineJudge(
            new ModelFiles(folder),
            Integers::of,
            EngineComparison.exact(new ExactEngine()),
            EngineComparison.bounded(new FloatEngine(1), new FloatEngine(2))));
  }

  @Test
  void theInterpreterGivesWhatOnnxRuntimeGives() {
    PeerJudge judge = new PeerJudge(new ModelFiles(folder));
    Seeds.each(MODELS, judge);
    long known = judge.known().values().stream().mapToLong(Integer::longValue).sum();
    assertThat(known).as("numbers that are known to differ").isLessThan(judge.compared() / 20);
  }
}
