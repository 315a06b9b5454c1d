// SPDX-License-Identifier: Apache-2.0
package dev.cinch.benchmarks;

import dev.cinch.cost.spatial.Mapper;
import dev.cinch.cost.spatial.Objective;
import dev.cinch.cost.work.Axis;
import dev.cinch.cost.work.LayerShape;
import dev.cinch.target.SpatialArray;
import dev.cinch.target.Target;
import java.io.PrintStream;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Measures the cost models: mappings a second, how long searches of AlexNet's convolutions take,
 * and the queues of an EIE.
 */
final class CostTable {

  private static final int BATCH = 4;
  private static final int WARMUPS = 2;

  private CostTable() {}

  private static LayerShape layer(
      int extent, int kernel, int out, int channels, int filters, int stride, int groups) {
    Axis axis = new Axis(out, extent, kernel, stride, 1, 0);
    return new LayerShape(BATCH, groups, filters / groups, channels, axis, axis);
  }

  private static Map<String, LayerShape> layers() {
    Map<String, LayerShape> layers = new LinkedHashMap<>();
    layers.put("conv1", layer(227, 11, 55, 3, 96, 4, 1));
    layers.put("conv2", layer(31, 5, 27, 48, 256, 1, 2));
    layers.put("conv3", layer(15, 3, 13, 256, 384, 1, 1));
    layers.put("conv4", layer(15, 3, 13, 192, 384, 1, 2));
    layers.put("conv5", layer(15, 3, 13, 192, 256, 1, 2));
    return layers;
  }

  /** Measures and prints. */
  static void run(PrintStream out) throws RunnerException {
    for (RunResult result : measured(EieBenchmark.class)) {
      String name = result.getPrimaryResult().getLabel();
      double millis = result.getPrimaryResult().getStatistics().getMean() / 1e3;
      out.printf("EIE, 64 elements, 1000 x 4096, %s: %.2f ms%n", name, millis);
    }
    double micros =
        measured(MapperBenchmark.class)
            .iterator()
            .next()
            .getPrimaryResult()
            .getStatistics()
            .getMean();
    out.printf("%,.0f mappings a second and core, %.2f us each%n", 1e6 / micros, micros);
    SpatialArray array = (SpatialArray) Target.load("eyeriss-168").orThrow();
    for (Objective objective : Objective.values()) {
      double all = 0;
      for (Map.Entry<String, LayerShape> layer : layers().entrySet()) {
        all += search(array, layer.getKey(), layer.getValue(), objective, out);
      }
      out.printf("%s, conv1 to conv5: %.2f s%n", objective, all);
    }
  }

  private static Collection<RunResult> measured(Class<?> benchmark) throws RunnerException {
    OptionsBuilder options = new OptionsBuilder();
    options.include(benchmark.getSimpleName());
    options.verbosity(VerboseMode.SILENT).shouldFailOnError(true);
    return new Runner(options.build()).run();
  }

  /** One search after a warm-up, in seconds. */
  private static double search(
      SpatialArray array, String name, LayerShape layer, Objective objective, PrintStream out) {
    for (int i = 0; i < WARMUPS; i++) {
      Mapper.map(array, layer, objective, Mapper.MOST_TRIED);
    }
    long start = System.nanoTime();
    Mapper.Mapped mapped = Mapper.map(array, layer, objective, Mapper.MOST_TRIED).orElseThrow();
    double seconds = (System.nanoTime() - start) * 1e-9;
    out.printf(
        "%s %s: %,d mappings in %.2f s, %s; %,d cycles%n",
        objective,
        name,
        mapped.tried(),
        seconds,
        mapped.isBest() ? "the best" : "the best of those tried",
        mapped.accesses().cycles());
    return seconds;
  }
}
