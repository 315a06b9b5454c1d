// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cinch.cli.Workplace.Ran;
import dev.cinch.cli.command.Exit;
import dev.cinch.frontend.container.CinchFile;
import dev.cinch.frontend.container.Manifest;
import dev.cinch.frontend.container.Provenance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Breaks when the path from a model to a verified project does, or when it fails untidily. */
class PathTest {
  @TempDir Path folder;
  private Workplace work = new Workplace(Path.of(""));

  @BeforeEach
  void workplace() {
    work = new Workplace(folder);
  }

  private String in(String name) {
    return work.path(name).toString();
  }

  private Ran compress(String... more) throws IOException {
    List<String> args = new java.util.ArrayList<>(List.of("compress", work.model()));
    args.addAll(List.of("--recipe", "encode", "--data", work.data(), "--json"));
    args.addAll(List.of(more));
    return work.cinch(args.toArray(String[]::new));
  }

  @Test
  void energyBeforeAndAfterCanBeExplained() throws IOException {
    JsonNode report = compress("-o", in("bands.cinch"), "--target", "eie-64").json();
    assertThat(report.get("target").asString()).isEqualTo("eie-64");
    for (String when : List.of("before", "after")) {
      for (String quantity : List.of("energy", "latency")) {
        JsonNode figure = report.get(when).get(quantity);
        assertThat(figure.get("value").asDouble()).isPositive();
        Ran explained = work.cinch("explain", in("bands.report.json"), figure.get("id").asString());
        assertThat(explained.exit()).isEqualTo(Exit.DONE);
        assertThat(explained.out()).contains(when + ".layers.", "target.clock", "citation: ");
      }
    }
    JsonNode alone =
        work.cinch(
                "simulate",
                in("bands.cinch"),
                "--target",
                "eie-64",
                "--data",
                work.data(),
                "--json")
            .json();
    assertThat(alone.get("total").get("energy").get("value"))
        .isEqualTo(report.get("after").get("energy").get("value"));

    Ran board = compress("-o", in("board.cinch"), "--target", "pynq-z2");
    assertThat(board.exit()).isEqualTo(Exit.INPUT_WRONG);
    assertThat(work.files()).noneMatch(file -> file.startsWith("board"));
  }

  @Test
  void fromModelToVerifiedProject() throws IOException {
    Ran compressed = compress("-o", in("bands.cinch"), "--trace", in("trace"));
    assertThat(compressed.err()).isEmpty();
    JsonNode report = compressed.json();
    for (String key :
        List.of("before", "after", "ratio_bytes", "ratio_file", "ratio_parameters", "budget")) {
      assertThat(report.has(key)).as(key).isTrue();
    }
    for (String key : List.of("top1", "bytes", "parameters", "energy", "latency")) {
      assertThat(report.get("before").has(key)).as(key).isTrue();
      assertThat(report.get("after").has(key)).as(key).isTrue();
    }
    assertThat(report.get("after").get("top1").asDouble()).isEqualTo(100.0);
    assertThat(report.get("after").get("top1_float").asDouble()).isEqualTo(100.0);
    assertThat(report.get("before").get("bytes").asLong()).isEqualTo(204);
    assertThat(report.get("layers")).isNotEmpty();
    assertThat(new JsonMapper().readTree(work.path("bands.report.json").toFile()))
        .isEqualTo(report);
    assertThat(Files.readString(work.path("bands.report.html")))
        .contains("<td>top-1</td>", "100.00 %", "<h2>Weights</h2>");
    assertThat(work.files()).anyMatch(file -> file.matches("trace/01-.*\\.onnxtxt"));

    JsonNode accuracy =
        work.cinch("evaluate", in("bands.cinch"), "--data", in("bands.npz"), "--json").json();
    assertThat(accuracy.get("backend").asString()).isEqualTo("exact");
    assertThat(accuracy.get("top1").asDouble()).isEqualTo(100.0);

    JsonNode project =
        work.cinch("compile", in("bands.cinch"), "--target", "pynq-z2", "-o", in("hls"), "--json")
            .json();
    assertThat(project.get("files").asInt()).isGreaterThan(10);
    assertThat(project.get("fits").asBoolean()).isTrue();
    for (String key : List.of("dsp", "bram18", "uram", "lut", "ff")) {
      JsonNode resource = project.get("resources").get(key);
      assertThat(resource.has("value") && resource.has("limit") && resource.has("source")).isTrue();
    }
    String[] verify = {"verify", in("hls"), "--data", in("bands.npz"), "--layers", "--json"};
    Ran verified = work.cinch(verify);
    assertThat(verified.exit()).isIn(Exit.DONE, Exit.TOOL_MISSING);
    if (verified.exit() == Exit.DONE) {
      assertThat(verified.json().get("samples").asInt()).isEqualTo(Workplace.EXAMPLES);
      assertThat(verified.json().get("mismatches").asInt()).isZero();
      assertThat(verified.json().get("values_compared").asLong()).isPositive();
      assertThat(verified.json().get("top1").asDouble()).isEqualTo(100.0);
      assertThat(verified.json().get("first_mismatch").isNull()).isTrue();
      assertThat(verified.json().get("overflows").isNull()).isTrue();
      sumsFitTheirAccumulators();
      changedWeightsAreFound();
    }
  }

