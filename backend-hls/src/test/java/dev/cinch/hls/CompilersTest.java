// SPDX-License-Identifier: Apache-2.0
package dev.cinch.hls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which compilers take the sources, and what a synthesis tool sees of them. */
@Execution(ExecutionMode.CONCURRENT)
class CompilersTest {

  private static final Path TOP = Cpp.TESTS.resolve("sample/top.cpp");
  private static final Path BENCH = Cpp.LIBRARY.resolve("tb/test.cpp");

  /** C++14 is what Vitis HLS is documented to take; the host side builds with 17. */
  @ParameterizedTest
  @CsvSource({"g++, c++14", "clang++, c++14", "clang++, c++17"})
  void everySourceIsClean(String compiler, String standard) throws IOException {
    List<Path> sources;
    try (Stream<Path> found = Files.walk(Cpp.TESTS)) {
      sources =
          Stream.concat(found.filter(p -> p.toString().endsWith(".cpp")).sorted(), Stream.of(BENCH))
              .toList();
    }

    Cpp.Ran ran =
        Cpp.require(compiler)
            .compile(
                List.of(
                    "-fsyntax-only",
                    "-std=" + standard,
                    "-Wall",
                    "-Wextra",
                    "-Wconversion",
                    "-Werror"),
                sources);

    assertThat(ran.text()).isEmpty();
    assertThat(ran.status()).isZero();
  }

  /** A directive that a macro loses would cost speed or, for the distance, correctness. */
  @Test
  void directivesReachVitis() {
    Cpp.Ran ran =
        Cpp.require("g++").compile(List.of("-E", "-std=c++14", "-D__VITIS_HLS__"), List.of(TOP));

    assertThat(ran.text())
        .contains(
            "#pragma HLS DEPENDENCE variable = sums inter RAW true distance = HAZARD_DISTANCE")
        .contains("#pragma HLS STREAM variable = queues depth = QUEUE_DEPTH")
        .contains("#pragma HLS ARRAY_PARTITION variable = conv1.entries complete dim = 1")
        .contains("#pragma HLS BIND_STORAGE variable = fc2.entries type = ram_1p impl = bram")
        .contains(
            "#pragma HLS INTERFACE mode = m_axi port = weights bundle = bus_weights offset = slave"
                + " depth = WEIGHT_WORDS")
        .contains("#pragma HLS INTERFACE mode = s_axilite port = return bundle = control")
        .contains("#pragma HLS DATAFLOW")
        .contains("#pragma HLS PIPELINE II = 1");
  }

  /** Bambu rejects loop pipelining and s_axilite. */
  @Test
  void bambuSeesOnlyWhatItAccepts() {
    Cpp.Ran ran =
        Cpp.require("g++").compile(List.of("-E", "-std=c++14", "-D__BAMBU__"), List.of(TOP));

    assertThat(ran.text().lines().filter(line -> line.startsWith("#pragma HLS")).distinct())
        .containsExactly("#pragma HLS INLINE off");
  }

  /** The same sources with AMD's own types, for whoever has them, give the same output. */
  @Test
  void amdTypesGiveTheSame(@TempDir Path folder) {
    String types = System.getenv("CINCH_AP_TYPES");
    Assumptions.assumeTrue(types != null, "CINCH_AP_TYPES does not name AMD's ap_types headers");
    Path program = folder.resolve("program");
    for (String name : List.of("engine_test", "hazard_test", "line_buffer_test")) {
      Path source = Cpp.TESTS.resolve(name + ".cpp");
      Cpp.Ran built =
          Cpp.require("g++")
              .compile(
                  List.of("-std=c++17", "-O2", "-w", "-I" + types, "-o", program.toString()),
                  List.of(source));
      assertThat(built.status()).as(built.text()).isZero();
      assertThat(Cpp.run(folder, List.of(program.toString())).status()).as(name).isZero();
    }
  }
}
