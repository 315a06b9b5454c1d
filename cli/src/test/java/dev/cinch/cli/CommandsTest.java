// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cinch.cli.Workplace.Ran;
import dev.cinch.cli.command.Exit;
import dev.cinch.data.Npy;
import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Breaks when a command no longer does, says or ends with what users were promised. */
class CommandsTest {
  @TempDir Path folder;
  private Workplace work = new Workplace(Path.of(""));

  @BeforeEach
  void workplace() {
    work = new Workplace(folder);
  }

  @Test
  void inspectCountsEachLayer() throws IOException {
    String model = work.model();
    JsonNode json = work.cinch("inspect", model, "--json").json();
    assertThat(json.get("parameters").asLong()).isEqualTo(51);
    assertThat(json.get("macs").asLong()).isEqualTo(48);
    assertThat(json.get("bytes").asLong()).isEqualTo(204);
    JsonNode dense = json.get("layers").get(1);
    assertThat(dense.get("name").asString()).isEqualTo("dense");
    assertThat(dense.get("op").asString()).isEqualTo("MatMul");
    assertThat(dense.get("shape")).hasToString("[1,3]");
    assertThat(dense.get("parameters").asLong()).isEqualTo(51);
    assertThat(dense.get("density").asDouble()).isEqualTo(17 / 51.0);
    Ran text = work.cinch("inspect", model);
    assertThat(text.exit()).isEqualTo(Exit.DONE);
    assertThat(text.out()).startsWith("layer  op").contains("total");
  }

  @ParameterizedTest
  @ValueSource(strings = {"float", "exact", "interpreter"})
  void evaluateCountsRightAnswers(String backend) throws IOException {
    Ran ran =
        work.cinch("evaluate", work.model(), "--data", work.data(), "--backend", backend, "--json");
    assertThat(ran.err()).isEmpty();
    assertThat(ran.json().get("samples").asInt()).isEqualTo(Workplace.EXAMPLES);
    assertThat(ran.json().get("correct").asInt()).isEqualTo(Workplace.EXAMPLES);
    assertThat(ran.json().get("top1").asDouble()).isEqualTo(100.0);
    Ran few = work.cinch("evaluate", work.model(), "--data", work.data(), "--samples", "7");
    assertThat(few.out()).isEqualTo("top-1 100.00 %: 7 of 7 samples of bands.npz, backend float\n");
  }

  @Test
  void runWritesOneArrayForEachOutput() throws IOException {
    try (OutputStream out = Files.newOutputStream(work.path("image.npy"))) {
      Npy.write(out, Tensor.ofFloats(Shape.of(4, 4), new float[16]));
    }
    String image = "image=" + work.path("image.npy");
    String outputs = work.path("new/out").toString();
    Ran ran = work.cinch("run", work.model(), "--input", image, "-o", outputs, "--json");
    assertThat(ran.exit()).isEqualTo(Exit.DONE);
    assertThat(ran.json().get("outputs").get(0).get("name").asString()).isEqualTo("scores");
    assertThat(Npy.read(work.path("new/out/scores.npy")).orThrow())
        .isEqualTo(Tensor.ofFloats(Shape.of(1, 3), 0, 0.5f, 0));
  }

  @Test
  void runSaysEverythingThatIsWrongAndLeavesNothing() throws IOException {
    String model = work.model();
    String nowhere = work.path("none/out").toString();
    Ran ran = work.cinch("run", model, "--input", "picture=a.npy", "-o", nowhere);
    assertThat(ran.exit()).isEqualTo(Exit.INPUT_WRONG);
    assertThat(ran.err().lines())
        .containsExactly(
            "error: image: this input takes F32[1,1,4,4] and is not given",
            "  hint: --input image=FILE.npy",
            "error: --input picture: the model has no input of that name",
            "  hint: it has image");
    assertThat(work.files()).containsExactly("bands.onnxtxt");
  }

