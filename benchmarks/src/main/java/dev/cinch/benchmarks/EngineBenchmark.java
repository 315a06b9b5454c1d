// SPDX-License-Identifier: Apache-2.0
package dev.cinch.benchmarks;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.cinch.cpu.FloatEngine;
import dev.cinch.frontend.onnx.OnnxReader;
import dev.cinch.ir.Executable;
import dev.cinch.ir.Graph;
import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Whole networks on our float engine and on ONNX Runtime with its usual optimizations, side by side
 * in one process with the same number of threads: rounds of one and of the other in turns, after a
 * warm-up of both. Results must agree.
 */
final class EngineBenchmark {

  private static final int ROUNDS = 15;
  private static final long ROUND_NANOS = 100_000_000;
  private static final long WARM_UP_NANOS = 5_000_000_000L;

  private final Networks network;
  private final int batch;
  private final double density;
  private final int threads;

  EngineBenchmark(Networks network, int batch, double density, int threads) {
    this.network = network;
    this.batch = batch;
    this.density = density;
    this.threads = threads;
  }

  /** A computation to be timed. */
  private interface Run {
    float[] once() throws OrtException;
  }

  /** Measures and prints a line. */
  void run(Path folder, PrintStream out) throws IOException, OrtException {
    Path file = folder.resolve("network.onnx");
    Files.write(file, network.bytes(batch, density));
    Graph graph = OnnxReader.read(file).orThrow();
    Shape shape = graph.inputs().getFirst().type().shape();
    float[] numbers = numbers(shape);
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession.SessionOptions options = options();
        OrtSession session = environment.createSession(file.toString(), options);
        OnnxTensor theirs =
            OnnxTensor.createTensor(environment, FloatBuffer.wrap(numbers), shape.dims());
        Executable executable = new FloatEngine(threads).prepare(graph)) {
      List<Tensor> ours = List.of(Tensor.ofFloats(shape, numbers));
      Map<String, OnnxTensor> inputs = Map.of(session.getInputNames().iterator().next(), theirs);
      report(
          () -> executable.run(ours).getFirst().toFloats(),
          () -> {
            try (OrtSession.Result result = session.run(inputs)) {
              return ((OnnxTensor) result.get(0)).getFloatBuffer().array();
            }
          },
          out);
    } finally {
      Files.delete(file);
    }
  }

  /** The same random numbers from 0 to 1 at each call. */
  static float[] numbers(Shape shape) {
    float[] numbers = new float[Math.toIntExact(shape.size())];
    SplittableRandom random = new SplittableRandom(2);
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) random.nextDouble();
    }
    return numbers;
  }

  private OrtSession.SessionOptions options() throws OrtException {
    OrtSession.SessionOptions options = new OrtSession.SessionOptions();
    options.setIntraOpNumThreads(threads);
    options.setInterOpNumThreads(1);
    // Else its threads would go on to look for work while it is our turn.
    options.addConfigEntry("session.force_spinning_stop", "1");
    return options;
  }

  private void report(Run ours, Run theirs, PrintStream out) throws OrtException {
    double error = error(ours.once(), theirs.once());
    if (error > 1e-4) {
      throw new IllegalStateException(network + ": results differ by " + error);
    }
    round(ours, WARM_UP_NANOS);
    round(theirs, WARM_UP_NANOS);
    double[] cinch = new double[ROUNDS];
    double[] peer = new double[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
      cinch[i] = round(ours, ROUND_NANOS);
      peer[i] = round(theirs, ROUND_NANOS);
    }
    Arrays.sort(cinch);
    Arrays.sort(peer);
    double mine = cinch[ROUNDS / 2];
    double other = peer[ROUNDS / 2];
    out.printf(
        "%-12s %5d %7.0f %% %7d %12.1f %12.1f %8.2f%n",
        network, batch, 100 * density, threads, mine / 1e3, other / 1e3, other / mine);
  }

  /** Nanoseconds of a run, the mean over some time. */
  private static double round(Run run, long nanos) throws OrtException {
    long start = System.nanoTime();
    long runs = 0;
    long spent;
    do {
      run.once();
      runs++;
      spent = System.nanoTime() - start;
    } while (spent < nanos);
    return (double) spent / runs;
  }

  /** The greatest difference, relative to the greatest number. */
  private static double error(float[] a, float[] b) {
    double greatest = 0;
    double difference = 0;
    for (int i = 0; i < b.length; i++) {
      greatest = Math.max(greatest, Math.abs(b[i]));
      difference = Math.max(difference, Math.abs(a[i] - b[i]));
    }
    return difference / greatest;
  }
}
