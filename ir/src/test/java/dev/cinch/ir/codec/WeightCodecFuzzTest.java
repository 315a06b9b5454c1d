// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cinch.ir.Origin;
import dev.cinch.ir.Result;
import dev.cinch.ir.weight.Weight;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Any bytes give a weight or a diagnostic, soon, and never an exception. */
class WeightCodecFuzzTest {

  private static final Duration BUDGET = Duration.ofMillis(1500);

  /** Small enough that reading a legitimately large tensor does not use up the budget. */
  private static final long MAX_ELEMENTS = 1 << 18;

  /** Small enough that every way to write is tried soon. */
  private static final long FEW = 1 << 7;

  private static List<byte[]> streams() {
    List<byte[]> streams = new ArrayList<>(VersionOneTest.streams());
    VersionOneTest.weights().forEach(weight -> streams.add(WeightCodec.write(weight)));
    return streams;
  }

  @Test
  void everySingleBitFlippedInTheHeaderOrBody() {
    long read = 0;
    for (byte[] stream : streams()) {
      for (int bit = 0; bit < 8 * Math.min(stream.length, 120); bit++) {
        byte[] flipped = stream.clone();
        flipped[bit / 8] ^= (byte) (1 << bit % 8);
        read += outcome(flipped) ? 1 : 0;
      }
    }
    assertThat(read).as("flips that still decode: digests find those").isPositive();
  }

  @Test
  void everyTruncation() {
    for (byte[] stream : streams()) {
      for (int length = 0; length < stream.length; length++) {
        assertThat(outcome(Arrays.copyOf(stream, length))).isFalse();
      }
    }
  }

  @Test
  void flipsInsertionsAndRemovals() {
    Random random = new Random(23);
    List<byte[]> streams = streams();
    long until = System.nanoTime() + BUDGET.toNanos();
    while (System.nanoTime() < until) {
      byte[] damaged = streams.get(random.nextInt(streams.size())).clone();
      for (int k = random.nextInt(6); k >= 0; k--) {
        int at = random.nextInt(random.nextBoolean() ? damaged.length : 16) % damaged.length;
        switch (random.nextInt(4)) {
          case 0 -> damaged[at] = (byte) random.nextInt();
          case 1 -> damaged[at] ^= (byte) (1 << random.nextInt(8));
          case 2 -> damaged = Arrays.copyOf(damaged, 1 + random.nextInt(damaged.length + 9));
          default ->
              System.arraycopy(damaged, 0, damaged, at / 2, damaged.length - at / 2 - at % 2);
        }
      }
      outcome(damaged);
    }
  }

  @Test
  void randomBytesBehindAValidStart() {
    Random random = new Random(24);
    long until = System.nanoTime() + BUDGET.toNanos();
    while (System.nanoTime() < until) {
      byte[] bytes = new byte[2 + random.nextInt(80)];
      random.nextBytes(bytes);
      boolean plain = random.nextBoolean();
      bytes[0] = (byte) (plain ? 1 : 0x20 | (bytes[0] & 0xF));
      bytes[1] &= (byte) (plain ? 0x1F : 0xFF);
      outcome(bytes);
    }
  }

  /** Whether the bytes could be read; what was read can be written and read again. */
  private static boolean outcome(byte[] stream) {
    return switch (WeightCodec.read(stream, Origin.NONE, MAX_ELEMENTS)) {
      case Result.Failed<Weight> _ -> false;
      case Result.Ok<Weight>(var weight, var warnings) -> {
        assertThat(warnings).isEmpty();
        if (weight.type().shape().size() <= FEW) {
          byte[] again = WeightCodec.write(weight);
          assertThat(WeightCodec.read(again, Origin.NONE)).isEqualTo(Result.ok(weight));
        }
        yield true;
      }
    };
  }
}
