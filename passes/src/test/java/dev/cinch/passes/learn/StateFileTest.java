// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.learn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cinch.ir.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Breaks when a state does not come back to the last bit, or a damaged or foreign one does. */
class StateFileTest {

  @TempDir private Path folder;

  /** Some arrays, longer than what is read at once. */
  private static final class Numbers implements Resumable {
    private final float[] floats;
    private final double[] doubles;
    private final int[] ints;

    Numbers(int size) {
      this.floats = new float[size];
      this.doubles = new double[size / 2];
      this.ints = new int[3];
    }

    static Numbers filled(int size) {
      Numbers numbers = new Numbers(size);
      Random random = new Random(1);
      for (int i = 0; i < size; i++) {
        numbers.floats[i] = Float.intBitsToFloat(random.nextInt() & 0x7F7F_FFFF);
      }
      Arrays.setAll(numbers.doubles, _ -> random.nextGaussian());
      Arrays.setAll(numbers.ints, _ -> random.nextInt());
      return numbers;
    }

    @Override
    public void state(State state) {
      state.numbers(ints);
      state.numbers(floats);
      state.numbers(doubles);
    }
  }

  private String problem(Path file, String key, int size) throws IOException {
    return StateFile.read(file, key, new Numbers(size)) instanceof Result.Failed<Boolean>(var found)
        ? found.getFirst().code()
        : "none";
  }

  @Test
  void comesBackToTheLastBit() throws IOException {
    for (int size : new int[] {0, 1, 4096, 10_001}) {
      Path file = folder.resolve("a.state");
      Numbers numbers = Numbers.filled(size);
      StateFile.write(file, "key", numbers);
      Numbers back = new Numbers(size);
      assertThat(StateFile.read(file, "key", back).orThrow()).isTrue();
      assertThat(back.floats).containsExactly(numbers.floats);
      assertThat(back.doubles).containsExactly(numbers.doubles);
      assertThat(back.ints).containsExactly(numbers.ints);
    }
  }

  @Test
  void otherWorkIsRefused() throws IOException {
    Path file = folder.resolve("a.state");
    StateFile.write(file, "key", Numbers.filled(100));
    assertThat(problem(file, "other key", 100)).isEqualTo("resume.other");
    assertThat(problem(file, "key", 99)).isEqualTo("resume.other");
    assertThat(problem(file, "key", 102)).isEqualTo("resume.other");
  }

  @Test
  void everyFlippedBitAndMissingByteIsFound() throws IOException {
    Path file = folder.resolve("a.state");
    StateFile.write(file, "key", Numbers.filled(40));
    byte[] whole = Files.readAllBytes(file);
    for (int bit = 0; bit < 8 * whole.length; bit += 7) {
      byte[] damaged = whole.clone();
      damaged[bit / 8] ^= (byte) (1 << bit % 8);
      Files.write(file, damaged);
      assertThat(problem(file, "key", 40)).as("bit %d", bit).isEqualTo("resume.damaged");
    }
    for (int size = 0; size < whole.length; size += 13) {
      Files.write(file, Arrays.copyOf(whole, size));
      assertThat(problem(file, "key", 40)).as("%d bytes", size).isEqualTo("resume.damaged");
    }
  }
}
