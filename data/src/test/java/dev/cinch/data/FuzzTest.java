// SPDX-License-Identifier: Apache-2.0
package dev.cinch.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cinch.ir.Result;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Breaks when damaged bytes make a reader throw, hang or allocate what is not there. */
class FuzzTest {
  private static final Duration TIME = Duration.ofSeconds(3);
  private static final Places NOWHERE = new Places(java.util.List.of());

  @TempDir Path folder;

  @Test
  void npy() {
    fuzz("a.npy", Bytes.npy("<i4", "(2, 3)", new int[24]), Npy::read, 1);
  }

  @Test
  void idx() {
    fuzz("a-idx", Bytes.idx(0x08, new int[] {2, 3, 4}, new byte[24]), Idx::read, 2);
  }

  @Test
  void compressedIdx() {
    byte[] plain = Bytes.idx(0x0B, new int[] {20, 30}, new byte[1200]);
    fuzz("a-idx.gz", Bytes.gzip(plain), Idx::read, 3);
  }

  @Test
  void npz() {
    Map<String, byte[]> arrays = new LinkedHashMap<>();
    arrays.put("x.npy", Bytes.npy("|u1", "(2, 3)", 1, 2, 3, 4, 5, 6));
    arrays.put("y.npy", Bytes.npy("|i1", "(2,)", 1, 0));
    fuzz(
        "a.npz",
        Bytes.zip(arrays),
        file -> DataSets.open(file.toString(), NOWHERE, Set.of(Part.TEST)),
        4);
  }

  @Test
  void cifar() {
    fuzz(
        "test_batch.bin",
        Bytes.cifar(1, 2, 9),
        _ -> DataSets.open(folder.toString(), NOWHERE, Set.of(Part.TEST)),
        5);
  }

  /** Reads variations of a good file until the time is up. */
  private void fuzz(String name, byte[] good, Function<Path, Result<?>> reader, long seed) {
    Path file = folder.resolve(name);
    Bytes.write(file, good);
    assertThat(Failures.of(reader.apply(file))).isEmpty();
    Random random = new Random(seed);
    long end = System.nanoTime() + TIME.toNanos();
    int refused = 0;
    int rounds = 0;
    for (; System.nanoTime() < end; rounds++) {
      byte[] damaged = damage(good, random);
      Bytes.write(file, damaged);
      try {
        refused += Failures.of(reader.apply(file)).isEmpty() ? 0 : 1;
      } catch (RuntimeException | Error e) {
        throw new AssertionError("round " + rounds + ": " + Arrays.toString(damaged), e);
      }
    }
    assertThat(rounds).isGreaterThan(100);
    assertThat(refused).isGreaterThan(rounds / 10);
  }

  private static byte[] damage(byte[] good, Random random) {
    byte[] bytes = good.clone();
    switch (random.nextInt(4)) {
      case 0 -> bytes = Arrays.copyOf(bytes, random.nextInt(2 * bytes.length));
      case 1 -> {
        int from = random.nextInt(bytes.length);
        int length = random.nextInt(bytes.length - from) / 2;
        System.arraycopy(good, random.nextInt(bytes.length - length), bytes, from, length);
      }
      default -> {}
    }
    for (int changes = random.nextInt(1, 5); changes > 0 && bytes.length > 0; changes--) {
      int at = random.nextInt(bytes.length);
      bytes[at] =
          switch (random.nextInt(3)) {
            case 0 -> (byte) random.nextInt();
            case 1 -> (byte) (bytes[at] ^ 1 << random.nextInt(8));
            default -> (byte) new int[] {0, 0xFF, 0x7F, 0x80, '(', ',', '9'}[random.nextInt(7)];
          };
    }
    return bytes;
  }
}
