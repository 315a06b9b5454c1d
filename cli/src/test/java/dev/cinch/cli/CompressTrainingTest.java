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
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Breaks when compression with training loses a promise of its recipe, or does not resume. */
class CompressTrainingTest {

  private static final String RECIPE =
      """
      cinch: 1
      description: Prunes, shares and tunes
      knobs: {epochs: 6, keep: sparsity}
      train: {optimizer: adam, rate: 0.0005, batch: 8, seed: 3, shift: 0.2}
      stages:
        - name: prune
          epochs: $epochs
          do:
            - prune: {layers: "*", density: 0.25, ramp: cubic, interval: 2}
        - name: share
          epochs: 4
          do:
            - keep: {what: $keep}
            - codebook: {layers: "*", bits: 2}
        - name: formats
          do:
            - fixed:
        - name: store
          do:
            - encode:
      """;

  @TempDir Path folder;
  private Workplace work = new Workplace(Path.of(""));

  @BeforeEach
  void workplace() throws IOException {
    work = new Workplace(folder);
    Files.writeString(work.path("r.yaml"), RECIPE);
  }

  private List<String> line(String output, String... more) throws IOException {
    List<String> line = new ArrayList<>(List.of("compress", work.model(), "--data", work.data()));
    line.addAll(List.of("--recipe", work.path("r.yaml").toString()));
    line.addAll(List.of("-o", work.path(output).toString()));
    line.addAll(List.of(more));
    return line;
  }

  private Ran compress(String output, String... more) throws IOException {
    return work.cinch(line(output, more).toArray(String[]::new));
  }

  @Test
  void trainsUnderItsConstraintsAndSaysSo() throws IOException {
    Ran ran = compress("a.cinch", "--json", "-v");
    assertThat(ran.exit()).as(ran.err()).isEqualTo(Exit.DONE);
    JsonNode json = ran.json();
    assertThat(json.at("/pruned/0/kept").asInt()).isEqualTo(12);
    assertThat(json.at("/weights/0/form").asString()).contains("codebook of 4");
    assertThat(json.at("/after/top1").asDouble()).isGreaterThan(90);
    assertThat(json.at("/training/0/epochs")).hasSize(6);
    assertThat(ran.err()).contains("epochs 1 to 6, prune: prune", "epochs 7 to 10, share");
    compress("b.cinch");
    assertThat(work.path("b.cinch")).hasSameBinaryContentAs(work.path("a.cinch"));
    assertThat(work.files()).noneMatch(file -> file.contains("state"));
  }

  @Test
  void anInterruptedRunGoesOnToTheSameFile() throws IOException, InterruptedException {
    String[] knobs = {"--set", "epochs=400"};
    JsonNode whole = compress("whole.cinch", "--set", "epochs=400", "--json").json();
    List<String> child = new ArrayList<>();
    child.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    child.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp"));
    child.add(System.getProperty("java.class.path"));
    child.add(Main.class.getName());
    child.addAll(line("broken.cinch", knobs));
    Path log = work.path("log");
    Process process =
        new ProcessBuilder(child).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    Path state = work.path("broken.cinch.state").resolve("stage-0.state");
    while (process.isAlive() && !Files.exists(state)) {
      process.waitFor(5, TimeUnit.MILLISECONDS);
    }
    process.destroy();
    assertThat(process.waitFor()).as(Files.readString(log)).isNotZero();
    assertThat(Files.readString(log)).contains("interrupted", "--resume");
    assertThat(work.path("broken.cinch")).doesNotExist();
    Ran resumed = compress("broken.cinch", "--set", "epochs=400", "--resume", "--json");
    assertThat(resumed.exit()).as(resumed.err()).isEqualTo(Exit.DONE);
    assertThat(resumed.json().get("training")).isEqualTo(whole.get("training"));
    assertThat(work.path("broken.cinch")).hasSameBinaryContentAs(work.path("whole.cinch"));
    assertThat(state).doesNotExist();
  }

  @Test
  void statesOfOtherWorkAreRefused() throws IOException {
    Path state = work.path("a.cinch.state").resolve("stage-0.state");
    Files.createDirectories(work.path("a.cinch.state"));
    Files.write(state, new byte[200]);
    Ran ran = compress("a.cinch", "--resume");
    assertThat(ran.exit()).isEqualTo(Exit.INPUT_WRONG);
    assertThat(ran.err()).contains("stage-0.state", "damaged", "without --resume");
    assertThat(compress("a.cinch").exit()).isEqualTo(Exit.DONE);
  }

  @Test
  void trainingThatWouldDestroyAMaskIsRefused() throws IOException {
    Ran ran = compress("a.cinch", "--set", "keep=codebook");
    assertThat(ran.exit()).isEqualTo(Exit.INPUT_WRONG);
    assertThat(ran.err())
        .contains("r.yaml:10:5", "would destroy the zeros of dense", "keep: sparsity");
  }

  @Test
  void patternsThatMatchNothingAreRefused() throws IOException {
    Files.writeString(
        work.path("r.yaml"), RECIPE.replace("prune: {layers: \"*\"", "prune: {layers: \"conv*\""));
    Ran ran = compress("a.cinch");
    assertThat(ran.exit()).isEqualTo(Exit.INPUT_WRONG);
    assertThat(ran.err()).contains("r.yaml:9:25", "'conv*' matches no layer", "layers: dense");
  }

  @Test
  void kindsOfLayersThatMayBeAbsentMatchNothing() throws IOException {
    Files.writeString(
        work.path("r.yaml"),
        RECIPE.replace("codebook: {layers: \"*\"", "codebook: {layers: \"@conv?\""));
    Ran ran = compress("a.cinch", "--json");
    assertThat(ran.exit()).as(ran.err()).isEqualTo(Exit.DONE);
    assertThat(ran.json().at("/weights/0/form").asString()).doesNotContain("codebook of 4");
    Files.writeString(
        work.path("r.yaml"),
        RECIPE.replace("codebook: {layers: \"*\"", "codebook: {layers: \"@conv\""));
    assertThat(compress("a.cinch").err()).contains("'@conv' matches no layer", "layers: dense");
  }

  /** The test examples are for measuring at the end, not for learning or choosing. */
  @Test
  void testExamplesAmongTheTrainingExamplesAreRefused() throws IOException {
    Ran ran = work.cinch(lineWithSameParts());
    assertThat(ran.exit()).isEqualTo(Exit.INPUT_WRONG);
    assertThat(ran.err()).contains("60 of 60 test examples are training examples, too");
  }

  private String[] lineWithSameParts() throws IOException {
    List<String> line = line("a.cinch");
    line.set(line.indexOf("--data") + 1, work.leakingData());
    return line.toArray(String[]::new);
  }

  @Test
  void withoutDataOnlyRecipesThatNeedNoneRun() throws IOException {
    String output = work.path("a.cinch").toString();
    Ran none =
        work.cinch(
            "compress", work.model(), "--recipe", work.path("r.yaml").toString(), "-o", output);
    assertThat(none.exit()).isEqualTo(Exit.INPUT_WRONG);
    assertThat(none.err()).contains("no examples to learn from", "--data");
    Ran lossless =
        work.cinch("compress", work.model(), "--recipe", "lossless", "-o", output, "--json");
    assertThat(lossless.exit()).as(lossless.err()).isEqualTo(Exit.DONE);
    assertThat(lossless.json().at("/after/top1").isNull()).isTrue();
    assertThat(lossless.json().get("ratio_bytes").asDouble()).isGreaterThan(1);
  }
}
