// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.op;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Breaks when an odd function, or a rounding, loses the sign of a zero. */
class UnaryFunctionTest {

  @ParameterizedTest
  @EnumSource(
      names = {
        "ASIN",
        "ASINH",
        "ATAN",
        "ATANH",
        "CEIL",
        "ERF",
        "FLOOR",
        "ROUND",
        "SIGN",
        "SIN",
        "SINH",
        "SOFTSIGN",
        "SQRT",
        "TAN",
        "TANH",
        "TRUNCATE"
      })
  void zerosKeepTheirSign(UnaryFunction function) {
    assertThat(function.of(-0.0, List.of())).isEqualTo(-0.0);
    assertThat(function.of(0.0, List.of())).isEqualTo(0.0);
  }
}
