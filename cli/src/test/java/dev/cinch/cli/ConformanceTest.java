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
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Breaks when the float backend computes a case of ONNX's own otherwise than the interpreter. */
class ConformanceTest {
  @TempDir Path folder;

  @Test
  void theFloatBackendIsWrongWhereTheListSaysSo() throws IOException {
    String shared = System.getenv("CINCH_SHARED");
    Assumptions.assumeTrue(shared != null, "set CINCH_SHARED to the folder with conformance/onnx");
    Path cases = Path.of(String.valueOf(shared), "conformance/onnx");
    Assumptions.assumeTrue(Files.isDirectory(cases), "there is no folder " + cases);
    JsonNode json = new Workplace(folder).cinch("conformance", cases.toString(), "--json").json();
    List<String> open = new ArrayList<>();
    json.get("cases")
        .forEach(each -> {
          if (!each.get("outcome").asString().equals("passed")) {
            open.add(each.get("outcome").asString() + " " + each.get("name").asString());
          }
        });
    Path list = Checkout.ROOT.resolve("frontend/src/test/resources/open-cases.txt");
    assertThat(
            Files.readAllLines(list).stream()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split(" ", 3))
                .map(parts -> parts[0] + " " + parts[1]))
        .containsAll(open);
  }

  @Test
  void aFolderWithoutCasesIsRefused() {
    Workplace work = new Workplace(folder);
    Ran none = work.cinch("conformance", folder.toString());
    assertThat(none.exit()).isEqualTo(Exit.INPUT_WRONG);
    assertThat(none.err()).contains("holds no case");
    assertThat(work.cinch("conformance", folder.resolve("gone").toString()).err())
        .contains("there is no such folder");
  }
}
