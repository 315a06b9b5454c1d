// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cli.command;

import dev.cinch.cli.console.Console;
import dev.cinch.cli.console.Progress;
import dev.cinch.cli.console.Terminal;
import dev.cinch.cli.report.VerifyReport;
import dev.cinch.cpu.ExactEngine;
import dev.cinch.data.Accuracy;
import dev.cinch.data.DataSet;
import dev.cinch.data.Part;
import dev.cinch.data.Split;
import dev.cinch.frontend.container.Integrity;
import dev.cinch.hls.ProjectFolder;
import dev.cinch.ir.Graph;
import dev.cinch.ir.Result;
import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.passes.plan.Planner;
import dev.cinch.target.Device;
import dev.cinch.target.design.Design;
import dev.cinch.testbench.Verdict;
import dev.cinch.testbench.Verification;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Compares a project's C++ with the Java reference. */
@Command(
    name = "verify",
    description = {
      "Builds and runs the C++ of a project and compares every integer with the Java reference.",
      "Ends with 1 when one differs, a sum overflows or a file of the project was changed. Takes",
      "the first 100 test examples unless --samples says otherwise; without --data, seeded random",
      "numbers."
    },
    footer = {
      "",
      "Example: cinch verify lenet-hls --data mnist --samples 1000 --layers",
      "         cinch verify lenet-hls --check-overflow"
    })
public final class VerifyCommand extends Subcommand {

  private static final int SAMPLES = 100;
  private static final long SEED = 1;

  @Parameters(paramLabel = "DIR", description = "A folder that cinch compile wrote.")
  private Path folder;

  @Mixin private DataOptions data = new DataOptions();

  @Option(names = "--layers", description = "Compare the numbers between the layers too.")
  private boolean layers;

  @Option(
      names = "--check-overflow",
      description =
          "Compute every sum of the reference once more, exactly, and find those that do not fit the accumulators of the device.")
  private boolean overflows;

  /** A command in its surroundings. */
  public VerifyCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  Exit run(Console console) throws IOException {
    try (Gathering gathering = new Gathering(console)) {
      ProjectFolder project = gathering.require(ProjectFolder.open(folder));
      Supplier<Graph> model =
          gathering.take(
              ModelFile.read(project.file("model.cinch"), Integrity.REPORT).map(ModelFile::graph));
      Supplier<Device> device = gathering.take(Device.load(project.manifest().target()));
      Optional<Supplier<DataSet>> examples =
          data.isGiven()
              ? Optional.of(gathering.take(data.open(console, Set.of(Part.TEST))))
              : Optional.empty();
      gathering.complete();
      Design design = gathering.require(Planner.plan(model.get(), device.get()));
      Verification verification =
          new Verification(project, design, new ExactEngine(), layers, overflows);
      VerifyReport report =
          examples.isPresent()
              ? onExamples(console, gathering, verification, model.get(), examples.get().get())
              : new VerifyReport(
                  gathering.require(verification.run(data.samples(SAMPLES), SEED)),
                  Optional.empty());
      report.verdict().problems().forEach(console::diagnostic);
      console.result(report);
      return report.verdict().holds() ? Exit.DONE : Exit.PROMISE_BROKEN;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the C++ ran", e);
    }
  }

  private VerifyReport onExamples(
      Console console, Gathering gathering, Verification verification, Graph graph, DataSet set)
      throws IOException, InterruptedException {
    Split test = set.test();
    Shape shape =
        gathering.require(Accuracy.accepts(graph, test)).inputs().getFirst().type().shape();
    int count = Math.min(data.samples(SAMPLES), test.size());
    Iterator<List<Tensor>> inputs =
        IntStream.range(0, count).mapToObj(i -> List.of(test.image(i).reshaped(shape))).iterator();
    AtomicInteger correct = new AtomicInteger();
    try (Progress progress = console.progress("verify", count)) {
      Result<Verdict> verdict =
          verification.run(
              inputs,
              (sample, outputs) -> {
                progress.step();
                if (Accuracy.classOf(outputs.getFirst()) == test.label((int) sample)) {
                  correct.incrementAndGet();
                }
              });
      Verdict found = gathering.require(verdict);
      Optional<Accuracy> accuracy =
          found.samples() == 0
              ? Optional.empty()
              : Optional.of(new Accuracy((int) found.samples(), correct.get()));
      return new VerifyReport(found, accuracy);
    }
  }
}
