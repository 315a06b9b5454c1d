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
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole job on a model and data that are part of Cinch, command by command. */
@Command(
    name = "demo",
    description = {
      "Does the whole job on a LeNet-5 and handwritten digits that are part of Cinch: compresses it,",
      "estimates its energy and cycles, writes the accelerator and compares its C++ with the Java",
      "reference. Ends with 3, all else done, where there is no C++ compiler."
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
      JsonNode compress =
          require(
              console,
              made,
              List.of("compress", "*" + MODEL, "--recipe", "quick", "--data", "digits"),
              List.of("--target", CHIP, "-o", "*" + SMALL));
      JsonNode compile =
          require(
              console,
              made,
              List.of("compile", "*" + SMALL, "--target", BOARD),
              List.of("-o", "*" + PROJECT));
      Step verify =
          step(
              console,
              made,
              List.of("verify", "*" + PROJECT, "--data", "digits"),
              List.of("--samples", "1000", "--layers"));
      if (verify.exit() != Exit.TOOL_MISSING && verify.json().isEmpty()) {
        return verify.exit();
      }
      DemoReport report = new DemoReport(folder.toString(), compress, compile, verify.json());
      Files.writeString(made.resolve(REPORT), Json.text(report.json()));
      gathering.commit();
      console.result(report);
      return verify.exit();
    }
  }

  private record Step(Exit exit, Optional<JsonNode> json) {}

  /** A step without which the next ones cannot be. */
  private JsonNode require(Console console, Path made, List<String> start, List<String> end) {
    Step step = step(console, made, start, end);
    return step.json()
        .orElseThrow(() ->
            new IllegalStateException(
                "the demo's own command failed: " + start.getFirst() + ", " + step.exit()));
  }

  /** Runs a command line; words that begin with a star are files of the demo. */
  private Step step(Console console, Path made, List<String> start, List<String> end) {
    List<String> words = new ArrayList<>(start);
    words.addAll(end);
    console.note("$ cinch " + String.join(" ", in(folder, words)));
    List<String> args = in(made, words);
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
    boolean spoke = exit == Exit.DONE || exit == Exit.PROMISE_BROKEN;
    return new Step(
        exit, spoke ? Optional.of(new JsonMapper().readTree(out.toString())) : Optional.empty());
  }

  private static List<String> in(Path folder, List<String> words) {
    List<String> args = new ArrayList<>();
    for (String word : words) {
      args.add(word.startsWith("*") ? folder.resolve(word.substring(1)).toString() : word);
    }
    return args;
  }
}
