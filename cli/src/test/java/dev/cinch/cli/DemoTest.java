// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cinch.cli.Workplace.Ran;
import dev.cinch.cli.command.Exit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Breaks when the demo's commands do not fit together, or its table lacks what it promises. */
class DemoTest {
  @TempDir Path folder;

  @Test
  void theWholeJobOnWhatIsEmbedded() throws IOException {
    Workplace work = new Workplace(folder);
    Ran ran = work.cinch("demo", "-o", work.path("demo").toString(), "-q");
    JsonNode report = new JsonMapper().readTree(work.path("demo/demo.report.json").toFile());
    JsonNode after = report.path("compress").path("after");
    assertThat(after.path("top1").asDouble()).isGreaterThan(98);
    assertThat(after.path("energy").path("value").asDouble())
        .isLessThan(report.path("compress").path("before").path("energy").path("value").asDouble());
    assertThat(report.path("compile").path("fits").asBoolean()).isTrue();
    assertThat(ran.out())
        .contains("top-1, float", "top-1, integers", "matrix", "cycles", "bram18", "fits");
    assertThat(work.files())
        .contains("demo/lenet5-digits.onnx", "demo/lenet5.cinch", "demo/lenet5.report.json");
    if (ran.exit() == Exit.TOOL_MISSING) {
      assertThat(ran.err()).contains("g++");
      assertThat(report.path("verify").isNull()).isTrue();
    } else {
      assertThat(ran.exit()).isEqualTo(Exit.DONE);
      assertThat(ran.err()).isEmpty();
      assertThat(ran.out()).contains("34,140,000 integers compared, mismatches 0");
    }
    String figure = after.path("energy").path("id").asString();
    assertThat(
            work.cinch("explain", work.path("demo/lenet5.report.json").toString(), figure).exit())
        .isEqualTo(Exit.DONE);
  }

  @Test
  void aFolderWithOtherFilesIsLeftAlone() throws IOException {
    Workplace work = new Workplace(folder);
    Files.writeString(work.path("mine.txt"), "mine");
    Ran ran = work.cinch("demo", "-o", folder.toString());
    assertThat(ran.exit()).isEqualTo(Exit.INPUT_WRONG);
    assertThat(ran.err()).contains("the folder holds other files");
    assertThat(work.files()).containsExactly("mine.txt");
  }
}
