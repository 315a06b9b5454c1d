// SPDX-License-Identifier: Apache-2.0
package dev.cinch.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cinch.ir.Diagnostic;
import dev.cinch.ir.Result;
import dev.cinch.target.Device.Resource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
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
      case Result.Failed<Target>(var diagnostics) -> diagnostics;
      case Result.Ok<Target>(var target, var _) -> throw new AssertionError("read " + target);
    };
  }

  private static Stream<Figure> figures(Target target) {
    return switch (target) {
      case Device device -> device.limits().values().stream();
      case SpatialArray array ->
          Stream.of(
                  Stream.of(array.rows(), array.columns(), array.wordBits(), array.bufferBytes()),
                  array.registers().figures().stream(),
                  array.ratios().values().stream(),
                  Stream.of(array.energyPerMac()))
              .flatMap(all -> all);
      case EieArray array ->
          Stream.concat(array.powers().values().stream(), array.activity().values().stream());
    };
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void everyTargetThatShipsLoadsWithUnitsAndCitations(String name) {
    Target target = Target.load(name).orThrow();
    assertThat(target.name()).isEqualTo(name);
    assertThat(target.description()).isNotEmpty();
    assertThat(target.clock().unit()).isEqualTo("Hz");
    assertThat(figures(target)).isNotEmpty();
    figures(target)
        .forEach(figure -> {
          assertThat(figure.unit()).isNotEmpty();
          assertThat(figure.source().citation()).isNotEmpty();
          assertThat(figure.id()).startsWith("target.");
        });
  }

  @Test
  void eyerissAndEieAreWhatTheirPapersSay() {
    SpatialArray chip = (SpatialArray) Target.load("eyeriss-168").orThrow();
    assertThat(chip.height() * chip.width()).isEqualTo(168);
    assertThat(chip.bufferWords()).isEqualTo(54 * 1024);
    assertThat(chip.registers().hold(224, 12, 24)).isTrue();
    assertThat(chip.registers().hold(224, 13, 24)).isFalse();
    assertThat(chip.ratio(SpatialArray.Level.DRAM).value()).isEqualTo(200);
    SpatialArray model = (SpatialArray) Target.load("eyeriss-256").orThrow();
    assertThat(model.registers().hold(200, 30, 26)).isTrue();
    assertThat(model.registers().hold(200, 31, 26)).isFalse();
    EieArray eie = (EieArray) Target.load("eie-64").orThrow();
    double watts = eie.powers().values().stream().mapToDouble(Figure::value).sum();
    assertThat(watts).isCloseTo(9.157e-3, within(2e-6));
    assertThat(eie.entriesPerLine()).isEqualTo(8);
  }

  @Test
  void onlyABoardIsADevice() {
    assertThat(Device.load("eie-64"))
        .isInstanceOfSatisfying(
            Result.Failed.class,
            failed -> assertThat(failed.toString()).contains("simulates", "pynq-z2"));
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
