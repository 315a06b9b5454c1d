// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cli.command;

import dev.cinch.cli.console.Console;
import dev.cinch.cli.console.Terminal;
import dev.cinch.cli.file.Staged;
import dev.cinch.cli.report.ExportReport;
import dev.cinch.frontend.onnx.OnnxWriter;
import dev.cinch.ir.Graph;
import dev.cinch.ir.text.Constants;
import dev.cinch.ir.text.GraphPrinter;
import dev.cinch.ir.text.SideFile;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Writes a model in a form that other tools, or people, read. */
@Command(
    name = "export",
    description = {
      "Writes a model as ONNX, binary or textual.",
      "The text is complete: reading it gives the same graph. The numbers of tensors of more than",
      "32 elements lie in a file beside it, OUT.bin. Binary ONNX is written for floating-point",
      "models only."
    },
    footer = {"", "Example: cinch export lenet.onnx --to onnxtxt -o lenet.onnxtxt"})
public final class ExportCommand extends Subcommand {

  /** The forms. */
  public enum Form {
    /** Binary ONNX. */
    ONNX,
    /** ONNX's textual syntax. */
    ONNXTXT;

    /** The form with a name. */
    public static Form parse(String name) {
      for (Form form : values()) {
        if (form.toString().equals(name)) {
          return form;
        }
      }
      throw new TypeConversionException("'" + name + "' is not onnx or onnxtxt");
    }

    /** As on the command line, and behind the point of a file's name. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Mixin private ModelOptions model = new ModelOptions();

  @Option(
      names = "--to",
      paramLabel = "FORM",
      required = true,
      description = "onnx, or onnxtxt, the textual syntax.")
  private Form form = Form.ONNX;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "OUT",
      required = true,
      description = "The file to write; its name ends in .onnx or .onnxtxt.")
  private Path output = Path.of("");

  /** A command in its surroundings. */
  public ExportCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  Exit run(Console console) throws IOException {
    if (!output.toString().endsWith("." + form)) {
      throw Refusal.of("output", output.toString(), "the output's name must end in ." + form, "");
    }
    try (Gathering gathering = new Gathering(console)) {
      Supplier<ModelFile> file = gathering.take(model.open());
      Supplier<Staged> written = gathering.output(output, () -> Staged.file(output));
      gathering.complete();
      Graph graph = file.get().graph();
      long beside = 0;
      if (form == Form.ONNX) {
        Files.write(written.get().path(), gathering.require(OnnxWriter.bytes(graph)));
      } else {
        beside = text(graph, written.get().path(), gathering);
      }
      long bytes = Files.size(written.get().path());
      gathering.commit();
      console.result(new ExportReport(graph.name(), output, bytes, beside));
      return Exit.DONE;
    }
  }

  /** Writes the text, and the file beside it where there are large tensors; gives its bytes. */
  private long text(Graph graph, Path path, Gathering gathering) throws IOException {
    if (graph.constants().stream().noneMatch(it -> SideFile.takes(it.type()))) {
      Files.writeString(path, GraphPrinter.print(graph, Constants.INLINE));
      return 0;
    }
    Path beside = output.resolveSibling(output.getFileName() + ".bin");
    Supplier<Staged> staged = gathering.output(beside, () -> Staged.file(beside));
    gathering.complete();
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(staged.get().path()))) {
      SideFile side = new SideFile(String.valueOf(beside.getFileName()), out);
      Files.writeString(path, GraphPrinter.print(graph, side));
      return side.written();
    }
  }
}
