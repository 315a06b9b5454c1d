// SPDX-License-Identifier: Apache-2.0
package dev.cinch.testbench;

import dev.cinch.hls.ProjectFolder;
import dev.cinch.ir.Result;
import dev.cinch.ir.Value;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import dev.cinch.target.design.Design;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The C++ of a project as a program of its own, to be measured. */
public final class Emulation {

  private final Path program;
  private final Path folder;
  private final ProjectFolder project;
  private final Design design;

  private Emulation(Path program, Path folder, ProjectFolder project, Design design) {
    this.program = program;
    this.folder = folder;
    this.project = project;
    this.design = design;
  }

  /**
   * Builds the C++ of a project with optimization.
   *
   * @param folder an existing folder for the program and the files of its runs
   * @return the program; fails with code {@code tool.missing} without a compiler
   */
  public static Result<Emulation> build(ProjectFolder project, Design design, Path folder)
      throws IOException, InterruptedException {
    return CppBuild.build(project, folder)
        .map(program -> new Emulation(program, folder, project, design));
  }

  /** Random inputs of the device. */
  public List<Tensor> inputs(int samples, long seed) {
    Value input = design.input();
    TensorType type = design.graph().node(input).type();
    List<Tensor> inputs = new ArrayList<>(samples);
    GoldenVectors.inputs(type, samples, seed).forEachRemaining(inputs::add);
    return inputs;
  }

  /**
   * Runs the program on some inputs, from its start to its end.
   *
   * @return the device's outputs, [samples, beats]
   * @throws IOException when it fails, with what it says
   */
  public Tensor run(List<Tensor> inputs) throws IOException, InterruptedException {
    Path files = Files.createDirectories(folder.resolve("run"));
    try (Chunk chunk = Chunk.start(program, project, design, inputs, false, files)) {
      if (!chunk.finished()) {
        throw new IOException(chunk.says());
      }
      return chunk.output();
    }
  }

  /** The outputs of the device in the order of its stream, [samples, beats]. */
  public Tensor packed(List<Tensor> outputs) {
    return Streaming.pack(outputs, design.out(), design.out().number());
  }
}