  private void sumsFitTheirAccumulators() {
    Ran ran = work.cinch("verify", in("hls"), "--samples", "7", "--check-overflow");
    assertThat(ran.exit()).isEqualTo(Exit.DONE);
    assertThat(ran.out()).contains("21 sums checked, overflows 0\nverified\n");
  }

  private void changedWeightsAreFound() throws IOException {
    Path weights = work.path("hls/weights/weights.bin");
    byte[] bytes = Files.readAllBytes(weights);
    bytes[bytes.length - 8] ^= 1;
    Files.write(weights, bytes);
    Ran ran = work.cinch("verify", in("hls"), "--samples", "5");
    assertThat(ran.exit()).isEqualTo(Exit.PROMISE_BROKEN);
    assertThat(ran.err()).contains("weights/weights.bin");
    assertThat(ran.out()).contains("not verified");
  }

  @Test
  void theFileSaysWhereItComesFrom() throws IOException {
    compress("-o", in("a.cinch"));
    CinchFile.Contents contents = CinchFile.read(work.path("a.cinch")).orThrow();
    Provenance from = contents.manifest().provenance();
    assertThat(from.source()).isEqualTo("bands.onnxtxt");
    assertThat(from.sourceDigest())
        .isEqualTo(Manifest.digest(Files.readAllBytes(work.path("bands.onnxtxt"))));
    assertThat(from.data()).isEqualTo("bands.npz");
    assertThat(from.dataDigest()).matches("[0-9a-f]{64}");
  }

  @Test
  void theSameCommandWritesTheSameBytes() throws IOException {
    compress("-o", in("a.cinch"));
    compress("-o", in("b.cinch"));
    assertThat(work.path("a.cinch")).hasSameBinaryContentAs(work.path("b.cinch"));
  }

  @Test
  void wrongKnobsAreRefusedAndNothingIsWritten() throws IOException {
    Ran ran = compress("-o", in("a.cinch"), "--set", "codebook=40");
    assertThat(ran.exit()).isEqualTo(Exit.INPUT_WRONG);
    assertThat(ran.err()).contains("codebook", "40");
    ran = compress("-o", in("a.cinch"), "--set", "codebok=4");
    assertThat(ran.exit()).isEqualTo(Exit.INPUT_WRONG);
    assertThat(ran.err()).contains("--set codebok: the recipe has no such knob");
    Path recipe = Files.writeString(work.path("r.yaml"), "cinch: 1\nstagse: []\n");
    ran = compress("-o", in("a.cinch"), "--recipe", "nope");
    assertThat(ran.exit()).isEqualTo(Exit.INPUT_WRONG);
    ran =
        work.cinch(
            "compress",
            in("bands.onnxtxt"),
            "--recipe",
            recipe.toString(),
            "--data",
            in("bands.npz"),
            "-o",
            in("a.cinch"));
    assertThat(ran.exit()).isEqualTo(Exit.INPUT_WRONG);
    assertThat(ran.err()).contains("r.yaml:2");
    assertThat(ran.out()).isEmpty();
    assertThat(work.files()).containsExactly("bands.npz", "bands.onnxtxt", "r.yaml");
  }

  @Test
  void inspectTellsWhatTheBitsOfAFileAreFor() throws IOException {
    compress("-o", in("a.cinch"));
    JsonNode json = work.cinch("inspect", in("a.cinch"), "--json").json();
    long sum = 0;
    for (JsonNode weight : json.get("weights")) {
      long bits = 0;
      for (JsonNode part : weight.get("bits")) {
        bits += part.asLong();
      }
      assertThat(bits).as(weight.toString()).isEqualTo(8 * weight.get("bytes").asLong());
      assertThat(weight.get("version").asInt()).isEqualTo(2);
      assertThat(weight.get("value_coder").asString()).isNotEmpty();
      sum += weight.get("bytes").asLong();
    }
    JsonNode file = json.get("file");
    assertThat(file.get("weights").asLong()).isEqualTo(sum).isEqualTo(json.get("bytes").asLong());
    assertThat(file.get("bytes").asLong())
        .isEqualTo(Files.size(work.path("a.cinch")))
        .isEqualTo(
            sum
                + file.get("manifest").asLong()
                + file.get("graph").asLong()
                + file.get("zip").asLong());
    Ran text = work.cinch("inspect", in("a.cinch"));
    assertThat(text.out())
        .contains("index by", "codebook", "padding", "bytes of the file: weights");
    assertThat(work.cinch("inspect", in("bands.onnxtxt")).out()).doesNotContain("index by");
  }

  @Test
  void aDamagedModelIsRefused() throws IOException {
    compress("-o", in("a.cinch"));
    byte[] bytes = Files.readAllBytes(work.path("a.cinch"));
    bytes[bytes.length / 2] ^= 4;
    Files.write(work.path("a.cinch"), bytes);
    Ran ran = work.cinch("inspect", in("a.cinch"));
    assertThat(ran.exit()).isEqualTo(Exit.INPUT_WRONG);
    assertThat(ran.err()).startsWith("error: a.cinch");
  }
}
