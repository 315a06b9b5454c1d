// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cinch.cpu.AccumulatorOverflow;
import dev.cinch.ir.Origin;
import dev.cinch.ir.Position;
import dev.cinch.ir.number.Fixed;
import dev.cinch.testbench.Overflows;
import dev.cinch.testbench.Verdict;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Breaks when an overflow is not told, or passes as verified. */
class VerifyReportTest {

  private static VerifyReport report(Overflows overflows) {
    return new VerifyReport(
        new Verdict(2, 20, 0, Optional.empty(), Optional.of(overflows), List.of()),
        Optional.empty());
  }

  @Test
  void anOverflowIsToldWithItsPlace() {
    AccumulatorOverflow overflow =
        new AccumulatorOverflow(
            new Position("conv", "partial sum", 1, 2, 3, 4),
            Origin.named("conv"),
            BigInteger.valueOf(-129),
            new Fixed(true, 8, 4),
            5);
    VerifyReport report = report(new Overflows(1200, 7, Optional.of(overflow)));
    assertThat(report.text())
        .isEqualTo(
            """
            2 samples, 20 values compared, mismatches 0
            1,200 sums checked, overflows 7
            first overflow: layer conv, partial sum of sample 1 at channel 2, row 3, column 4: \
            -129 is outside -128 to 127 of s8.4, left at term 5
            not verified
            """);
    JsonNode json = report.json();
    assertThat(json.get("sums_checked").asLong()).isEqualTo(1200);
    assertThat(json.get("overflows").asLong()).isEqualTo(7);
    assertThat(json.get("first_overflow").toString())
        .isEqualTo(
            "{\"layer\":\"conv\",\"what\":\"partial sum\",\"sample\":1,\"channel\":2,\"row\":3,"
                + "\"column\":4,\"value\":-129,\"accumulator\":\"s8.4\",\"term\":5}");
  }

  @Test
  void noOverflowIsVerified() {
    VerifyReport report = report(new Overflows(1200, 0, Optional.empty()));
    assertThat(report.text()).endsWith("1,200 sums checked, overflows 0\nverified\n");
    assertThat(report.json().get("first_overflow").isNull()).isTrue();
  }
}
