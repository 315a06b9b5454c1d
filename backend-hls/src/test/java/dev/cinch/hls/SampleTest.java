// SPDX-License-Identifier: Apache-2.0
package dev.cinch.hls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A small network in the form that is emitted, run by the test bench that is emitted. */
@Execution(ExecutionMode.SAME_THREAD)
class SampleTest {

  private static final int SAMPLES = 53;

  @TempDir static Path build;
  private static Path makeVectors;
  private static Path bench;

  @TempDir Path folder;

  @BeforeAll
  static void compile() {
    Cpp compiler = Cpp.require("g++");
    makeVectors = compiler.build(build, List.of(Cpp.TESTS.resolve("sample/make_vectors.cpp")));
    bench =
        compiler.build(
            build,
            List.of(Cpp.TESTS.resolve("sample/top.cpp"), Cpp.LIBRARY.resolve("tb/test.cpp")),
            "-DCINCH_TRACE");
  }

  private void vectors(int percent) throws IOException {
    Files.createDirectories(folder.resolve("expected"));
    Files.createDirectories(folder.resolve("trace"));
    Cpp.Ran made =
        Cpp.run(folder, List.of(makeVectors.toString(), ".", "9", "" + percent, "" + SAMPLES));
    assertThat(made.status()).as(made.text()).isZero();
  }

  private Cpp.Ran run(String... options) {
    List<String> command = new ArrayList<>(List.of(bench.toString()));
    command.addAll(List.of("--weights", "weights.bin", "--input", "input.bin"));
    command.addAll(List.of(options));
    return Cpp.run(folder, command);
  }

  private byte[] read(String name) throws IOException {
    return Files.readAllBytes(folder.resolve(name));
  }

  /** One build serves every density: weights are data. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 30, 100})
  void everyIntegerIsThatOfThePlainModel(int percent) throws IOException {
    vectors(percent);

    Cpp.Ran ran = run("--golden", "output.bin", "--output", "written.bin", "--trace", "trace");

    assertThat(ran.text()).isEqualTo("samples 53, values compared 530, mismatches 0\n");
    assertThat(ran.status()).isZero();
    assertThat(read("written.bin")).isEqualTo(read("output.bin"));
    try (Stream<Path> traces = Files.list(folder.resolve("expected"))) {
      for (Path expected : traces.toList()) {
        Path traced = folder.resolve("trace").resolve(expected.getFileName());
        assertThat(traced).hasSameBinaryContentAs(expected);
      }
    }
  }

  @Test
  void aChangedWeightIsAMismatchAtItsPlace() throws IOException {
    vectors(30);
    byte[] weights = read("weights.bin");
    // The last bias word belongs to fc2's last element, rows 2, 5 and 8; the lowest bit of row 2.
    weights[weights.length - 8] ^= 1;
    Files.write(folder.resolve("weights.bin"), weights);

    Cpp.Ran ran = run("--golden", "output.bin");

    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.text())
        .containsPattern("first mismatch: sample 0, position 2, expected -?\\d+, got -?\\d+")
        .contains("mismatches 53");
  }

  @Test
  void weightsOfAnotherShapeAreRefused() throws IOException {
    vectors(30);
    byte[] weights = read("weights.bin");
    weights[8 * 3] ^= 1;
    Files.write(folder.resolve("weights.bin"), weights);

    Cpp.Ran ran = run("--golden", "output.bin");

    assertThat(ran.status()).isEqualTo(2);
    assertThat(ran.text()).isEqualTo("test: weights.bin was refused with status 5\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"weights.bin", "input.bin", "output.bin"})
  void aTruncatedFileIsNamed(String name) throws IOException {
    vectors(30);
    byte[] whole = read(name);
    Files.write(folder.resolve(name), Arrays.copyOf(whole, whole.length - 3));

    Cpp.Ran ran = run("--golden", "output.bin");

    assertThat(ran.status()).isEqualTo(2);
    assertThat(ran.text()).startsWith("test: " + name + " ");
  }
}
