// SPDX-License-Identifier: Apache-2.0
package dev.cinch.testbench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cinch.cost.fpga.ResourceCount;
import dev.cinch.cpu.ExactEngine;
import dev.cinch.hls.ProjectFolder;
import dev.cinch.hls.ProjectWriter;
import dev.cinch.ir.Graph;
import dev.cinch.ir.Interpreter;
import dev.cinch.ir.Result;
import dev.cinch.ir.text.Constants;
import dev.cinch.ir.text.GraphPrinter;
import dev.cinch.passes.plan.Planner;
import dev.cinch.target.Device;
import dev.cinch.target.design.Design;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random integer networks: every integer of the emitted C++ is the interpreter's. */
class RandomNetworksTest {

  @TempDir Path folder;

  @BeforeAll
  static void needsACompiler() {
    if (CppBuild.compiler() instanceof Result.Failed<String>(var why)) {
      Assumptions.abort("no emitted C++ can be run: " + why.getFirst());
    }
  }

  static Design design(Graph graph) {
    return Planner.plan(graph, Device.load("pynq-z2").orThrow()).orThrow();
  }

  static ProjectFolder write(Design design, Path folder) throws IOException {
    Map<String, byte[]> files =
        ProjectWriter.write(
            design,
            ResourceCount.of(design),
            new byte[0],
            GoldenVectors.of(design, new Interpreter(), 6, 1),
            "test");
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Path path = folder.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.write(path, file.getValue());
    }
    return ProjectFolder.open(folder).orThrow();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void everyIntegerIsTheSame(long seed) throws IOException, InterruptedException {
    Graph graph = RandomNetwork.of(seed);
    Design design = design(graph);
    ProjectFolder project = write(design, folder);

    Verdict exact =
        new Verification(project, design, new ExactEngine(), true, true).run(24, seed).orThrow();
    assertThat(exact.first()).as(GraphPrinter.print(graph, Constants.INLINE)).isEmpty();
    assertThat(exact.problems()).isEmpty();
    assertThat(exact.samples()).isEqualTo(24);
    assertThat(exact.valuesCompared()).isPositive();
    assertThat(exact.overflows().orElseThrow().count()).isZero();
  }
}
