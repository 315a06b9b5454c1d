// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Breaks when a rate does not change as its schedule says. */
class ScheduleTest {

  @ParameterizedTest
  @CsvSource({
    "CONSTANT, 0, 1",
    "CONSTANT, 0.99, 1",
    "STEP, 0, 1",
    "STEP, 0.49, 1",
    "STEP, 0.5, 0.1",
    "STEP, 0.74, 0.1",
    "STEP, 0.75, 0.01",
    "LINEAR, 0, 1",
    "LINEAR, 0.25, 0.75",
    "LINEAR, 1, 0",
    "COSINE, 0, 1",
    "COSINE, 0.5, 0.5",
    "COSINE, 1, 0",
  })
  void factors(Schedule schedule, double done, double factor) {
    assertThat(schedule.factor(done)).isCloseTo(factor, within(1e-12));
  }

  @Test
  void noneRises() {
    for (Schedule schedule : Schedule.values()) {
      for (int i = 0; i < 100; i++) {
        assertThat(schedule.factor((i + 1) / 100.0))
            .isLessThanOrEqualTo(schedule.factor(i / 100.0));
      }
    }
  }
}
