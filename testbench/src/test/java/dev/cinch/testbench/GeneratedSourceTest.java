// SPDX-License-Identifier: Apache-2.0
package dev.cinch.testbench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.cinch.hls.ProjectFolder;
import dev.cinch.ir.Graph;
import dev.cinch.ir.GraphBuilder;
import dev.cinch.ir.Origin;
import dev.cinch.ir.Value;
import dev.cinch.ir.number.Fixed;
import dev.cinch.ir.number.FloatType;
import dev.cinch.ir.op.Cast;
import dev.cinch.ir.op.Conv;
import dev.cinch.ir.op.MatMul;
import dev.cinch.ir.op.Relu;
import dev.cinch.ir.op.Reshape;
import dev.cinch.ir.op.Window;
import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import dev.cinch.ir.tensor.TensorWriter;
import dev.cinch.ir.weight.Sparse;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is generated for a model grows with its layers, not with its weights, and is clean. */
class GeneratedSourceTest {

  private static final Fixed ACTIVATION = new Fixed(false, 8, 0);

  @TempDir Path folder;

  private static Graph network(double density) {
    SplittableRandom random = new SplittableRandom(3);
    GraphBuilder out = new GraphBuilder("network");
    Value x = out.input("x", TensorType.f32(1, 2, 12, 12));
    Value at = out.add(Cast.requantize(ACTIVATION), List.of(x), Origin.named("q"));
    Value conv = weight(out, "conv.w", density, random, 12, 2, 3, 3);
    at = out.add(new Conv(Window.of(3, 3), 1), List.of(at, conv), Origin.named("conv"));
    at = out.add(new Relu(), List.of(at), Origin.named("conv.relu"));
    at = out.add(Cast.requantize(ACTIVATION), List.of(at), Origin.named("conv.cast"));
    at = out.add(new Reshape(Shape.of(1, 1200)), List.of(at), Origin.named("flatten"));
    Value fc = weight(out, "fc.w", density, random, 1200, 40);
    at = out.add(new MatMul(), List.of(at, fc), Origin.named("fc"));
    at = out.add(Cast.toFloat(FloatType.F64), List.of(at), Origin.named("real"));
    out.output("y", at);
    return out.build();
  }

  private static Value weight(
      GraphBuilder out, String name, double density, SplittableRandom random, long... shape) {
    TensorWriter weight = Tensor.writer(TensorType.fixed(true, 8, 0, shape));
    long size = Shape.of(shape).size();
    for (long i = 0; i < size; i++) {
      boolean kept = random.nextDouble() < density;
      weight.setRaw(i, kept ? 1 + random.nextInt(100) : 0);
    }
    return out.constant(name, Sparse.ofNonZeros(weight.finish()));
  }

  private ProjectFolder write(double density) throws IOException {
    Path project = Files.createDirectories(folder.resolve("density" + density));
    return RandomNetworksTest.write(RandomNetworksTest.design(network(density)), project);
  }

  @ParameterizedTest
  @ValueSource(strings = {"hls/top.cpp", "hls/top.h", "tb/test.cpp"})
  void lineCountsDoNotDependOnDensity(String file) throws IOException {
    List<Long> lines =
        List.of(lines(write(0.01), file), lines(write(0.3), file), lines(write(1), file));
    assertThat(lines).allMatch(count -> count > 10 && count.equals(lines.getFirst()));
  }

  private static long lines(ProjectFolder project, String file) throws IOException {
    return Files.readAllLines(project.file(file), StandardCharsets.UTF_8).size();
  }

  @ParameterizedTest
  @CsvSource({"g++, 0.01", "g++, 1", "clang++, 0.01", "clang++, 1"})
  void compilesWithoutWarnings(String compiler, double density)
      throws IOException, InterruptedException {
    assumeThat(isInstalled(compiler)).as(compiler + " is not installed").isTrue();
    ProjectFolder project = write(density);
    Path log = folder.resolve("log");
    List<String> command =
        List.of(
            compiler,
            "-std=c++17",
            "-Wall",
            "-Wextra",
            "-Werror",
            "-fsyntax-only",
            "-I" + project.file("hls"),
            "-I" + project.file("sim"),
            project.file("hls/top.cpp").toString());
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    int status = process.waitFor();
    assertThat(Files.readString(log)).isEmpty();
    assertThat(status).isZero();
  }

  private static boolean isInstalled(String compiler) {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .anyMatch(path -> Files.isExecutable(Path.of(path, compiler)));
  }

  @Test
  void networksOfOtherDensityAreOtherNetworks() {
    assertThat(RandomNetworksTest.design(network(0.01)).engines().getLast().columns().entries())
        .isLessThan(
            RandomNetworksTest.design(network(1)).engines().getLast().columns().entries() / 10);
  }
}
