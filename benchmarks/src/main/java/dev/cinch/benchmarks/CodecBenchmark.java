// SPDX-License-Identifier: Apache-2.0
package dev.cinch.benchmarks;

import dev.cinch.ir.Origin;
import dev.cinch.ir.codec.WeightCodec;
import dev.cinch.ir.number.Fixed;
import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import dev.cinch.ir.tensor.TensorWriter;
import dev.cinch.ir.weight.Codebook;
import dev.cinch.ir.weight.Positions;
import dev.cinch.ir.weight.Sparse;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Writing and reading the weights of an AlexNet with the shapes, densities and codes of Deep
 * Compression (Han et al., ICLR 2016, table 4): random positions, denser in some rows and columns
 * than in others, and codes of a bell shape.
 */
final class CodecBenchmark {

  private static final int ROUNDS = 3;

  private CodecBenchmark() {}

  private record Layer(String name, Shape shape, double density, int bits) {}

  private static final List<Layer> ALEXNET =
      List.of(
          new Layer("conv1", Shape.of(96, 3, 11, 11), 0.84, 8),
          new Layer("conv2", Shape.of(256, 48, 5, 5), 0.38, 8),
          new Layer("conv3", Shape.of(384, 256, 3, 3), 0.35, 8),
          new Layer("conv4", Shape.of(384, 192, 3, 3), 0.37, 8),
          new Layer("conv5", Shape.of(256, 192, 3, 3), 0.37, 8),
          new Layer("fc6", Shape.of(4096, 9216), 0.09, 5),
          new Layer("fc7", Shape.of(4096, 4096), 0.09, 5),
          new Layer("fc8", Shape.of(1000, 4096), 0.25, 5));

  static void run(PrintStream out) {
    out.println("layer        weights        kept       bytes  bits kept   write s    read s");
    long weights = 0;
    long kept = 0;
    long bytes = 0;
    double writing = 0;
    double reading = 0;
    for (Layer layer : ALEXNET) {
      Sparse weight = weight(layer);
      List<Double> writes = new ArrayList<>();
      List<Double> reads = new ArrayList<>();
      int length = 0;
      for (int round = 0; round < ROUNDS; round++) {
        long start = System.nanoTime();
        byte[] stream = WeightCodec.write(weight);
        long written = System.nanoTime();
        boolean same = WeightCodec.read(stream, Origin.NONE).orThrow().equals(weight);
        long read = System.nanoTime();
        if (!same) {
          throw new IllegalStateException(layer + " is not read as it was written");
        }
        length = stream.length;
        writes.add((written - start) / 1e9);
        reads.add((read - written) / 1e9);
      }
      double write = writes.stream().min(Double::compare).orElseThrow();
      double read = reads.stream().min(Double::compare).orElseThrow();
      print(out, layer.name(), layer.shape().size(), weight.kept(), length, write, read);
      weights += layer.shape().size();
      kept += weight.kept();
      bytes += length;
      writing += write;
      reading += read;
    }
    print(out, "all", weights, kept, bytes, writing, reading);
  }

  private static void print(
      PrintStream out,
      String name,
      long weights,
      long kept,
      long bytes,
      double write,
      double read) {
    out.printf(
        "%-7s %,12d %,11d %,11d %10.2f %9.2f %9.2f%n",
        name, weights, kept, bytes, 8.0 * bytes / kept, write, read);
  }

  private static Sparse weight(Layer layer) {
    SplittableRandom random = new SplittableRandom(1);
    Positions positions = positions(layer, random);
    TensorType type = TensorType.f32(layer.shape().dims());
    TensorType kept = type.with(Shape.of(positions.count()));
    int entries = 1 << layer.bits();
    float[] table = new float[entries];
    for (int code = 1; code < entries; code++) {
      table[code] = (float) ((code - entries / 2 + random.nextDouble(0.8) + 0.1) / entries);
    }
    TensorWriter codes = Tensor.writer(kept.with(new Fixed(false, layer.bits(), 0)));
    for (long k = 0; k < positions.count(); k++) {
      int code = entries / 2 + (int) Math.rint(random.nextGaussian() * entries / 6);
      codes.setRaw(k, Math.clamp(code, 1, entries - 1));
    }
    Tensor shared = Tensor.ofFloats(Shape.of(entries), table);
    return new Sparse(type, positions, new Codebook(kept, layer.bits(), shared, codes.finish()));
  }

  private static Positions positions(Layer layer, SplittableRandom random) {
    int rows = (int) layer.shape().dim(0);
    int columns = (int) (layer.shape().size() / rows);
    double[] ofRow = densities(rows, random);
    double[] ofColumn = densities(columns, random);
    Positions.Builder positions = Positions.builder(layer.shape().size());
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        if (random.nextDouble() < layer.density() * ofRow[row] * ofColumn[column]) {
          positions.add((long) row * columns + column);
        }
      }
    }
    return positions.build();
  }

  /** Of mean 1, most of them between a half and twice that. */
  private static double[] densities(int count, SplittableRandom random) {
    double[] densities = new double[count];
    double sum = 0;
    for (int k = 0; k < count; k++) {
      densities[k] = Math.exp(0.5 * random.nextGaussian());
      sum += densities[k];
    }
    for (int k = 0; k < count; k++) {
      densities[k] *= count / sum;
    }
    return densities;
  }
}
