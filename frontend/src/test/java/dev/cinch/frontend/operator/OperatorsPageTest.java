// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cinch.frontend.Shared;
import dev.cinch.frontend.conformance.ConformanceCase;
import dev.cinch.frontend.conformance.Outcome;
import dev.cinch.frontend.conformance.Tolerance;
import dev.cinch.ir.Interpreter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Breaks when docs/operators.md does not show the operators that are read, or the cases that pass;
 * {@code -Dgolden.update=1} writes it.
 */
class OperatorsPageTest {

  private record Count(int passed, int present) {
    Count plus(boolean passes) {
      return new Count(passed + (passes ? 1 : 0), present + 1);
    }
  }

  private static Path page() {
    Path folder = Path.of("").toAbsolutePath();
    return Files.exists(folder.resolve("docs"))
        ? folder.resolve("docs/operators.md")
        : folder.resolveSibling("docs").resolve("operators.md");
  }

  @Test
  void thePageShowsEveryOperator() throws IOException {
    List<String> shown =
        Files.readString(page())
            .lines()
            .filter(line -> line.startsWith("| `"))
            .map(line -> line.substring(0, line.lastIndexOf('|', line.length() - 2)))
            .toList();
    assertThat(shown)
        .containsExactlyElementsOf(OnnxOps.ALL.stream().map(OperatorsPageTest::row).toList());
    assertThat(shown.size()).isGreaterThan(150);
  }

  @Test
  void thePageCountsCases() throws IOException {
    Map<String, Count> counts = new TreeMap<>();
    for (ConformanceCase each : ConformanceCase.below(Shared.require("conformance/onnx"))) {
      List<String> operators = each.operators();
      if (operators.size() == 1) {
        boolean passes = each.run(new Interpreter(), Tolerance.USUAL) instanceof Outcome.Passed;
        counts.merge(
            operators.getFirst(), new Count(0, 0).plus(passes), (sum, _) -> sum.plus(passes));
      }
    }
    StringBuilder text = new StringBuilder(head());
    for (OnnxOp op : OnnxOps.ALL) {
      Count count =
          op.domain().equals(OnnxOps.CINCH) || op.domain().equals(OnnxOps.QONNX)
              ? new Count(0, 0)
              : counts.getOrDefault(op.name(), new Count(0, 0));
      String cases = count.present() == 0 ? "-" : count.passed() + " of " + count.present();
      text.append(row(op)).append("| ").append(cases).append(" |\n");
    }
    if (System.getProperty("golden.update") != null) {
      Files.writeString(page(), text);
    }
    assertThat(Files.readString(page())).isEqualTo(text.toString());
  }

  private static String head() {
    return """
    # Operators

    What `cinch` reads of ONNX's operator sets up to version %d, and how many of ONNX's own cases of the operator alone pass (of those at hand, with the
    interpreter; `cinch conformance` runs them all). Generated from the code by `OperatorsPageTest`.

    | operator | from version | cases passed |
    |---|---|---|
    """
        .formatted(OnnxOps.NEWEST);
  }

  private static String row(OnnxOp op) {
    String domain = op.domain().isEmpty() ? "" : op.domain() + ".";
    return "| `" + domain + op.name() + "` | " + op.since() + " ";
  }
}
