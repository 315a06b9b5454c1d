// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cost.spatial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cinch.cost.work.Axis;
import dev.cinch.cost.work.LayerShape;
import dev.cinch.target.SpatialArray;
import dev.cinch.target.Target;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Breaks when the mapper leaves the published range, or the chip's mapping costs other cycles. */
class MapperTest {
  private static final List<Dim> ORDER = List.of(Dim.FILTERS, Dim.ROWS, Dim.BATCH, Dim.CHANNELS);

  /** AlexNet as in table II of ISCA 2016; padding is part of the inputs there, as here. */
  private static LayerShape conv(int n, int h, int r, int e, int c, int m, int stride, int groups) {
    Axis axis = new Axis(e, h, r, stride, 1, 0);
    return new LayerShape(n, groups, m / groups, c, axis, axis);
  }

  private static Map<String, LayerShape> alexNet(int n) {
    return Map.of(
        "conv1", conv(n, 227, 11, 55, 3, 96, 4, 1),
        "conv2", conv(n, 31, 5, 27, 48, 256, 1, 2),
        "conv3", conv(n, 15, 3, 13, 256, 384, 1, 1),
        "conv4", conv(n, 15, 3, 13, 192, 384, 1, 2),
        "conv5", conv(n, 15, 3, 13, 192, 256, 1, 2));
  }

  private static LayerShape layer(String name) {
    return Objects.requireNonNull(alexNet(4).get(name));
  }

  private static SpatialArray array(String name) {
    return (SpatialArray) Target.load(name).orThrow();
  }

  private static double perMac(Accesses accesses) {
    double units =
        accesses.operations()
            + accesses.register().all()
            + 2.0 * accesses.array().all()
            + 6.0 * accesses.buffer().all()
            + 200.0 * accesses.dram().all();
    return units / accesses.operations();
  }

  @Test
  void theChipsMappingTakesItsPassesAndFillsItsBuffer() {
    LayerShape conv1 = layer("conv1");
    Mapping mapping =
        new RowStationary(1, 96, 1, 7, 7, 16, 1, 1, 2).of(conv1, ORDER, Set.of(Operand.FILTER));
    assertThat(LoopAnalysis.of(mapping).cycles()).isEqualTo(2_787_840);
    assertThat(mapping.isLegal(array("eyeriss-168"))).isTrue();
    LayerShape conv2 = layer("conv2");
    mapping =
        new RowStationary(1, 64, 2, 27, 27, 16, 2, 1, 1).of(conv2, ORDER, Set.of(Operand.FILTER));
    assertThat(LoopAnalysis.of(mapping).cycles()).isEqualTo(6_635_520);
    assertThat(mapping.isLegal(array("eyeriss-168"))).isTrue();
    LayerShape conv3 = layer("conv3");
    mapping =
        new RowStationary(4, 64, 4, 13, 13, 16, 4, 1, 4).of(conv3, ORDER, Set.of(Operand.FILTER));
    assertThat(LoopAnalysis.of(mapping).cycles()).isEqualTo(3_833_856);
    assertThat(mapping.isLegal(array("eyeriss-168"))).isTrue();
  }

  @Test
  void energyOfAlexNetLiesWhereThePaperPutsIt() {
    alexNet(16)
        .forEach((name, layer) -> {
          var mapped = Mapper.map(array("eyeriss-256"), layer).orElseThrow();
          assertThat(mapped.mapping().isLegal(array("eyeriss-256"))).isTrue();
          assertThat(mapped.accesses().register().all()).isEqualTo(4 * layer.macs());
          assertThat(perMac(mapped.accesses())).as("%s %s", name, mapped).isBetween(5.7, 7.5);
        });
    for (int[] size : new int[][] {{9216, 4096}, {4096, 4096}, {4096, 1000}}) {
      LayerShape dense = LayerShape.dense(16, size[0], size[1]);
      var mapped = Mapper.map(array("eyeriss-256"), dense).orElseThrow();
      assertThat(perMac(mapped.accesses())).isBetween(18.0, 19.0);
    }
  }

  /** A delay that cannot be beaten costs energy, and the other way round. */
  @Test
  void objectivesTradeEnergyForCycles() {
    LayerShape conv2 = layer("conv2");
    SpatialArray array = array("eyeriss-168");
    var least = Mapper.map(array, conv2, Objective.ENERGY, 20_000).orElseThrow();
    var fastest = Mapper.map(array, conv2, Objective.DELAY, 20_000).orElseThrow();
    assertThat(fastest.isBest()).isTrue();
    assertThat(fastest.accesses().cycles()).isEqualTo(6_531_840);
    assertThat(least.accesses().cycles()).isGreaterThan(fastest.accesses().cycles());
    assertThat(perMac(least.accesses())).isLessThan(perMac(fastest.accesses()));
  }

  /** What a search costs is how many mappings it tries, which no machine changes. */
  @Test
  void aSearchIsBounded() {
    alexNet(4)
        .forEach((name, layer) -> {
          long tried = Mapper.map(array("eyeriss-168"), layer).orElseThrow().tried();
          assertThat(tried).as(name).isBetween(1_000L, 600_000L);
        });
  }

  @Test
  void aKernelRowThatNoRegisterFileHoldsHasNoMapping() {
    Axis wide = new Axis(10, 22, 13, 1, 1, 0);
    LayerShape layer = new LayerShape(1, 1, 4, 4, Axis.POINT, wide);
    assertThat(Mapper.map(array("eyeriss-168"), layer)).isEmpty();
    assertThat(Mapper.map(array("eyeriss-256"), layer)).isPresent();
  }
}
