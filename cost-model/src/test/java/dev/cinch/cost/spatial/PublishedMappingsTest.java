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
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Breaks when AlexNet on Eyeriss no longer costs what was published. */
class PublishedMappingsTest {
  private static final List<Dim> ORDER = List.of(Dim.FILTERS, Dim.ROWS, Dim.BATCH, Dim.CHANNELS);

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

  private static LayerShape alexNet(int batch, Golden.Row shape) {
    return shape.text("layer").startsWith("fc")
        ? LayerShape.dense(
            batch,
            shape.integer("C_per_group") * shape.integer("R") * shape.integer("R"),
            shape.integer("M_total"))
        : layer(batch, shape, "M_total", "C_per_group");
  }

  private static Mapping chips(Golden.Row row) {
    int e = row.integer("e");
    RowStationary chip =
        new RowStationary(
            row.integer("n"),
            row.integer("m"),
            row.integer("q") * row.integer("r"),
            e,
            e,
            row.integer("p"),
            row.integer("q"),
            row.integer("r"),
            row.integer("t"));
    return chip.of(layer(4, row, "M", "C"), ORDER, Set.of(Operand.FILTER));
  }

  /** JSSC 2017, table III: cycles, elements at work, and both columns of the buffer. */
  @Test
  void theChipsMappingsOfTableThree() {
    List<Long> cycles = List.of(2_787_840L, 6_635_520L, 3_833_856L, 2_875_392L, 1_916_928L);
    List<Golden.Row> rows = Golden.rows("eyeriss_jssc17_mapping_tableIII.csv");
    List<Golden.Row> measured = Golden.rows("eyeriss_jssc17_alexnet_n4.csv");
    for (int i = 0; i < rows.size(); i++) {
      Golden.Row row = rows.get(i);
      Mapping mapping = chips(row);
      LayerShape layer = mapping.layer();
      assertThat(mapping.isLegal(array("eyeriss-168"))).as(row.text("layer")).isTrue();
      assertThat(LoopAnalysis.of(mapping).cycles()).as(row.text("layer")).isEqualTo(cycles.get(i));
      int elements = 1;
      for (Dim dim : Dim.values()) {
        elements *= mapping.spread(dim);
      }
      assertThat(elements).isEqualTo(measured.get(i).integer("active_pes"));
      Tile buffer = mapping.buffer();
      double ifmap =
          (double) buffer.of(Dim.BATCH)
              * buffer.of(Dim.CHANNELS)
              * layer.rows().touched(0, buffer.of(Dim.ROWS))
              * layer.columns().extent()
              / 512;
      double psum =
          (double) buffer.of(Dim.BATCH)
              * buffer.of(Dim.FILTERS)
              * buffer.of(Dim.ROWS)
              * layer.columns().out()
              / 512;
      assertThat(ifmap).isCloseTo(row.number("glb_ifmap_KB"), within(0.06));
      assertThat(psum).isCloseTo(row.number("glb_psum_KB"), within(0.06));
    }
  }

  /**
   * DRAM of the chip, table V: 15.4 MB with run-length coded activations, each layer within 15 %;
   * 21.2 MB of words without. The first input is not coded; results are coded before pooling, with
   * the zeros that the next layer was measured to read, the last with its own.
   */
  @Test
  void theChipsTrafficOfTableFive() {
    List<Golden.Row> rows = Golden.rows("eyeriss_jssc17_mapping_tableIII.csv");
    List<Golden.Row> measured = Golden.rows("eyeriss_jssc17_alexnet_n4.csv");
    double plain = 0;
    for (int i = 0; i < rows.size(); i++) {
      Accesses.Words words = LoopAnalysis.of(unpadded(chips(rows.get(i)))).dram();
      double input = i == 0 ? 1 : ratio(measured.get(i));
      double output = ratio(measured.get(Math.min(i + 1, rows.size() - 1)));
      double coded = words.ifmap() * input + words.filter() + words.psum() * output;
      plain += 2e-6 * words.all();
      assertThat(2e-6 * coded / measured.get(i).number("dram_access_MB"))
          .as(rows.get(i).text("layer"))
          .isCloseTo(1, within(0.15));
    }
    assertThat(plain).isCloseTo(21.2, within(0.03 * 21.2));
  }

  private static double ratio(Golden.Row row) {
    return RunLength.EYERISS.ratio(1 - row.number("zeros_ifmap_pct") / 100);
  }

  /** The same mapping where padding is no part of the inputs; AlexNet pads all but its first. */
  private static Mapping unpadded(Mapping mapping) {
    LayerShape layer = mapping.layer();
    Axis axis = layer.rows();
    int pad = axis.kernel() == 11 ? 0 : axis.kernel() / 2;
    Axis real = new Axis(axis.out(), axis.extent() - 2 * pad, axis.kernel(), axis.stride(), 1, pad);
    return new Mapping(
        new LayerShape(
            layer.batch(), layer.groups(), layer.filters(), layer.channels(), real, real),
        mapping.buffer(),
        mapping.pass(),
        mapping.element(),
        mapping.outer(),
        mapping.inner(),
        mapping.down(),
        mapping.across(),
        mapping.streamed(),
        mapping.fleeting());
  }

  /** What the figures' error says: 4.6 pJ a MAC on the convolutions, where the chip drew 12.05. */
  @Test
  void joulesOfAMacWithoutDram() {
    SpatialArray array = array("eyeriss-168");
    double units = 0;
    long macs = 0;
    for (Golden.Row shape : Golden.rows("alexnet_layer_shapes.csv").subList(0, 5)) {
      Accesses accesses = Mapper.map(array, alexNet(4, shape)).orElseThrow().accesses();
      units += onChip(accesses);
      macs += accesses.operations();
    }
    double picojoules = 1e12 * array.energyPerMac().value() * units / macs;
    assertThat(picojoules).isCloseTo(4.6, within(0.05));
  }

  private static double onChip(Accesses accesses) {
    return accesses.operations()
        + accesses.register().all()
        + 2.0 * accesses.array().all()
        + 6.0 * accesses.buffer().all();
  }
}
