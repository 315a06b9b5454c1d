// SPDX-License-Identifier: Apache-2.0
package dev.cinch.target;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cinch.ir.Diagnostic;
import dev.cinch.ir.Result;
import dev.cinch.target.Device.Resource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TargetFilesTest {

  static List<String> shipped() {
    return TargetFiles.shipped();
  }

  private static String text(String name) throws IOException {
    try (var in = TargetFiles.class.getResourceAsStream(name + ".yaml")) {
      assertThat(in).as("resource of %s", name).isNotNull();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static List<Diagnostic> problems(String text) {
    return switch (TargetFiles.read("t.yaml", text)) {
      case Result.Failed<Device>(var diagnostics) -> diagnostics;
      case Result.Ok<Device>(var device, var _) -> throw new AssertionError("read " + device);
    };
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void everyTargetThatShipsLoadsWithUnitsAndCitations(String name) {
    Device device = Device.load(name).orThrow();
    assertThat(device.name()).isEqualTo(name);
    assertThat(device.clock().unit()).isEqualTo("Hz");
    for (Resource resource : Resource.values()) {
      assertThat(device.limits()).containsKey(resource);
    }
    for (Figure limit : device.limits().values()) {
      assertThat(limit.unit()).isNotEmpty();
      assertThat(limit.source())
          .isInstanceOfSatisfying(
              Figure.Assumed.class, assumed -> assertThat(assumed.citation()).isNotEmpty());
    }
  }

  @Test
  void theZynq7020HasWhatItsDataSheetSays() {
    Device device = Device.load("pynq-z2").orThrow();
    assertThat(device.part()).isEqualTo("xc7z020clg400-1");
    assertThat(device.limit(Resource.DSP)).isEqualTo(220);
    assertThat(device.limit(Resource.BRAM18)).isEqualTo(280);
    assertThat(device.limit(Resource.LUT)).isEqualTo(53_200);
    assertThat(device.limit(Resource.FF)).isEqualTo(106_400);
  }

  @Test
  void everyProblemOfAFileIsReportedAtOnce() throws IOException {
    String broken =
        text("pynq-z2")
            .replace("part: ", "prat: ")
            .replace("unit: LUT6, ", "")
            .replace("value: 220", "value: -1")
            .replace("cinch-target: 1", "cinch-target: 2");
    assertThat(problems(broken))
        .extracting(problem -> problem.origin().name())
        .contains("prat", "part", "resources.lut", "resources.dsp", "cinch-target");
  }

  @Test
  void textThatIsNoYamlIsRefusedWithItsLine() {
    assertThat(problems("cinch-target: 1\nname: [\n").getFirst().origin().line()).isPositive();
    assertThat(problems("just words")).hasSize(1);
    assertThat(problems("")).hasSize(1);
  }

  @Test
  void unknownNameListsWhatShips() {
    var result = Device.load("no-such-board");
    assertThat(result).isInstanceOf(Result.Failed.class);
    assertThat(((Result.Failed<Device>) result).diagnostics().getFirst().hint())
        .contains("pynq-z2");
  }
}
