// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cost.spatial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cinch.cost.work.Axis;
import dev.cinch.cost.work.LayerShape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Breaks when a count of the analysis differs from what walking the loops counts. */
class LoopAnalysisTest {
  private final Random random = new Random(20160618);

  private int upTo(int most) {
    return 1 + random.nextInt(most);
  }

  private Axis axis() {
    int kernel = upTo(3);
    int stride = upTo(4);
    int dilation = upTo(2);
    int pad = random.nextInt(kernel);
    int reach = (kernel - 1) * dilation + 1;
    int extent = Math.max(reach, upTo(9));
    int out = (extent + 2 * pad - reach) / stride + 1;
    return new Axis(out, extent, kernel, stride, dilation, pad);
  }

  private LayerShape layer() {
    boolean dense = random.nextInt(5) == 0;
    int groups = random.nextInt(4) == 0 ? 2 : 1;
    return dense
        ? LayerShape.dense(upTo(3), upTo(12), upTo(12))
        : new LayerShape(upTo(3), groups, upTo(6), upTo(5), axis(), axis());
  }

  private Mapping mapping(LayerShape layer) {
    List<Loop> order = new ArrayList<>(List.of(Loop.BATCH, Loop.FILTERS, Loop.ROWS));
    Collections.shuffle(order, random);
    int rows = upTo(layer.rows().out());
    return new Mapping(
        layer,
        upTo(layer.batch()),
        upTo(layer.filters()),
        upTo(layer.channels()),
        rows,
        upTo(rows),
        upTo(3),
        upTo(3),
        upTo(3),
        upTo(3),
        order,
        random.nextBoolean());
  }

  @Test
  void countsAreThoseOfTheWalk() {
    for (int i = 0; i < 300; i++) {
      Mapping mapping = mapping(layer());
      assertThat(LoopAnalysis.of(mapping)).as("%s", mapping).isEqualTo(Walker.walk(mapping));
    }
  }
}
