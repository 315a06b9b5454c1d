// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cost.fpga;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlockRamTest {

  @ParameterizedTest
  @CsvSource({
    "512, 36, 1",
    "513, 36, 2",
    "1024, 18, 1",
    "1025, 18, 2",
    "16384, 1, 1",
    "16384, 2, 2",
    "2048, 9, 1",
    "4096, 8, 2",
    "4096, 9, 2",
    "40000, 12, 30",
    "1024, 1, 0",
    "64, 16, 0",
    "65, 16, 1"
  })
  void memoriesTakeTheShapesOfTheDevice(long depth, int width, long blocks) {
    assertThat(BlockRam.blocks(depth, width)).isEqualTo(blocks);
  }

  @ParameterizedTest
  @CsvSource({"64, 16, 16", "65, 8, 16", "1, 7, 7", "4096, 8, 0"})
  void smallMemoriesTakeLookUpTables(long depth, int width, long tables) {
    assertThat(BlockRam.tables(depth, width)).isEqualTo(tables);
  }
}
