// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

/** Breaks when a bar is drawn where it cannot be drawn over, or left behind. */
class ProgressTest {
  private static String drawn(boolean shown, boolean live) throws InterruptedException {
    StringWriter text = new StringWriter();
    try (Progress progress = new Progress(new PrintWriter(text), shown, live, "evaluate", 4)) {
      progress.step();
      Thread.sleep(120);
      progress.step();
      progress.to(3);
    }
    return text.toString();
  }

  @Test
  void aBarOnATerminalThatIsGoneAtTheEnd() throws InterruptedException {
    assertThat(drawn(true, true))
        .contains("\revaluate [###############               ] 2/4, 1 s left")
        .endsWith("\r\u001b[K");
  }

  @Test
  void nothingInAHurryElsewhere() throws InterruptedException {
    assertThat(drawn(true, false)).isEmpty();
    assertThat(drawn(false, true)).isEmpty();
  }
}
