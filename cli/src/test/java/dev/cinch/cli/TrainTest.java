// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cinch.cli.Workplace.Ran;
import dev.cinch.cli.command.Exit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Breaks when training no longer does, says or ends with what users were promised. */
class TrainTest {
  @TempDir Path folder;
  private Workplace work = new Workplace(Path.of(""));

  @BeforeEach
  void workplace() {
    work = new Workplace(folder);
  }

  private Ran train(String output, String... more) throws IOException {
    return trainModel(work.model(), output, more);
  }

  private Ran trainModel(String model, String output, String... more) throws IOException {
    List<String> line = new ArrayList<>(List.of("train", model, "--data", work.data(), "-o"));
    line.add(work.path(output).toString());
    line.addAll(List.of(more));
    return work.cinch(line.toArray(String[]::new));
  }

  /** An architecture as models/ has them: its weights are zeros. */
  private String architecture() throws IOException {
    Path file = work.path("layers.onnxtxt");
    Files.writeString(
        file,
        """
        <ir_version: 10, opset_import: ["" : 21]>
        layers (float[1,1,4,4] image) => (float[1,3] scores)
        <int64[2] a = {12, 16}, int64[1] b = {12}, int64[2] c = {3, 12}, int64[1] d = {3}>
        {
          first_w = ConstantOfShape (a)
          first_b = ConstantOfShape (b)
          last_w = ConstantOfShape (c)
          last_b = ConstantOfShape (d)
          flat = Flatten (image)
          first = Gemm <transB = 1> (flat, first_w, first_b)
          relu = Relu (first)
          scores = Gemm <transB = 1> (relu, last_w, last_b)
        }
        """);
    return file.toString();
  }

  @Test
  void freshWeightsLearnTheDataAndTheFileIsWhatWasMeasured() throws IOException {
    String settings = "--from-scratch --recipe sgd --set epochs=20 --set batch=8 --set rate=0.05";
    List<String> more = new ArrayList<>(List.of(settings.split(" ", -1)));
    more.addAll(List.of("--input", "scale=0.00390625", "--json"));
    Ran ran = trainModel(architecture(), "out.onnx", more.toArray(String[]::new));
    assertThat(ran.exit()).isEqualTo(Exit.DONE);
    JsonNode json = ran.json();
    assertThat(json.get("held_out")).hasSize(20);
    assertThat(json.get("seed").asInt()).isEqualTo(1);
    assertThat(json.get("samples").asInt()).isEqualTo(Workplace.EXAMPLES);
    assertThat(json.get("top1").asDouble()).isGreaterThan(90);
    // The scale is in the file: it takes raw data.
    String file = work.path("out.onnx").toString();
    JsonNode again = work.cinch("evaluate", file, "--data", work.data(), "--json").json();
    assertThat(again.get("correct")).isEqualTo(json.get("correct"));
  }

  @Test
  void seedDecidesTheBytes() throws IOException {
    String[] same = {
      "--recipe", "sgd", "--from-scratch", "--set", "epochs=2", "--set", "rate=1e-5"
    };
    assertThat(train("a.onnx", same).exit()).isEqualTo(Exit.DONE);
    train("b.onnx", same);
    List<String> other = new ArrayList<>(List.of(same));
    other.addAll(List.of("--set", "seed=2"));
    train("c.onnx", other.toArray(String[]::new));
    assertThat(work.path("b.onnx")).hasSameBinaryContentAs(work.path("a.onnx"));
    assertThat(Files.mismatch(work.path("a.onnx"), work.path("c.onnx"))).isNotNegative();
  }

  @Test
  void recipeFilesTrainToo() throws IOException {
    Path recipe = work.path("r.yaml");
    Files.writeString(
        recipe,
        """
        cinch: 1
        description: Short
        train: {optimizer: sgd, rate: 1e-5, schedule: step, epochs: 3, batch: 16, seed: 4}
        """);
    Ran ran = train("out.onnx", "--recipe", recipe.toString(), "--json");
    assertThat(ran.err()).doesNotContain("error");
    assertThat(ran.json().get("epochs").asInt()).isEqualTo(3);
    assertThat(ran.json().get("seed").asInt()).isEqualTo(4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"optimizer: luck", "batch: 0", "schedule: staircase", "speed: 3"})
  void wrongKeysAreNamedAndNothingIsWritten(String key) throws IOException {
    Path recipe = work.path("r.yaml");
    Files.writeString(recipe, "cinch: 1\ndescription: Wrong\ntrain: {" + key + "}\n");
    Ran ran = train("out.onnx", "--recipe", recipe.toString());
    assertThat(ran.exit()).isEqualTo(Exit.INPUT_WRONG);
    assertThat(ran.err()).contains("r.yaml:3:");
    assertThat(work.files()).containsExactly("bands.npz", "bands.onnxtxt", "r.yaml");
  }

  @Test
  void recipesThatDoNotTrainAndOtherOutputsAreRefused() throws IOException {
    Ran none = train("out.onnx", "--recipe", "fixed");
    assertThat(none.exit()).isEqualTo(Exit.INPUT_WRONG);
    assertThat(none.err()).contains("does not say how to train");
    Ran name = train("out.cinch", "--recipe", "sgd");
    assertThat(name.exit()).isEqualTo(Exit.INPUT_WRONG);
    assertThat(name.err()).contains("must end in .onnx");
    assertThat(work.files()).containsExactly("bands.npz", "bands.onnxtxt");
  }

  @Test
  void divergenceIsSaidAndNothingIsWritten() throws IOException {
    String settings = "--recipe sgd --set rate=10 --set decay=1 --set schedule=constant";
    Ran ran = train("out.onnx", (settings + " --set epochs=300 --set batch=1").split(" ", -1));
    assertThat(ran.exit()).isEqualTo(Exit.INPUT_WRONG);
    assertThat(ran.err()).contains("training diverged", "a smaller rate");
    assertThat(work.files()).containsExactly("bands.npz", "bands.onnxtxt");
  }
}
