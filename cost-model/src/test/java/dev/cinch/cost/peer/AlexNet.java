// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cost.peer;

import dev.cinch.cost.Golden;
import dev.cinch.cost.work.Axis;
import dev.cinch.cost.work.LayerShape;
import java.util.List;
import java.util.Set;

/** The layers of AlexNet with padded inputs, as published tables have them. */
final class AlexNet {
  private static final Set<String> GROUPED = Set.of("conv2", "conv4", "conv5");

  private AlexNet() {}

  static List<Golden.Row> rows() {
    return Golden.rows("alexnet_layer_shapes.csv");
  }

  static Golden.Row row(String layer) {
    return rows().stream().filter(row -> row.text("layer").equals(layer)).findFirst().orElseThrow();
  }

  /** A layer with its own groups. */
  static LayerShape layer(Golden.Row row, int batch) {
    return layer(row, batch, GROUPED.contains(row.text("layer")) ? 2 : 1);
  }

  /** A layer in so many groups. */
  static LayerShape layer(Golden.Row row, int batch, int groups) {
    Axis axis =
        new Axis(
            row.integer("E"),
            row.integer("H_padded"),
            row.integer("R"),
            row.integer("stride"),
            1,
            0);
    return new LayerShape(
        batch, groups, row.integer("M_total") / groups, row.integer("C_per_group"), axis, axis);
  }
}
