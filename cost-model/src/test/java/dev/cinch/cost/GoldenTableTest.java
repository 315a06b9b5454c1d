// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cinch.cost.golden.Comparison;
import dev.cinch.cost.golden.GoldenTable;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Breaks when a model no longer gives what was published. */
class GoldenTableTest {

  @Test
  void everyBarIsKept() {
    GoldenTable table = GoldenTable.compute();
    List<Comparison> missed = table.rows().stream().filter(row -> !row.isKept()).toList();
    assertThat(missed).isEmpty();
    assertThat(table.missed()).isZero();
    assertThat(table.rows()).hasSizeGreaterThan(90);
  }
}
