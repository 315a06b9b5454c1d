// SPDX-License-Identifier: Apache-2.0
package dev.cinch.benchmarks;

import dev.cinch.cpu.FloatEngine;
import dev.cinch.cpu.StepTime;
import dev.cinch.frontend.onnx.OnnxReader;
import dev.cinch.ir.Graph;
import dev.cinch.ir.Node;
import dev.cinch.ir.op.Conv;
import dev.cinch.ir.op.MatMul;
import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Where the float engine spends its time in a network, step by step, on one thread and on two. */
final class StepProfile {

  private static final int RUNS = 400;

  private StepProfile() {}

  /** Measures a network of a batch of 1, dense, and prints a line for each step. */
  static void run(Networks network, Path folder, PrintStream out) throws IOException {
    Path file = folder.resolve("network.onnx");
    Files.write(file, network.bytes(1, 1));
    try {
      Graph graph = OnnxReader.read(file).orThrow();
      Shape shape = graph.inputs().getFirst().type().shape();
      List<Tensor> inputs = List.of(Tensor.ofFloats(shape, EngineBenchmark.numbers(shape)));
      List<StepTime> one = new FloatEngine(1).profile(graph, inputs, RUNS);
      List<StepTime> two = new FloatEngine(2).profile(graph, inputs, RUNS);
      out.println("   1 thread   2 threads  G MAC/s of 1   step");
      Map<String, Double> kinds = new TreeMap<>();
      double total = 0;
      for (int i = 0; i < one.size(); i++) {
        Node node = contraction(graph, one.get(i).node());
        double micros = one.get(i).micros();
        double rate = macs(graph, node) / micros / 1e3;
        out.printf(
            "%11.1f %11.1f %13s   %s %s%n",
            micros,
            two.get(i).micros(),
            rate > 0 ? "%.1f".formatted(rate) : "",
            node.op().name(),
            node.type().shape());
        kinds.merge(node.op().name(), micros, Double::sum);
        total += micros;
      }
      out.printf("%11.1f us with 1 thread%n", total);
      kinds.forEach((kind, micros) -> out.printf("%11.1f us in %s%n", micros, kind));
    } finally {
      Files.delete(file);
    }
  }

  /** The contraction of a step that ends with its limits; the step's node where there is none. */
  private static Node contraction(Graph graph, Node last) {
    Node node = last;
    while (!isContraction(node)
        && !node.in().isEmpty()
        && node.type().shape().equals(last.type().shape())) {
      node = graph.node(node.in().getFirst());
    }
    return isContraction(node) && node.type().shape().equals(last.type().shape()) ? node : last;
  }

  private static double macs(Graph graph, Node node) {
    if (!isContraction(node)) {
      return 0;
    }
    Shape weights = graph.node(node.in().get(1)).type().shape();
    long outputs = node.op() instanceof Conv ? weights.dim(0) : weights.dim(1);
    return (double) node.type().shape().size() * weights.size() / outputs;
  }

  private static boolean isContraction(Node node) {
    return node.op() instanceof Conv || node.op() instanceof MatMul;
  }
}
