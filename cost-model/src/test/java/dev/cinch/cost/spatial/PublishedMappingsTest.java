// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cost.spatial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cinch.cost.Golden;
import dev.cinch.cost.work.Axis;
import dev.cinch.cost.work.LayerShape;
import dev.cinch.target.SpatialArray;
import dev.cinch.target.Target;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Breaks when AlexNet on Eyeriss no longer costs what was published. */
class PublishedMappingsTest {
  private static final List<Loop> ORDER = List.of(Loop.FILTERS, Loop.ROWS, Loop.BATCH);

  private static SpatialArray array(String name) {
    return (SpatialArray) Target.load(name).orThrow();
  }

  /** The groups of conv2, conv4 and conv5 are those of AlexNet; M counts the filters of both. */
  private static LayerShape layer(int batch, Golden.Row row, String filters, String channels) {
    int groups = List.of("2", "4", "5").contains(row.text("layer").substring(4)) ? 2 : 1;
    Axis axis =
        new Axis(
            row.integer("E"),
            row.integer(row.cells().containsKey("H") ? "H" : "H_padded"),
            row.integer("R"),
            row.integer(row.cells().containsKey("U") ? "U" : "stride"),
            1,
            0);
    return new LayerShape(
        batch, groups, row.integer(filters) / groups, row.integer(channels), axis, axis);
  }

  /** JSSC 2017, table III, and the measured latencies of table V without what DRAM adds. */
  @Test
  void theChipsMappingsOfTableThree() {
    List<Long> cycles = List.of(2_787_840L, 6_635_520L, 3_833_856L, 2_875_392L, 1_916_928L);
    List<Golden.Row> rows = Golden.rows("eyeriss_jssc17_mapping_tableIII.csv");
    for (int i = 0; i < rows.size(); i++) {
      Golden.Row row = rows.get(i);
      LayerShape layer = layer(4, row, "M", "C");
      int e = row.integer("e");
      int c = row.integer("q") * row.integer("r");
      Mapping mapping =
          new Mapping(
              layer,
              row.integer("n"),
              row.integer("m"),
              c,
              e,
              e,
              row.integer("p"),
              row.integer("q"),
              row.integer("r"),
              row.integer("t"),
              ORDER,
              false);
      assertThat(mapping.isLegal(array("eyeriss-168"))).as(row.text("layer")).isTrue();
      assertThat(LoopAnalysis.of(mapping).cycles()).as(row.text("layer")).isEqualTo(cycles.get(i));
      double ifmap =
          (double) mapping.n() * c * layer.rows().touched(0, e) * layer.columns().extent() / 512;
      double psum = (double) mapping.n() * mapping.m() * e * layer.columns().out() / 512;
      assertThat(ifmap).isCloseTo(row.number("glb_ifmap_KB"), within(0.06));
      assertThat(psum).isCloseTo(row.number("glb_psum_KB"), within(0.06));
    }
  }

  /**
   * ISCA 2016, figure 10 as nn_dataflow reproduces it: DRAM within 10 % or less, registers 4.00.
   */
  @Test
  void alexNetOfIsca() {
    List<Golden.Row> shapes = Golden.rows("alexnet_layer_shapes.csv");
    List<Golden.Row> energies = Golden.rows("eyeriss_isca16_rs_breakdown_alexnet_n16.csv");
    for (int i = 0; i < shapes.size(); i++) {
      Golden.Row shape = shapes.get(i);
      LayerShape layer =
          shape.text("layer").startsWith("fc")
              ? LayerShape.dense(
                  16,
                  shape.integer("C_per_group") * shape.integer("R") * shape.integer("R"),
                  shape.integer("M_total"))
              : layer(16, shape, "M_total", "C_per_group");
      Accesses accesses = Mapper.map(array("eyeriss-256"), layer).orElseThrow().accesses();
      double published = energies.get(i).number("E_dram_1e9");
      double dram = 200e-9 * accesses.dram().all();
      assertThat(dram).as(shape.text("layer")).isLessThan(1.1 * published);
      if (i > 1) {
        assertThat(dram).as(shape.text("layer")).isGreaterThan(0.9 * published);
      }
      assertThat(accesses.register().all()).isEqualTo(4 * accesses.operations());
    }
  }
}
