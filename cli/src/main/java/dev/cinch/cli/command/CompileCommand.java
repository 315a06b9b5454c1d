// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cli.command;

import dev.cinch.cli.Version;
import dev.cinch.cli.console.Console;
import dev.cinch.cli.console.Terminal;
import dev.cinch.cli.file.Staged;
import dev.cinch.cli.report.CompileReport;
import dev.cinch.cost.fpga.ResourceCount;
import dev.cinch.cpu.ExactEngine;
import dev.cinch.hls.ProjectManifest;
import dev.cinch.hls.ProjectWriter;
import dev.cinch.hls.Vectors;
import dev.cinch.ir.Result;
import dev.cinch.passes.plan.Planner;
import dev.cinch.target.Device;
import dev.cinch.target.Device.Resource;
import dev.cinch.target.Figure;
import dev.cinch.target.design.Design;
import dev.cinch.testbench.GoldenVectors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes the accelerator project of a compressed model. */
@Command(
    name = "compile",
    description = "Writes the accelerator project of a compressed model for a target.",
    footer = {"", "Example: cinch compile lenet.cinch --target pynq-z2 -o lenet-hls"})
public final class CompileCommand extends Subcommand {

  private static final int GOLDEN_SAMPLES = 16;
  private static final long GOLDEN_SEED = 1;

  @Parameters(paramLabel = "MODEL", description = "A .cinch file.")
  private Path model;

  @Option(
      names = "--target",
      paramLabel = "T",
      required = true,
      description = "A target that ships (see cinch targets), or the path of a target file.")
  private String target;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      required = true,
      description = "The folder for the project; an earlier project in it is replaced.")
  private Path folder;

  /** A command in its surroundings. */
  public CompileCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  Exit run(Console console) throws IOException {
    try (Gathering gathering = new Gathering(console)) {
      Supplier<Device> device = gathering.take(Device.load(target));
      Supplier<ModelFile> file = gathering.take(ModelFile.read(model));
      Supplier<Staged> project =
          gathering.output(folder, () -> Staged.folder(folder, ProjectManifest.FILE));
      gathering.complete();
      Design design = gathering.require(Planner.plan(file.get().graph(), device.get()));
      byte[] bytes = gathering.require(compressed());
      Map<Resource, Figure> resources = ResourceCount.of(design);
      Vectors golden = GoldenVectors.of(design, new ExactEngine(), GOLDEN_SAMPLES, GOLDEN_SEED);
      SortedMap<String, byte[]> files =
          ProjectWriter.write(design, resources, bytes, golden, Version.text());
      long written = 0;
      for (Map.Entry<String, byte[]> entry : files.entrySet()) {
        Path path = project.get().path().resolve(entry.getKey());
        Files.createDirectories(path.getParent());
        Files.write(path, entry.getValue());
        written += entry.getValue().length;
      }
      gathering.commit();
      CompileReport report =
          new CompileReport(device.get(), folder.toString(), files.size(), written, resources);
      console.result(report);
      return report.fits() ? Exit.DONE : Exit.PROMISE_BROKEN;
    }
  }

  /** The bytes of the model, which its project contains. */
  private Result<byte[]> compressed() throws IOException {
    if (!model.toString().endsWith(".cinch")) {
      throw Refusal.of(
          "model.kind",
          model.toString(),
          "a project contains its model as a .cinch file",
          "write one: cinch compress " + model + " --recipe fixed -o OUT.cinch");
    }
    return Result.ok(Files.readAllBytes(model));
  }
}
