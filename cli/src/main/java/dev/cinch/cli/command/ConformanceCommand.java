// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cli.command;

import dev.cinch.cli.console.Console;
import dev.cinch.cli.console.Progress;
import dev.cinch.cli.console.Terminal;
import dev.cinch.cli.report.ConformanceReport;
import dev.cinch.frontend.conformance.ConformanceCase;
import dev.cinch.frontend.conformance.Tolerance;
import dev.cinch.ir.Engine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs ONNX's operator cases. */
@Command(
    name = "conformance",
    description = {
      "Runs a folder of ONNX operator cases and says which pass.",
      "A case is a folder with model.onnx and test_data_set_N/input_K.pb, output_K.pb, at any depth",
      "down to three folders. Ends with 1 when an answer is wrong; a refused case is no wrong one."
    },
    footer = {"", "Example: cinch conformance onnx/backend/test/data/node --only 'test_conv_.*'"})
public final class ConformanceCommand extends Subcommand {

  @Parameters(paramLabel = "DIR", description = "The folder with the cases.")
  private Path folder;

  @Option(
      names = "--only",
      paramLabel = "REGEX",
      description = "Run only cases of which the whole name matches.")
  private @Nullable Pattern only;

  @Option(
      names = "--backend",
      paramLabel = "B",
      description = "What computes: float, exact or interpreter; float when left out.")
  private Backend backend = Backend.FLOAT;

  /** A command in its surroundings. */
  public ConformanceCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  Exit run(Console console) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw Refusal.of("usage", folder.toString(), "there is no such folder", "");
    }
    List<ConformanceCase> cases =
        ConformanceCase.below(folder).stream()
            .filter(each -> only == null || only.matcher(each.name()).matches())
            .toList();
    if (cases.isEmpty()) {
      throw Refusal.of(
          "usage",
          folder.toString(),
          "holds no case" + (only == null ? "" : " whose name matches " + only),
          "a case is a folder with model.onnx and test_data_set_0");
    }
    Engine engine = backend.engine();
    ConformanceReport report = new ConformanceReport(engine.name());
    try (Progress progress = console.progress("cases", cases.size())) {
      for (ConformanceCase each : cases) {
        report.add(each.name(), each.operators(), each.run(engine, Tolerance.USUAL));
        progress.step();
      }
    }
    console.result(report);
    return report.wrong() == 0 ? Exit.DONE : Exit.PROMISE_BROKEN;
  }
}
