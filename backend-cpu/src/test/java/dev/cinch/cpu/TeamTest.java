// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;

/** Every part is computed once, by workers that come to each call. */
final class TeamTest {

  private static final int CALLS = 2_000;

  @Test
  void helpersComeToEveryCall() {
    try (Team team = new Team(2)) {
      for (int call = 0; call < CALLS; call++) {
        // A part that waits for the other ends only when another worker takes that one.
        CountDownLatch both = new CountDownLatch(2);
        team.each(
            2,
            (_, _) -> {
              both.countDown();
              assertThat(await(both)).isTrue();
            });
      }
    }
  }

  private static boolean await(CountDownLatch latch) {
    try {
      return latch.await(20, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void everyPartIsComputedOnce() {
    for (int workers : new int[] {1, 2, 5}) {
      try (Team team = new Team(workers)) {
        for (int count = 0; count < 70; count++) {
          AtomicIntegerArray seen = new AtomicIntegerArray(count);
          team.each(count, (part, _) -> seen.incrementAndGet(part));
          for (int part = 0; part < count; part++) {
            assertThat(seen.get(part)).isEqualTo(1);
          }
        }
      }
    }
  }

  @Test
  void aPartThatFailsEndsTheCallAndNotTheTeam() {
    try (Team team = new Team(3)) {
      assertThatThrownBy(() ->
              team.each(
                  9,
                  (part, _) -> {
                    throw new IllegalArgumentException("part " + part);
                  }))
          .isInstanceOf(IllegalStateException.class)
          .hasCauseInstanceOf(IllegalArgumentException.class);
      AtomicIntegerArray seen = new AtomicIntegerArray(9);
      team.each(9, (part, _) -> seen.incrementAndGet(part));
      assertThat(seen.toString()).doesNotContain("0");
    }
  }
}
