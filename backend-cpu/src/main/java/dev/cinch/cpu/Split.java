// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu;

import dev.cinch.ir.Executable;
import dev.cinch.ir.Graph;
import dev.cinch.ir.Interpreter;
import dev.cinch.ir.Node;
import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import dev.cinch.ir.tensor.TensorWriter;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A graph whose samples do not meet, computed some samples at a time, by each worker with a program
 * and buffers of its own: what it writes stays in its cache until it reads it.
 *
 * <p>The last part may begin before the one before it ends; its samples come out the same.
 */
final class Split implements Executable {

  private final Graph graph;
  private final Samples samples;
  private final int size;
  private final int parts;
  private final Team team;
  private final List<Program> programs;

  /**
   * Plans the parts.
   *
   * @param graph what is computed
   * @param samples its samples
   * @param threads how many workers; at most as many as there are samples
   */
  Split(Graph graph, Samples samples, int threads) {
    this.graph = graph;
    this.samples = samples;
    this.parts = Math.toIntExact(Math.min(samples.count(), threads));
    this.size = Math.toIntExact(Math.ceilDiv(samples.count(), parts));
    this.team = new Team(threads);
    Graph part = samples.graph(size);
    this.programs =
        IntStream.range(0, threads)
            .mapToObj(_ -> new Plan(part, Setup.of(Sums.SINGLE, 1), true).program())
            .toList();
  }

  @Override
  public List<Tensor> run(List<Tensor> inputs) {
    Interpreter.requireInputs(graph, inputs);
    List<TensorWriter> results =
        graph.outputs().stream()
            .map(output -> Tensor.writer(graph.node(output.value()).type()))
            .toList();
    team.each(parts, (part, worker) -> part(part, worker, inputs, results));
    return results.stream().map(TensorWriter::finish).toList();
  }

  @Override
  public List<Tensor> run(List<Tensor> inputs, Observer observer) {
    throw new UnsupportedOperationException("parts are not observed");
  }

  private void part(int part, int worker, List<Tensor> inputs, List<TensorWriter> results) {
    long first = Math.min((long) part * size, samples.count() - size);
    List<Node> sources = graph.inputs();
    List<Tensor> mine =
        IntStream.range(0, inputs.size())
            .mapToObj(i -> cut(inputs.get(i), samples.axis(sources.get(i).out()), first))
            .toList();
    List<Tensor> outputs = programs.get(worker).run(mine);
    for (int i = 0; i < outputs.size(); i++) {
      int axis = samples.axis(graph.outputs().get(i).value());
      TensorType type = outputs.get(i).type();
      TensorWriter whole = results.get(i);
      long run = run(type, axis);
      long pitch = run(whole.type(), axis);
      MemorySegment from = outputs.get(i).segment();
      for (long row = 0; row < type.shape().size(0, axis); row++) {
        long at = row * pitch + first * (run / size);
        MemorySegment.copy(from, row * run, whole.segment(), at, run);
      }
    }
  }

  /** The samples of a part. */
  private Tensor cut(Tensor whole, int axis, long first) {
    Shape shape = whole.shape().with(axis, size);
    TensorType type = whole.type().with(shape);
    long run = run(type, axis);
    long pitch = run(whole.type(), axis);
    long start = first * (run / size);
    if (axis == 0) {
      return Tensor.viewOf(type, whole.segment().asSlice(start, run));
    }
    TensorWriter part = Tensor.writer(type);
    for (long row = 0; row < shape.size(0, axis); row++) {
      MemorySegment.copy(whole.segment(), row * pitch + start, part.segment(), row * run, run);
    }
    return part.finish();
  }

  /** Bytes that lie together along an axis and those behind it. */
  private static long run(TensorType type, int axis) {
    return type.shape().size(axis, type.shape().rank()) * type.number().carrierBytes();
  }

  @Override
  public void close() {
    team.close();
    programs.forEach(Program::close);
  }
}
