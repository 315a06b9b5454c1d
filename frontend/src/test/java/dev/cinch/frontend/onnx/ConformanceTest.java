// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cinch.frontend.Shared;
import dev.cinch.frontend.conformance.ConformanceCase;
import dev.cinch.frontend.conformance.Outcome;
import dev.cinch.frontend.conformance.Tolerance;
import dev.cinch.ir.Interpreter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** ONNX's own operator cases: each is computed right or refused, never computed wrong. */
class ConformanceTest {

  @Test
  void noCaseIsComputedWrong() throws IOException {
    Path root = Shared.require("conformance/onnx");
    List<String> passed = new ArrayList<>();
    List<String> wrong = new ArrayList<>();
    for (ConformanceCase each : ConformanceCase.below(root)) {
      switch (each.run(new Interpreter(), Tolerance.USUAL)) {
        case Outcome.Passed _ -> passed.add(each.name());
        case Outcome.Wrong(var reason) -> wrong.add(each.name() + " " + reason);
        case Outcome.Refused _ -> {}
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(passed).hasSizeGreaterThan(940);
  }
}
