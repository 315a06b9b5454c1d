// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Breaks when the guide to the commands shows a help or a list that is no longer printed. */
class GuideTest {
  @Test
  void theGuideShowsWhatIsPrinted() throws Exception {
    Path guide = Checkout.ROOT.resolve("docs/commands.md");
    String text = Files.readString(guide, StandardCharsets.UTF_8);
    Workplace work = new Workplace(Path.of(""));
    for (String command : Workplace.commands()) {
      assertThat(text)
          .as("%s: copy the new text into %s", command, guide)
          .contains(
              "## " + command + "\n```\n" + work.cinch((command + " --help").split(" ")).out());
    }
    for (String list : List.of("targets", "passes", "recipes")) {
      assertThat(text).contains("$ cinch " + list + "\n" + work.cinch(list).out());
    }
  }
}
