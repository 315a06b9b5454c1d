// SPDX-License-Identifier: Apache-2.0
package dev.cinch.testbench;

import dev.cinch.cpu.AccumulatorOverflow;
import dev.cinch.cpu.ExactEngine;
import dev.cinch.ir.Executable;
import dev.cinch.ir.number.Fixed;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.target.design.Design;
import dev.cinch.target.design.Engine;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Runs the device's part of a graph with its sums held against the accumulators of a design. */
final class OverflowCheck implements AutoCloseable {

  private final Executable device;
  private final long sumsPerSample;
  private long samples;
  private long count;
  private Optional<AccumulatorOverflow> first = Optional.empty();

  OverflowCheck(Design design) {
    Map<String, Fixed> accumulators =
        design.engines().stream()
            .collect(Collectors.toMap(engine -> engine.sum().name(), Engine::accumulator));
    this.sumsPerSample =
        design.engines().stream().mapToLong(engine -> engine.out().plane().size()).sum();
    this.device =
        ExactEngine.checking(accumulators, this::see).prepare(HostSplit.of(design).device());
  }

  private void see(AccumulatorOverflow overflow) {
    count++;
    if (first.isEmpty()) {
      first = Optional.of(overflow.later(samples));
    }
  }

  /** Checks the samples that follow those before. */
  void run(List<Tensor> inputs) {
    for (Tensor input : inputs) {
      device.run(List.of(input));
      samples++;
    }
  }

  /** What was found so far. */
  Overflows found() {
    return new Overflows(samples * sumsPerSample, count, first);
  }

  @Override
  public void close() {
    device.close();
  }
}
