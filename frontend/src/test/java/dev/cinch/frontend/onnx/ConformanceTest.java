// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cinch.frontend.Shared;
import dev.cinch.frontend.conformance.ConformanceCase;
import dev.cinch.frontend.conformance.Outcome;
import dev.cinch.frontend.conformance.Tolerance;
import dev.cinch.ir.Interpreter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** ONNX's own operator cases: each passes, or stands in open-cases.txt with its reason. */
class ConformanceTest {

  @Test
  void everyCasePassesOrIsListed() throws IOException {
    List<ConformanceCase> cases = ConformanceCase.below(Shared.require("conformance/onnx"));
    Set<String> open = new TreeSet<>();
    for (ConformanceCase each : cases) {
      switch (each.run(new Interpreter(), Tolerance.USUAL)) {
        case Outcome.Passed _ -> {}
        case Outcome.Wrong _ -> open.add("wrong " + each.name());
        case Outcome.Refused _ -> open.add("refused " + each.name());
      }
    }
    Set<String> names = cases.stream().map(ConformanceCase::name).collect(Collectors.toSet());
    Set<String> listed =
        listed().stream()
            .filter(line -> names.contains(line.substring(line.indexOf(' ') + 1)))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(open).isEqualTo(listed);
    assertThat(open.size()).isLessThan(cases.size() / 10);
  }

  /** Outcome and name of each listed case, all of which have a reason. */
  private static List<String> listed() throws IOException {
    Path name = Path.of("/open-cases.txt");
    try (InputStream in =
        Objects.requireNonNull(ConformanceTest.class.getResourceAsStream(name.toString()))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split(" ", 3))
          .peek(parts -> assertThat(parts).hasSize(3))
          .map(parts -> parts[0] + " " + parts[1])
          .toList();
    }
  }
}
