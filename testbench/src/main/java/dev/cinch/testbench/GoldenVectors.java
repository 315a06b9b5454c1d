// SPDX-License-Identifier: Apache-2.0
package dev.cinch.testbench;

import dev.cinch.hls.Vectors;
import dev.cinch.ir.Engine;
import dev.cinch.ir.Executable;
import dev.cinch.ir.Graph;
import dev.cinch.ir.number.Fixed;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import dev.cinch.ir.tensor.TensorWriter;
import dev.cinch.target.design.Design;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Inputs that every project carries, with what the reference makes of them: all zero, all least,
 * all greatest, greatest and least in turns, and seeded random ones, dense and sparse.
 */
public final class GoldenVectors {

  private static final int EXTREMES = 4;
  private static final double SPARSE = 0.1;

  private GoldenVectors() {}

  /** Vectors for a design, computed by an engine that is exact. */
  public static Vectors of(Design design, Engine exact, int samples, long seed) {
    Graph device = HostSplit.of(design).device();
    TensorType type = device.inputs().getFirst().type();
    List<Tensor> inputs = new ArrayList<>(samples);
    inputs(type, samples, seed).forEachRemaining(inputs::add);
    List<Tensor> outputs = new ArrayList<>(samples);
    try (Executable executable = exact.prepare(device)) {
      inputs.forEach(input -> outputs.add(executable.run(List.of(input)).getFirst()));
    }
    return new Vectors(
        Streaming.pack(inputs, design.in(), design.in().number()),
        Streaming.pack(outputs, design.out(), design.out().number()));
  }

  /** Device inputs of a type: the extremes first, then random ones. */
  static Iterator<Tensor> inputs(TensorType type, int samples, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return IntStream.range(0, samples).mapToObj(sample -> input(type, sample, random)).iterator();
  }

  private static Tensor input(TensorType type, int sample, SplittableRandom random) {
    Fixed number = type.fixed();
    TensorWriter out = Tensor.writer(type);
    double density = sample % 2 == 0 ? 1 : SPARSE;
    for (long i = 0; i < type.shape().size(); i++) {
      long raw = 0;
      if (sample >= EXTREMES) {
        raw = random.nextDouble() < density ? number.wrap(random.nextLong()) : 0;
      } else if (sample > 0) {
        boolean greatest = sample == 2 || (sample == 3 && i % 2 == 0);
        raw = greatest ? number.max() : number.min();
      }
      out.setRaw(i, raw);
    }
    return out.finish();
  }
}