  @Test
  void wrongModelsAndDataAreAllNamedAtOnce() throws IOException {
    Files.writeString(work.path("a.onnx"), "this is text");
    Ran ran = work.cinch("evaluate", work.path("a.onnx").toString(), "--data", "nothing.npz");
    assertThat(ran.exit()).isEqualTo(Exit.INPUT_WRONG);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err().lines().filter(line -> line.startsWith("error: "))).hasSize(2);
    assertThat(ran.err()).contains("error: a.onnx: ", "error: nothing.npz: ");
    assertThat(work.cinch("inspect", "a.txt").err()).contains("a model is .onnx, .onnxtxt");
    assertThat(work.cinch("inspect", "gone.onnx").err()).contains("there is no such file");
  }

  @Test
  void dataOfAnotherShapeIsRefused() throws IOException {
    Workplace other = new Workplace(Files.createDirectory(work.path("other")));
    String data = other.data();
    Files.move(Path.of(data), work.path("x.npz"));
    Files.writeString(
        work.path("wide.onnxtxt"),
        Files.readString(Path.of(work.model())).replace("1,1,4,4", "1,1,2,4").replace("16", "8"));
    Ran ran =
        work.cinch(
            "evaluate", work.path("wide.onnxtxt").toString(), "--data", "" + work.path("x.npz"));
    assertThat(ran.exit()).isEqualTo(Exit.INPUT_WRONG);
  }

  @Test
  void listsSayWhatThereIs() {
    assertThat(work.cinch("targets").out()).startsWith("pynq-z2  ");
    assertThat(work.cinch("targets", "--json").json().get("targets").get(0).get("name").asString())
        .isEqualTo("pynq-z2");
    assertThat(work.cinch("passes").out()).startsWith("simplify ");
  }

  @Test
  void wrongUsageIsSaidAllAtOnce() {
    Ran ran = work.cinch("evaluate", "--samples", "0", "--backend", "gpu");
    assertThat(ran.exit()).isEqualTo(Exit.INPUT_WRONG);
    assertThat(ran.err())
        .contains("0 is below 1", "'gpu' is not float, exact or interpreter", "MODEL");
    assertThat(work.cinch("evalute").err()).contains("'evalute'");
    assertThat(work.cinch("evalute").exit()).isEqualTo(Exit.INPUT_WRONG);
    assertThat(work.cinch().exit()).isEqualTo(Exit.INPUT_WRONG);
  }

  @Test
  void everyCommandExplainsItselfWithAnExample() {
    for (String command : Workplace.commands()) {
      Ran ran = work.cinch((command + " --help").split(" "));
      assertThat(ran.exit()).isEqualTo(Exit.DONE);
      assertThat(ran.out()).contains("Example: cinch " + command, "--json", "--quiet", "--verbose");
    }
    assertThat(work.cinch("data", "--help").out()).contains("get  ", "Example: cinch data get");
    assertThat(work.cinch("--version").out()).startsWith("cinch ");
  }

  @Test
  void compileRefusesAFloatModelWithAHint() throws IOException {
    Ran ran =
        work.cinch("compile", work.model(), "--target", "pynq-z2", "-o", "" + work.path("hls"));
    assertThat(ran.exit()).isEqualTo(Exit.INPUT_WRONG);
    assertThat(ran.err()).contains("computes in floating point", "compress MODEL --recipe fixed");
    assertThat(work.files()).containsExactly("bands.onnxtxt");
  }

  @Test
  void anUnwritablePlaceIsRefusedBeforeTheWork() throws IOException {
    Path file = Files.writeString(work.path("file"), "");
    Ran ran =
        work.cinch("compile", work.model(), "--target", "nope", "-o", "" + file.resolve("hls"));
    assertThat(ran.exit()).isEqualTo(Exit.INPUT_WRONG);
    assertThat(ran.err()).contains("nope: is no target", "cannot be written");
  }
}
