// SPDX-License-Identifier: Apache-2.0
package dev.cinch.benchmarks;

import dev.cinch.ir.Executable;
import dev.cinch.ir.Graph;
import dev.cinch.ir.Node;
import dev.cinch.ir.tensor.Tensor;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One kernel on one thread, each in a fresh process: a run of a graph of one node as a caller sees
 * it, with the copies of its input and its result.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2000, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 8, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
@State(Scope.Benchmark)
public class KernelBenchmark {

  /** Which of the cases. */
  @Param("")
  public String kernel = "";

  private @Nullable Executable executable;
  private List<Tensor> inputs = List.of();

  /** Prepares the graph. */
  @Setup(Level.Trial)
  public void prepare() {
    KernelCase found =
        KernelCases.all().stream().filter(it -> it.name().equals(kernel)).findAny().orElseThrow();
    Graph graph = found.graph().get();
    inputs =
        graph.inputs().stream().map(Node::type).map(it -> RandomWeights.tensor(it, 1)).toList();
    executable = found.engine().prepare(graph);
  }

  /** Ends its threads. */
  @TearDown(Level.Trial)
  public void close() {
    Objects.requireNonNull(executable).close();
  }

  /** A run. */
  @Benchmark
  public List<Tensor> cinch() {
    return Objects.requireNonNull(executable).run(inputs);
  }
}
