// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cost.spatial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cinch.cost.work.Axis;
import dev.cinch.cost.work.LayerShape;
import dev.cinch.ir.Origin;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Breaks when a count of the analysis differs from what walking the loops counts. */
class LoopAnalysisTest {
  private static final int MAPPINGS = 10_000;

  private final Random random = new Random(20160618);

  private int upTo(int most) {
    return 1 + random.nextInt(most);
  }

  private Axis axis(int most) {
    int kernel = upTo(3);
    int stride = upTo(4);
    int dilation = upTo(2);
    int pad = random.nextInt(kernel);
    int reach = (kernel - 1) * dilation + 1;
    int extent = Math.max(reach, upTo(most));
    int out = (extent + 2 * pad - reach) / stride + 1;
    return new Axis(out, extent, kernel, stride, dilation, pad);
  }

  /** Dense layers, convolutions along one to three axes, grouped ones, and depthwise ones. */
  private LayerShape layer() {
    return switch (random.nextInt(6)) {
      case 0 -> LayerShape.dense(upTo(3), upTo(8), upTo(8));
      case 1 -> new LayerShape(upTo(2), 1, upTo(3), upTo(3), Axis.POINT, axis(9));
      case 2 -> new LayerShape(1, upTo(4), 1, 1, axis(6), axis(6));
      case 3 -> new LayerShape(1, 1, upTo(2), upTo(2), axis(3), axis(3), axis(4));
      case 4 -> new LayerShape(upTo(2), 2, upTo(2), upTo(2), axis(4), axis(4));
      default -> new LayerShape(upTo(2), 1, upTo(4), upTo(3), axis(6), axis(6));
    };
  }

  private Mapping mapping(LayerShape layer) {
    Tile buffer = Tile.point();
    Tile pass = Tile.point();
    Tile element = Tile.point();
    for (Dim dim : Dim.values()) {
      int size = dim.size(layer);
      buffer = buffer.with(dim, random.nextBoolean() ? size : upTo(size));
      pass = pass.with(dim, upTo(buffer.of(dim)));
      element = element.with(dim, random.nextBoolean() ? pass.of(dim) : upTo(pass.of(dim)));
    }
    Set<Operand> streamed = EnumSet.noneOf(Operand.class);
    Set<Operand> fleeting = EnumSet.noneOf(Operand.class);
    for (Operand operand : Operand.values()) {
      if (operand != Operand.PSUM && random.nextInt(3) == 0) {
        streamed.add(operand);
      }
      if (random.nextInt(5) == 0) {
        fleeting.add(operand);
      }
    }
    return new Mapping(
        layer,
        buffer,
        pass,
        element,
        order(),
        order(),
        Set.of(Dim.ROW_TAPS),
        Set.of(Dim.ROWS),
        streamed,
        fleeting);
  }

  private List<Dim> order() {
    List<Dim> order = new ArrayList<>(Arrays.asList(Dim.values()));
    Collections.shuffle(order, random);
    return order;
  }

  @Test
  void countsAreThoseOfTheWalk() {
    for (int i = 0; i < MAPPINGS; i++) {
      Mapping mapping = mapping(layer());
      boolean slides = random.nextBoolean();
      assertThat(new LoopAnalysis(mapping.layer(), slides).count(mapping))
          .as("%s", mapping)
          .isEqualTo(Walker.walk(mapping, slides));
    }
  }

  @Test
  void mappingsAreReadAsTheyArePrinted() {
    for (int i = 0; i < 200; i++) {
      Mapping mapping = mapping(layer());
      String text = mapping.toString();
      Origin origin = Origin.named("conv1");
      assertThat(MappingText.parse(text, mapping.layer(), origin).orThrow()).isEqualTo(mapping);
    }
  }
}
