// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cost.spatial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cinch.cost.work.LayerShape;
import dev.cinch.ir.Origin;
import dev.cinch.ir.Result;
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
    "pass , pas , 'layer, buffer, pass and element'"
  })
  void faultsAreNamed(String part, String wrong, String fault) {
    Result<Mapping> result = parse(TEXT.replaceFirst(part, wrong));
    assertThat(result).isInstanceOf(Result.Failed.class);
    assertThat(result.toString()).contains(fault);
  }
}
