// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cli;

import dev.cinch.cli.command.Exit;
import dev.cinch.cli.console.Terminal;
import dev.cinch.data.Npy;
import dev.cinch.ir.Graph;
import dev.cinch.ir.GraphBuilder;
import dev.cinch.ir.Origin;
import dev.cinch.ir.number.Fixed;
import dev.cinch.ir.op.MatMul;
import dev.cinch.ir.op.Relu;
import dev.cinch.ir.op.Reshape;
import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import dev.cinch.ir.tensor.TensorWriter;
import dev.cinch.ir.text.Constants;
import dev.cinch.ir.text.GraphPrinter;
import dev.cinch.ir.weight.Dense;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A folder with a small model and small data, in which command lines run. */
final class Workplace {

  /** What a command line did. */
  record Ran(Exit exit, String out, String err) {
    JsonNode json() {
      return new JsonMapper().readTree(out);
    }
  }

  /** Examples of each part: images of 4 x 4, of which one of three bands is bright. */
  static final int EXAMPLES = 60;

  private final Path folder;

  Workplace(Path folder) {
    this.folder = folder;
  }

  /** Every command, with the words before it: {@code data get}. */
  static List<String> commands() {
    PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
    return leaves(Commands.parser(new Terminal(nowhere, nowhere, false, Map.of())))
        .map(line -> line.getCommandSpec().qualifiedName().substring("cinch ".length()))
        .toList();
  }

  private static Stream<CommandLine> leaves(CommandLine line) {
    Map<String, CommandLine> below = line.getSubcommands();
    return below.isEmpty() ? Stream.of(line) : below.values().stream().flatMap(Workplace::leaves);
  }

  Path path(String name) {
    return folder.resolve(name);
  }

  Ran cinch(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Exit exit =
        Main.execute(
            List.of(args),
            new Terminal(
                new PrintWriter(out),
                new PrintWriter(err),
                false,
                Map.of("XDG_CACHE_HOME", path("cache").toString())));
    return new Ran(exit, out.toString(), err.toString());
  }

  /** The files that are there, in order. */
  List<String> files() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  /** Writes {@code bands.onnxtxt}: 16 pixels, a dense layer of 3, ReLU. */
  String model() throws IOException {
    Random random = new Random(7);
    float[] weights = new float[48];
    for (int pixel = 0; pixel < 16; pixel++) {
      for (int band = 0; band < 3; band++) {
        boolean inside = Math.min(pixel / 5, 2) == band;
        weights[3 * pixel + band] = inside ? 0.01f + 0.001f * random.nextFloat() : 0;
      }
    }
    GraphBuilder builder = new GraphBuilder("bands");
    var image = builder.input("image", TensorType.f32(1, 1, 4, 4));
    var flat = builder.add(new Reshape(Shape.of(1, 16)), List.of(image), Origin.named("flat"));
    var w = builder.constant("w", new Dense(Tensor.ofFloats(Shape.of(16, 3), weights)));
    var b = builder.constant("b", new Dense(Tensor.ofFloats(Shape.of(3), 0, 0.5f, 0)));
    var dense = builder.add(new MatMul(), List.of(flat, w, b), Origin.named("dense"));
    builder.output("scores", builder.add(new Relu(), List.of(dense), Origin.named("relu")));
    Graph graph = builder.build();
    Path file = path("bands.onnxtxt");
    Files.writeString(file, GraphPrinter.print(graph, Constants.INLINE));
    return file.toString();
  }

  /** Writes {@code bands.npz} with both parts. */
  String data() throws IOException {
    return data("bands.npz", false);
  }

  /** Writes {@code leak.npz}, whose parts are the same examples. */
  String leakingData() throws IOException {
    return data("leak.npz", true);
  }

  private String data(String name, boolean isSame) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (String part : List.of("train", "test")) {
        Random random = new Random(isSame ? 1 : part.length());
        TensorWriter x = Tensor.writer(new TensorType(Fixed.UINT8, Shape.of(EXAMPLES, 4, 4)));
        TensorWriter y = Tensor.writer(new TensorType(Fixed.INT64, Shape.of(EXAMPLES)));
        for (int i = 0; i < EXAMPLES; i++) {
          int band = random.nextInt(3);
          for (int pixel = 0; pixel < 16; pixel++) {
            boolean bright = Math.min(pixel / 5, 2) == band;
            x.setRaw(16L * i + pixel, bright ? 180 + random.nextInt(76) : random.nextInt(40));
          }
          y.setRaw(i, band);
        }
        put(zip, "x_" + part + ".npy", x.finish());
        put(zip, "y_" + part + ".npy", y.finish());
      }
    }
    return Files.write(path(name), bytes.toByteArray()).toString();
  }

  private static void put(ZipOutputStream zip, String name, Tensor tensor) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    Npy.write(zip, tensor);
    zip.closeEntry();
  }
}
