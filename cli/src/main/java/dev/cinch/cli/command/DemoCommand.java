// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cli.command;

import dev.cinch.cli.console.Console;
import dev.cinch.cli.console.Json;
import dev.cinch.cli.console.Terminal;
import dev.cinch.cli.file.Staged;
import dev.cinch.cli.report.DemoReport;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole job on a model and data that are part of Cinch, command by command. */
@Command(
    name = "demo",
    description = {
      "Does the whole job on a LeNet-5 and handwritten digits that are part of Cinch.",
      "Compresses it, estimates its energy and cycles, writes the accelerator and compares its C++",
      "with the Java reference. Ends with 3, all else done, where there is no C++ compiler."
    },
    footer = {"", "Example: cinch demo -o demo"})
public final class DemoCommand extends Subcommand {

  /** Runs a command line in surroundings of its own. */
  public interface Runner {
    /** The exit of the command. */
    Exit run(List<String> args, Terminal terminal);
  }

  private static final String MODEL = "lenet5-digits.onnx";
  private static final String SMALL = "lenet5.cinch";
  private static final String PROJECT = "lenet5-hls";
  private static final String REPORT = "demo.report.json";
  private static final String CHIP = "eie-64";
  private static final String BOARD = "pynq-z2";

  private final Terminal terminal;
  private final Runner runner;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      description =
          "The folder for all that is written, cinch-demo when left out; an earlier demo"
              + " in it is replaced.")
  private Path folder = Path.of("cinch-demo");

  /** A command in its surroundings, with what runs the commands that it shows. */
  public DemoCommand(Terminal terminal, Runner runner) {
    super(terminal);
    this.terminal = terminal;
    this.runner = runner;
  }

  @Override
  Exit run(Console console) throws IOException {
    try (Gathering gathering = new Gathering(console)) {
      Supplier<Staged> output = gathering.output(folder, () -> Staged.folder(folder, REPORT));
      gathering.complete();
      Path made = output.get().path();
      try (InputStream model = DemoCommand.class.getResourceAsStream(MODEL)) {
        if (model == null) {
          throw new IllegalStateException("the build left out " + MODEL);
        }
        Files.copy(model, made.resolve(MODEL));
      }
      Step compress =
          step(
              console,
              made,
              in ->
                  List.of(
                      "compress",
                      in.resolve(MODEL).toString(),
                      "--recipe",
                      "quick",
                      "--data",
                      "digits",
                      "--target",
                      CHIP,
                      "-o",
                      in.resolve(SMALL).toString()));
      Step compile =
          step(
              console,
              made,
              in ->
                  List.of(
                      "compile",
                      in.resolve(SMALL).toString(),
                      "--target",
                      BOARD,
                      "-o",
                      in.resolve(PROJECT).toString()));
      Step verify =
          step(
              console,
              made,
              in ->
                  List.of(
                      "verify",
                      in.resolve(PROJECT).toString(),
                      "--data",
                      "digits",
                      "--samples",
                      "1000",
                      "--layers"));
      DemoReport report =
          new DemoReport(
              folder.toString(),
              compress.json().orElseThrow(),
              compile.json().orElseThrow(),
              verify.json());
      Files.writeString(made.resolve(REPORT), Json.text(report.json()));
      gathering.commit();
      console.result(report);
      return compile.exit() == Exit.DONE ? verify.exit() : compile.exit();
    }
  }

  /** What a command ended with and said; it says nothing where a tool is missing. */
  private record Step(Exit exit, Optional<JsonNode> json) {}

  /**
   * Runs a command.
   *
   * @param made where the files are now; on the screen they are where they will be
   * @param words the command line, for the folder of the files
   * @throws Refusal when it failed, with no more to say than the command itself said
   */
  private Step step(Console console, Path made, Function<Path, List<String>> words) {
    console.note("$ cinch " + String.join(" ", words.apply(folder)));
    List<String> args = new ArrayList<>(words.apply(made));
    args.add("--json");
    if (console.quiet()) {
      args.add("--quiet");
    }
    StringWriter out = new StringWriter();
    PrintWriter captured = new PrintWriter(out);
    Exit exit =
        runner.run(
            args, new Terminal(captured, terminal.err(), terminal.live(), terminal.environment()));
    captured.flush();
    return switch (exit) {
      case DONE, PROMISE_BROKEN ->
          new Step(exit, Optional.of(new JsonMapper().readTree(out.toString())));
      case TOOL_MISSING -> new Step(exit, Optional.empty());
      case INPUT_WRONG, FAULT -> throw new Refusal(exit, List.of());
    };
  }
}
