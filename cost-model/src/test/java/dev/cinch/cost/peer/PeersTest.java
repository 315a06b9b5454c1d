// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cost.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cinch.cost.Golden;
import dev.cinch.cost.spatial.Dim;
import dev.cinch.cost.spatial.Mapping;
import dev.cinch.cost.spatial.Operand;
import dev.cinch.cost.spatial.RowStationary;
import dev.cinch.cost.work.LayerShape;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Breaks when another tool's published figures are no longer met under its own accounting. */
class PeersTest {

  private static final NnDataflow.Array CHIP = new NnDataflow.Array(12, 14, 55_296, 261);
  private static final NnDataflow.Array ISCA = new NnDataflow.Array(16, 16, 65_536, 256);

  /** The tool worked on each convolution in two halves. */
  private static LayerShape halved(Golden.Row row, int batch) {
    return AlexNet.layer(row, batch, row.text("layer").startsWith("conv") ? 2 : 1);
  }

  private static void met(String table, NnDataflow.Array array, int batch) {
    for (Golden.Row found : Golden.rows(table)) {
      String name = found.text("layer");
      NnDataflow.Costs ours =
          NnDataflow.best(halved(AlexNet.row(name), batch), array).orElseThrow();
      assertThat(ours.cycles()).as(name).isEqualTo(found.integer("cycles"));
      assertThat(1e-9 * ours.dram())
          .as("%s %s", name, ours)
          .isCloseTo(found.number("E_dram_1e9"), within(6e-4));
      assertThat(1e-9 * ours.buffer())
          .as("%s %s", name, ours)
          .isCloseTo(found.number("E_gbuf_1e9"), within(6e-4));
      assertThat(1e-9 * ours.array())
          .as("%s %s", name, ours)
          .isCloseTo(found.number("E_array_1e9"), within(6e-4));
      assertThat(1e-9 * ours.register()).as(name).isCloseTo(found.number("E_rf_1e9"), within(6e-4));
      assertThat(1e-9 * ours.total()).as(name).isCloseTo(found.number("E_total_1e9"), within(6e-4));
    }
  }

  @Test
  void nnDataflowOnTheChip() {
    met("nn_dataflow_jssc17_alexnet_n4.csv", CHIP, 4);
  }

  /** Figure 10 of ISCA 2016: DRAM within 10 %, registers 4 times the arithmetic. */
  @Test
  void nnDataflowOnTheArrayOfIsca() {
    met("nn_dataflow_isca16_alexnet_n16.csv", ISCA, 16);
    for (Golden.Row row : Golden.rows("eyeriss_isca16_rs_breakdown_alexnet_n16.csv")) {
      String name = row.text("layer");
      NnDataflow.Costs ours = NnDataflow.best(halved(AlexNet.row(name), 16), ISCA).orElseThrow();
      assertThat(1e-9 * ours.dram() / row.number("E_dram_1e9")).as(name).isCloseTo(1, within(0.1));
      assertThat(ours.register() / ours.mac()).as(name).isEqualTo(4);
    }
  }

  /** The mapping behind a row of the table: n, m, c, rows, e, p, q, r, t. */
  private static Mapping timeloops(Golden.Row shape) {
    RowStationary found =
        switch (shape.text("layer")) {
          case "conv1" -> new RowStationary(1, 48, 1, 11, 11, 16, 1, 1, 1);
          case "conv2" -> new RowStationary(4, 32, 2, 9, 9, 8, 2, 1, 2);
          case "conv3" -> new RowStationary(2, 96, 4, 13, 13, 8, 4, 1, 2);
          case "conv4" -> new RowStationary(4, 64, 4, 13, 13, 16, 4, 1, 2);
          default -> new RowStationary(4, 64, 4, 13, 13, 4, 4, 1, 4);
        };
    return found.of(AlexNet.layer(shape, 4), ORDER, Set.of(Operand.FILTER));
  }

  private static final List<Dim> ORDER = List.of(Dim.BATCH, Dim.FILTERS, Dim.ROWS, Dim.CHANNELS);

  @Test
  void timeloopsColumns() {
    for (Golden.Row found : Golden.rows("timeloop_v303_eyeriss168_alexnet.csv")) {
      if (found.text("tag").equals("chip_energy")) {
        String name = found.text("layer");
        Mapping mapping = timeloops(AlexNet.row(name));
        Timeloop ours = Timeloop.of(mapping);
        double macs = ours.mac();
        assertThat(ours.cycles()).as(name).isEqualTo(found.integer("cycles_all_groups"));
        assertThat(ours.ifmapRegister() / macs)
            .as(name)
            .isCloseTo(found.number("E_ifmap_rf"), within(6e-4));
        assertThat(ours.filterRegister() / macs)
            .as(name)
            .isCloseTo(found.number("E_filter_rf"), within(6e-4));
        assertThat(ours.psumRegister() / macs)
            .as(name)
            .isCloseTo(found.number("E_psum_rf"), within(6e-4));
        assertThat(ours.buffer() / macs).as(name).isCloseTo(found.number("E_glb"), within(6e-4));
        assertThat(ours.dram() / macs).as(name).isCloseTo(found.number("E_dram"), within(6e-4));
      }
    }
  }

  @Test
  void scaleSimsClosedForms() {
    ScaleSim array = new ScaleSim(12, 14);
    for (Golden.Row row : Golden.rows("scalesim_12x14_alexnet.csv")) {
      LayerShape layer = AlexNet.layer(AlexNet.row(row.text("layer")), 1);
      long output = array.outputStationary(layer);
      long weight = array.weightStationary(layer);
      assertThat(output).isEqualTo(row.integer("cycles_os_per_image_all_groups"));
      assertThat(weight).isEqualTo(row.integer("cycles_ws_per_image_all_groups"));
      assertThat(100 * array.utilization(layer, output))
          .isCloseTo(row.number("util_os_pct"), within(0.006));
      assertThat(100 * array.utilization(layer, weight))
          .isCloseTo(row.number("util_ws_pct"), within(0.006));
    }
  }
}
