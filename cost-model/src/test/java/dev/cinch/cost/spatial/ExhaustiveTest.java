// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cost.spatial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cinch.cost.work.Axis;
import dev.cinch.cost.work.LayerShape;
import dev.cinch.target.Figure;
import dev.cinch.target.SpatialArray;
import dev.cinch.target.SpatialArray.Level;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Breaks when some row-stationary mapping is better than the one that the mapper calls the best.
 */
class ExhaustiveTest {
  private static final int PROBLEMS = 200;

  private static final List<Objective> OBJECTIVES = List.of(Objective.values());

  private final Random random = new Random(1606);
  private double least;

  private int upTo(int most) {
    return 1 + random.nextInt(most);
  }

  private static Figure figure(double value, String unit) {
    return Figure.counted("x", "x", value, unit, "drawn");
  }

  private SpatialArray array() {
    Map<Level, Figure> ratios = new EnumMap<>(Level.class);
    ratios.put(Level.REGISTER, figure(1, "MAC"));
    ratios.put(Level.ARRAY, figure(2, "MAC"));
    ratios.put(Level.BUFFER, figure(6, "MAC"));
    ratios.put(Level.DRAM, figure(200, "MAC"));
    SpatialArray.Registers registers =
        random.nextBoolean()
            ? new SpatialArray.Pooled(figure(4 + upTo(20), "word"))
            : new SpatialArray.Separate(
                figure(1 + upTo(16), "word"), figure(1 + upTo(6), "word"), figure(upTo(4), "word"));
    return new SpatialArray(
        "drawn",
        "",
        figure(1e8, "Hz"),
        figure(1 + upTo(4), "PE"),
        figure(1 + upTo(4), "PE"),
        figure(16, "bit"),
        figure(2.0 * (20 + upTo(150)), "B"),
        registers,
        figure(1e-12, "J"),
        ratios,
        false,
        false,
        false);
  }

  private Axis axis(int out) {
    int kernel = upTo(2);
    int stride = upTo(2);
    return new Axis(out, (out - 1) * stride + kernel, kernel, stride, 1, 0);
  }

  private LayerShape layer() {
    return random.nextInt(4) == 0
        ? LayerShape.dense(upTo(3), upTo(5), upTo(5))
        : new LayerShape(upTo(2), 1, upTo(4), upTo(3), axis(upTo(4)), axis(upTo(3)));
  }

  private static double energy(Accesses it) {
    return it.operations()
        + it.register().all()
        + 2.0 * it.array().all()
        + 6.0 * it.buffer().all()
        + 200.0 * it.dram().all();
  }

  private static double value(Objective objective, Accesses accesses) {
    return objective.first(energy(accesses), accesses.cycles());
  }

  /** All sizes of everything, not only those that the mapper thinks worth trying. */
  private void all(SpatialArray array, LayerShape layer, Objective objective) {
    LoopAnalysis analysis = new LoopAnalysis(layer, false);
    for (int e = 1; e <= layer.rows().out(); e++) {
      int sets = Mapping.sets(array, layer.rows().kernel(), e);
      for (int r = 1; r <= Math.min(sets, layer.channels()); r++) {
        for (int t = 1; t <= Math.min(sets / r, layer.filters()); t++) {
          for (int q = 1; q <= layer.channels(); q++) {
            for (int p = 1; p <= layer.filters(); p++) {
              for (int[] tile : tiles(layer, e)) {
                RowStationary of =
                    new RowStationary(tile[0], tile[1], tile[2], tile[3], e, p, q, r, t);
                consider(array, layer, of, analysis, objective);
              }
            }
          }
        }
      }
    }
  }

  private static List<int[]> tiles(LayerShape layer, int e) {
    List<int[]> tiles = new ArrayList<>();
    for (int n = 1; n <= layer.batch(); n++) {
      for (int m = 1; m <= layer.filters(); m++) {
        for (int c = 1; c <= layer.channels(); c++) {
          for (int rows = e; rows <= layer.rows().out(); rows++) {
            tiles.add(new int[] {n, m, c, rows});
          }
        }
      }
    }
    return tiles;
  }

  private static final List<Set<Operand>> STREAMS = List.of(Set.of(Operand.FILTER), Set.of());

  private static final List<List<Dim>> ORDERS =
      List.of(
          List.of(Dim.BATCH, Dim.FILTERS, Dim.ROWS, Dim.CHANNELS),
          List.of(Dim.BATCH, Dim.ROWS, Dim.FILTERS, Dim.CHANNELS),
          List.of(Dim.FILTERS, Dim.BATCH, Dim.ROWS, Dim.CHANNELS),
          List.of(Dim.FILTERS, Dim.ROWS, Dim.BATCH, Dim.CHANNELS),
          List.of(Dim.ROWS, Dim.BATCH, Dim.FILTERS, Dim.CHANNELS),
          List.of(Dim.ROWS, Dim.FILTERS, Dim.BATCH, Dim.CHANNELS));

  private void consider(
      SpatialArray array,
      LayerShape layer,
      RowStationary of,
      LoopAnalysis analysis,
      Objective objective) {
    for (Set<Operand> streamed : STREAMS) {
      if (of.of(layer, ORDERS.getFirst(), streamed).isLegal(array)) {
        for (List<Dim> order : ORDERS) {
          Accesses accesses = analysis.count(of.of(layer, order, streamed));
          least = Math.min(least, value(objective, accesses));
        }
      }
    }
  }

  @Test
  void theMapperFindsTheBestOfAll() {
    for (int i = 0; i < PROBLEMS; i++) {
      SpatialArray array = array();
      LayerShape layer = layer();
      Objective objective = OBJECTIVES.get(i % OBJECTIVES.size());
      least = Double.POSITIVE_INFINITY;
      all(array, layer, objective);
      var mapped = Mapper.map(array, layer, objective, Long.MAX_VALUE);
      assertThat(mapped.isPresent()).isEqualTo(Double.isFinite(least));
      if (mapped.isPresent()) {
        assertThat(mapped.get().isBest()).isTrue();
        assertThat(value(objective, mapped.get().accesses()))
            .as("%s %s on %s", objective, layer, array)
            .isEqualTo(least);
      }
    }
  }
}
