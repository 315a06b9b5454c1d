// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Breaks when columns do not line up. */
class TableTest {
  @Test
  void wordsToTheLeftNumbersToTheRight() {
    Table table =
        new Table("layer", "bytes", "share")
            .row("conv1", "1,040", "0.25 %")
            .row("a long name", "7", "-");
    assertThat(table.toString())
        .isEqualTo(
            """
            layer        bytes   share
            conv1        1,040  0.25 %
            a long name      7       -
            """);
  }

  @Test
  void aPageEscapesWhatModelsName() {
    Table table = new Table("name", "bytes").row("<script>&\"'", "1,024");
    String page = new Page("a<b").table("T", table).table("none", new Table("x")).toString();
    assertThat(page)
        .contains(
            "<title>a&lt;b</title>",
            "<td>&lt;script&gt;&amp;&quot;&#39;</td><td class=\"n\">1,024</td>")
        .doesNotContain("<script", "none", "http");
  }
}
