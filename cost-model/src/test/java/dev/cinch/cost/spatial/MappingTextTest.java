// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cost.spatial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cinch.cost.work.Axis;
import dev.cinch.cost.work.LayerShape;
import dev.cinch.ir.Origin;
import dev.cinch.ir.Result;
import dev.cinch.target.SpatialArray;
import dev.cinch.target.Target;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Breaks when a wrong mapping is read, or its fault is not named. */
class MappingTextTest {
  private static final LayerShape LAYER = LayerShape.dense(2, 12, 8);

  private static final String TEXT =
      new RowStationary(2, 8, 6, 1, 1, 4, 3, 2, 2)
          .of(LAYER, List.of(Dim.FILTERS), Set.of(Operand.FILTER))
          .toString();

  private static Result<Mapping> parse(String text) {
    return MappingText.parse(text, LAYER, Origin.named("fc"));
  }

  @Test
  void aMappingIsFourLines() {
    assertThat(TEXT)
        .isEqualTo(
            """
            layer   N2 M8 C12
            buffer  N2 M8 C6 / loops G M N C D E F T R S / streams filter
            pass    M8 C6 / loops G M C T N D E R S F
            element M4 C3 / down R / across E
            """);
    assertThat(parse(TEXT).orThrow().toString()).isEqualTo(TEXT);
  }

  @ParameterizedTest
  @CsvSource({
    "M8 C12, M9 C12, this layer is N2 M8 C12",
    "N2 M8 C6 /, N2 M8 C6 Q3 /, has the extent Q3",
    "N2 M8 C6 /, N2 M8 C99 /, tiles lie within each other",
    "N2 M8 C6 /, N2 M8 C0 /, has the extent C0",
    "loops G M N C D E F T R S, loops G M N C D E F T R, loops name each letter",
    "streams filter, streams weights, has weights after streams",
    "streams filter, streams psum, no other place",
    "down R, up R, says up of element",
    "across E, across R E, both down and across",
    "across E, across E / across F, says across twice",
    "M8 C6 / loops G M C T, M8 M8 C6 / loops G M C T, two extents of M",
    "pass , pas , 'layer, buffer, pass and element'"
  })
  void faultsAreNamed(String part, String wrong, String fault) {
    Result<Mapping> result = parse(TEXT.replaceFirst(part, wrong));
    assertThat(result).isInstanceOf(Result.Failed.class);
    assertThat(result.toString()).contains(fault);
  }

  @Test
  void namesOfLayersMayHaveSlashes() {
    var texts = MappingText.byLayer("/conv1/Conv:\n" + TEXT, "m.txt").orThrow();
    assertThat(texts).containsOnlyKeys("/conv1/Conv");
    assertThat(parse(texts.getOrDefault("/conv1/Conv", "")).orThrow().toString()).isEqualTo(TEXT);
    assertThat(MappingText.byLayer("a:\nb:\na:\n", "m.txt").toString())
        .contains("line 3", "a second mapping of a");
  }

  /** Products of extents that no number holds are too large, not small. */
  @Test
  void whatDoesNotFitIsSaid() {
    SpatialArray array = (SpatialArray) Target.load("eyeriss-168").orThrow();
    Axis axis = new Axis(128, 128, 1, 1, 1, 0);
    LayerShape wide = new LayerShape(1, 1, 512, 512, axis, axis);
    String text =
        """
        layer M512 C512 E128 F128
        buffer M512 C512 E128 F128 / loops G N M C D E F T R S
        pass M512 C512 E128 F128 / loops G N M C D E F T R S
        element / down M C E F
        """;
    Mapping mapping = MappingText.parse(text, wide, Origin.named("x")).orThrow();
    assertThat(mapping.isLegal(array)).isFalse();
    assertThat(mapping.obstacle(array).orElse("")).contains("buffer", "55,296");
    assertThat(obstacle("N2 M8 C12", "N2 M8 C12", array)).contains("registers");
    assertThat(obstacle("M8 C12", "M1 C1 / down M / across C", array)).isEmpty();
    assertThat(obstacle("N2 M8 C12", "M1", array)).contains("the array: 192 sets");
  }

  private static String obstacle(String tile, String element, SpatialArray array) {
    String loops = " / loops G N M C D E F T R S\n";
    String text =
        "layer N2 M8 C12\nbuffer " + tile + loops + "pass " + tile + loops + "element " + element;
    return parse(text).orThrow().obstacle(array).orElse("");
  }
}
