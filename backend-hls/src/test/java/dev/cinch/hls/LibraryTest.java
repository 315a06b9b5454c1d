// SPDX-License-Identifier: Apache-2.0
package dev.cinch.hls;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The C++ library against plain models, each test program run as its verdict. */
@Execution(ExecutionMode.CONCURRENT)
class LibraryTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "engine_test",
        "hazard_test",
        "host_types_test",
        "line_buffer_test",
        "requantize_test"
      })
  void passes(String name, @TempDir Path folder) {
    Path program = Cpp.require("g++").build(folder, List.of(Cpp.TESTS.resolve(name + ".cpp")));

    Cpp.Ran ran = Cpp.run(folder, List.of(program.toString()));

    assertThat(ran.text()).endsWith("passed\n");
    assertThat(ran.status()).isZero();
  }

  @Test
  void loadingPasses(@TempDir Path folder) {
    Path program =
        Cpp.require("g++")
            .build(
                folder,
                List.of(
                    Cpp.TESTS.resolve("loading_test.cpp"), Cpp.TESTS.resolve("sample/top.cpp")));

    Cpp.Ran ran = Cpp.run(folder, List.of(program.toString()));

    assertThat(ran.text()).endsWith("passed\n");
    assertThat(ran.status()).isZero();
  }

  /** The proof of the hazard would be worth nothing if it held without forwarding. */
  @Test
  void theHazardTestFailsWithoutForwarding(@TempDir Path folder) {
    Path program =
        Cpp.require("g++")
            .build(folder, List.of(Cpp.TESTS.resolve("hazard_test.cpp")), "-DCINCH_NO_FORWARDING");

    Cpp.Ran ran = Cpp.run(folder, List.of(program.toString()));

    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.text()).contains("forwarding depth 0: ").doesNotContain("depth 0: 0 failures");
  }

  /** What would hang the hardware must not pass in simulation. */
  @ParameterizedTest
  @ValueSource(strings = {"read-empty", "leave-behind"})
  void aMisusedStreamStopsTheSimulation(String misuse, @TempDir Path folder) {
    Path program =
        Cpp.require("g++").build(folder, List.of(Cpp.TESTS.resolve("host_types_test.cpp")));

    Cpp.Ran ran = Cpp.run(folder, List.of(program.toString(), misuse));

    assertThat(ran.status()).isNotZero();
    assertThat(ran.text()).contains("hls::stream 'stopped'");
  }
}
