// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu;

import dev.cinch.cpu.kernel.Vectors;
import dev.cinch.ir.Engine;
import dev.cinch.ir.Executable;
import dev.cinch.ir.Graph;
import dev.cinch.ir.tensor.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Fast execution of float graphs. Sums of single-precision contractions and of the windows of pools
 * are taken in single precision, in the order of the operands, with one rounding for each term: a
 * sum of n products differs from the exact one by at most {@code (n + 2) * 2^-24} times the sum of
 * their magnitudes, and never from run to run, with the number of threads, or from machine to
 * machine. Fixed-point regions are exact.
 *
 * <p>Of single-precision numbers, element-wise operators that only do arithmetic, batch
 * normalization, and aggregates are the {@link dev.cinch.ir.Interpreter}'s to the last bit. Other
 * functions of one number, powers and softmax are computed in double precision with a relative
 * error below 1e-11 and rounded once: they are the definition's or a neighbour of that, one unit in
 * the last place away, over the whole range. (Gelu of negative numbers keeps digits that the
 * interpreter loses.) Recurrent layers have faster functions, within some units.
 *
 * <p>A weight that is zero may be skipped: its product with an infinity or NaN then counts as zero.
 */
public final class FloatEngine implements Engine {

  private final int threads;

  /** An engine that uses all cores. */
  public FloatEngine() {
    this(Runtime.getRuntime().availableProcessors());
  }

  /**
   * An engine that uses some threads.
   *
   * @param threads how many, the one that runs the graph included; at least 1
   */
  public FloatEngine(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException(threads + " threads");
    }
    this.threads = threads;
  }

  @Override
  public String name() {
    return "float";
  }

  @Override
  public Executable prepare(Graph graph) {
    Vectors.require();
    return new Fused(graph, threads);
  }

  /**
   * Where a graph's time goes: what each step takes, in the order in which they run, samples not
   * being computed apart.
   *
   * @param graph what is computed
   * @param inputs what it is computed on
   * @param runs how often, and as often before to warm up; at least 1
   */
  public List<StepTime> profile(Graph graph, List<Tensor> inputs, int runs) {
    Vectors.require();
    try (Program program = new Plan(graph, Setup.of(Sums.SINGLE, threads), true).program()) {
      return program.profile(inputs, runs);
    }
  }

  /** A program that leaves values out, and one that computes them all, made when it is needed. */
  private static final class Fused implements Executable {
    private final Graph graph;
    private final Executable program;
    private @Nullable Program whole;

    Fused(Graph graph, int threads) {
      this.graph = graph;
      this.program =
          Samples.of(graph)
              .filter(samples -> threads > 1 && samples.count() >= threads)
              .<Executable>map(samples -> new Split(graph, samples, threads))
              .orElseGet(() -> new Plan(graph, Setup.of(Sums.SINGLE, threads), true).program());
    }

    @Override
    public List<Tensor> run(List<Tensor> inputs) {
      return program.run(inputs);
    }

    @Override
    public List<Tensor> run(List<Tensor> inputs, Observer observer) {
      if (whole == null) {
        whole = new Plan(graph, Setup.of(Sums.SINGLE, 1), false).program();
      }
      return whole.run(inputs, observer);
    }

    @Override
    public void close() {
      program.close();
    }
  }
}
