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
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Breaks when a simulation lacks a promised key or one of its numbers cannot be explained. */
class SimulateTest {
  @TempDir Path folder;
  private Workplace work = new Workplace(Path.of(""));

  @BeforeEach
  void workplace() {
    work = new Workplace(folder);
  }

  private String in(String name) {
    return work.path(name).toString();
  }

  private static void has(JsonNode cost, List<String> causes, List<String> counts) {
    for (String quantity : List.of("energy", "latency")) {
      for (String key : List.of("value", "unit", "source", "id")) {
        assertThat(cost.path(quantity).has(key)).as("%s.%s", quantity, key).isTrue();
      }
    }
    assertThat(cost.path("cycles").isNumber()).isTrue();
    assertThat(cost.path("energy_by").propertyNames()).containsExactlyElementsOf(causes);
    for (String key : counts) {
      assertThat(cost.has(key)).as(key).isTrue();
    }
  }

  @Test
  void aSpatialArrayAndAnEieReportTheirOwnCauses() throws IOException {
    String model = work.model();
    Ran ran = work.cinch("simulate", model, "--target", "eyeriss-168", "--json");
    assertThat(ran.exit()).isEqualTo(Exit.DONE);
    JsonNode json = ran.json();
    assertThat(json.get("target").asString()).isEqualTo("eyeriss-168");
    List<String> causes = List.of("mac", "register", "array", "buffer", "dram");
    has(json.get("total"), causes, List.of());
    json.get("layers").forEach(layer -> has(layer, causes, List.of("name", "op")));

    ran =
        work.cinch(
            "simulate",
            model,
            "--target",
            "eie-64",
            "--data",
            work.data(),
            "--samples",
            "3",
            "--json");
    json = ran.json();
    assertThat(json.get("activations").asString()).startsWith("3 samples of bands.npz");
    List<String> parts = List.of("queue", "pointer", "matrix", "arithmetic", "activation");
    List<String> counts =
        List.of("load_balance", "padding_zeros", "theoretical_cycles", "dram_bound");
    has(json.get("total"), parts, counts);
    json.get("layers").forEach(layer -> has(layer, parts, counts));
    assertThat(json.get("total").get("dram_bound").asBoolean()).isFalse();
  }

  @Test
  void everyNumberOfAReportIsExplained() throws IOException {
    Ran ran =
        work.cinch("simulate", work.model(), "--target", "eie-64", "-o", in("r.json"), "--json");
    JsonNode report = new JsonMapper().readTree(work.path("r.json").toFile());
    assertThat(report).isEqualTo(ran.json());
    for (String id : report.get("figures").propertyNames()) {
      Ran explained = work.cinch("explain", in("r.json"), id, "--json");
      assertThat(explained.exit()).as(id).isEqualTo(Exit.DONE);
      assertThat(explained.json().get("id").asString()).isEqualTo(id);
    }
    String energy = report.get("total").get("energy").get("id").asString();
    assertThat(work.cinch("explain", in("r.json"), energy).out())
        .startsWith("total.energy = ")
        .contains("citation: Han et al., ISCA 2016", "layers.dense.accesses.pointer");
    Ran again =
        work.cinch("simulate", work.model(), "--target", "eie-64", "-o", in("s.json"), "--json");
    assertThat(again.out()).isEqualTo(ran.out());
  }

  @Test
  void whatCannotBeExplainedIsRefused() throws IOException {
    work.cinch("simulate", work.model(), "--target", "eie-64", "-o", in("r.json"));
    Ran ran = work.cinch("explain", in("r.json"), "layers.gone.energy");
    assertThat(ran.exit()).isEqualTo(Exit.INPUT_WRONG);
    assertThat(ran.err()).contains("has no figure layers.gone.energy", "layers.dense.energy");
    String loop = "{\"figures\": {\"a\": {\"inputs\": [\"b\"]}, \"b\": {\"inputs\": [\"a\"]}}}";
    Files.writeString(work.path("loop.json"), loop);
    Files.writeString(work.path("newer.json"), "{\"cinch-report\": 99, \"figures\": {}}");
    Files.writeString(work.path("text.json"), "{");
    for (String file : List.of("loop.json", "newer.json", "text.json", "none.json")) {
      assertThat(work.cinch("explain", in(file), "a").exit()).isEqualTo(Exit.INPUT_WRONG);
    }
  }

