// SPDX-License-Identifier: Apache-2.0
package dev.cinch.benchmarks;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.cinch.frontend.onnx.OnnxReader;
import dev.cinch.ir.Graph;
import dev.cinch.ir.Node;
import dev.cinch.ir.op.Constant;
import dev.cinch.ir.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What it takes to open a large model, once in a fresh process as users do: the bytes alone, our
 * import, and ONNX Runtime's session without optimizations. The heap of ours is held to 48 MB, less
 * than a fifth of the file.
 */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 0)
@Measurement(iterations = 1)
@Fork(10)
@State(Scope.Benchmark)
public class ImportBenchmark {

  /** The model's file, which the command writes beforehand. */
  @Param("")
  public String file = "";

  /** Reads all bytes of the file. */
  @Benchmark
  public byte[] bytes() throws IOException {
    return Files.readAllBytes(Path.of(file));
  }

  /** Imports the model; its weights stay in the file, which is mapped. */
  @Benchmark
  @Fork(value = 10, jvmArgsAppend = "-Xmx48m")
  public Graph cinch() {
    return OnnxReader.read(Path.of(file)).orThrow();
  }

  /**
   * Imports the model and reads every weight once; those of {@code Gemm} with {@code transB} are
   * turned over for that, outside the heap.
   */
  @Benchmark
  @Fork(
      value = 10,
      jvmArgsAppend = {"-Xmx48m", "-XX:MaxDirectMemorySize=1g"})
  public double cinchAndEveryWeight() {
    double sum = 0;
    for (Node node : OnnxReader.read(Path.of(file)).orThrow().nodes()) {
      if (node.op() instanceof Constant(var weight)) {
        Tensor tensor = weight.decode();
        for (long i = 0; i < tensor.size(); i++) {
          sum += tensor.valueAt(i);
        }
      }
    }
    return sum;
  }

  /** Makes a session of ONNX Runtime, which copies the weights, and closes it. */
  @Benchmark
  public long onnxRuntime() throws OrtException {
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.NO_OPT);
      try (OrtSession session = OrtEnvironment.getEnvironment().createSession(file, options)) {
        return session.getNumInputs();
      }
    }
  }
}
