// SPDX-License-Identifier: Apache-2.0
package dev.cinch.testbench;

import dev.cinch.hls.ProjectFolder;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import dev.cinch.target.design.Design;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The C++ side of some samples: starts while the reference computes, then gives its numbers. */
final class Chunk implements AutoCloseable {

  private final CppRun run;
  private final Design design;
  private final int samples;

  private Chunk(CppRun run, Design design, int samples) {
    this.run = run;
    this.design = design;
    this.samples = samples;
  }

  static Chunk start(
      Path program,
      ProjectFolder project,
      Design design,
      List<Tensor> inputs,
      boolean traced,
      Path folder)
      throws IOException {
    Tensor packed = Streaming.pack(inputs, design.in(), design.in().number());
    return new Chunk(CppRun.start(program, project, packed, traced, folder), design, inputs.size());
  }

  boolean finished() throws InterruptedException {
    return run.finished();
  }

  String says() throws IOException {
    return run.says();
  }

  /** The device's outputs, [samples, beats]. */
  Tensor output() throws IOException {
    Tap tap = Tap.ofOutput(design);
    TensorType type =
        TensorType.fixed(
            tap.number().signed(),
            tap.number().width(),
            tap.number().fraction(),
            samples,
            tap.stream().plane().size());
    return read(tap, type);
  }

  /** The numbers of a place. */
  Tensor read(Tap tap, TensorType type) throws IOException {
    Path file = tap.file().equals("output") ? run.output() : run.trace(tap.file());
    byte[] bytes = Files.readAllBytes(file);
    if (bytes.length != type.bytes()) {
      throw new IOException(
          file.getFileName() + " has " + bytes.length + " bytes, not " + type.bytes());
    }
    return Tensor.ofSegment(type, MemorySegment.ofArray(bytes));
  }

  @Override
  public void close() {
    run.stop();
  }
}