  @Test
  void aTargetOfTheWrongKindIsRefusedWithAHint() throws IOException {
    Ran ran = work.cinch("simulate", work.model(), "--target", "pynq-z2", "-o", in("r.json"));
    assertThat(ran.exit()).isEqualTo(Exit.INPUT_WRONG);
    assertThat(ran.err()).contains("is a board", "eyeriss-168, eyeriss-256, eie-64");
    ran = work.cinch("compile", work.model(), "--target", "eie-64", "-o", in("hls"));
    assertThat(ran.exit()).isEqualTo(Exit.INPUT_WRONG);
    assertThat(ran.err()).contains("is a published chip", "cinch simulate MODEL --target eie-64");
    assertThat(work.files()).containsExactly("bands.onnxtxt");
  }

  @Test
  void inspectAddsEnergyAndCycles() throws IOException {
    Ran ran = work.cinch("inspect", work.model(), "--target", "eyeriss-168", "--json");
    assertThat(ran.json().get("energy").get("unit").asString()).isEqualTo("J");
    assertThat(ran.json().get("layers").get(1).get("cycles").asLong()).isPositive();
    Ran text = work.cinch("inspect", work.model(), "--target", "eyeriss-168");
    assertThat(text.out()).contains("energy [uJ]", "cycles");
  }

  private static String mappings(Ran ran) {
    String text = ran.err();
    StringBuilder kept = new StringBuilder();
    String name = "";
    for (String line : text.lines().toList()) {
      if (line.endsWith(":")) {
        name = line;
      } else if (line.startsWith("layer ")) {
        kept.append(name).append('\n').append(line).append('\n');
      } else if (line.matches("(buffer|pass|element) .*")) {
        kept.append(line).append('\n');
      }
    }
    return kept.toString();
  }

  @Test
  void mappingsThatWerePrintedAreTakenUpAgain() throws IOException {
    String model = work.model();
    List<String> line = List.of("simulate", model, "--target", "eyeriss-168", "--json");
    Ran fast = work.cinch(with(line, "--objective", "delay", "-v"));
    Ran thrifty = work.cinch(with(line, "--objective", "energy"));
    assertThat(fast.exit()).as(fast.err()).isEqualTo(Exit.DONE);
    Path file = work.path("fast.txt");
    Files.writeString(file, mappings(fast));
    Ran again = work.cinch(with(line, "--objective", "energy", "--mappings", file.toString()));
    assertThat(again.exit()).as(again.err()).isEqualTo(Exit.DONE);
    assertThat(again.json()).isEqualTo(fast.json());
    assertThat(fast.json().at("/total/cycles").asLong())
        .isLessThanOrEqualTo(thrifty.json().at("/total/cycles").asLong());
  }

  @Test
  void mappingsThatDoNotFitAreRefused() throws IOException {
    List<String> line =
        List.of("simulate", work.model(), "--target", "eyeriss-168", "--mappings", in("m.txt"));
    Ran ran = work.cinch(with(line, "-v"));
    assertThat(ran.exit()).isEqualTo(Exit.INPUT_WRONG);
    assertThat(ran.err()).contains("m.txt", "cannot be read");
    Files.writeString(work.path("m.txt"), "none:\nlayer N1\n");
    ran = work.cinch(with(line));
    assertThat(ran.exit()).isEqualTo(Exit.INPUT_WRONG);
    assertThat(ran.err()).contains("none", "no such layer with products", "dense");
    Files.writeString(work.path("m.txt"), "layer N1\n");
    assertThat(work.cinch(with(line)).err()).contains("line 1", "a mapping of no layer");
    Ran eie =
        work.cinch(
            "simulate", work.model(), "--target", "eie-64", "--mappings", fileOf("dense:\n"));
    assertThat(eie.err()).contains("for spatial arrays");
  }

  private String fileOf(String text) throws IOException {
    Path file = work.path("e.txt");
    Files.writeString(file, text);
    return file.toString();
  }

  private static String[] with(List<String> line, String... more) {
    List<String> all = new ArrayList<>(line);
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }
}
