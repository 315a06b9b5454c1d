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
}
