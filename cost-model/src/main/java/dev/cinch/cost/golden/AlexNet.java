// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cost.golden;

import dev.cinch.cost.work.Axis;
import dev.cinch.cost.work.LayerShape;
import java.util.List;

/** The layers of AlexNet, as published tables count them: padding is part of the inputs. */
final class AlexNet {

  private static final int HALVES = 2;

  private AlexNet() {}

  private static Published row(String layer) {
    List<Published> rows = Published.table("alexnet");
    return rows.stream().filter(row -> row.text("layer").equals(layer)).findFirst().orElseThrow();
  }

  /** A layer with its own groups. */
  static LayerShape layer(String name, int batch) {
    return layer(row(name), batch, row(name).whole("groups"), 0);
  }

  /** A layer whose convolution is worked on in two halves, whatever its groups. */
  static LayerShape halved(String name, int batch) {
    return layer(row(name), batch, name.startsWith("conv") ? HALVES : 1, 0);
  }

  /** A layer whose padding is no part of the inputs. */
  static LayerShape unpadded(String name, int batch) {
    Published row = row(name);
    boolean isPadded = row.whole("stride") == 1 && name.startsWith("conv");
    return layer(row, batch, row.whole("groups"), isPadded ? row.whole("kernel") / 2 : 0);
  }

  private static LayerShape layer(Published row, int batch, int groups, int pad) {
    Axis axis =
        new Axis(
            row.whole("out"),
            row.whole("extent") - 2 * pad,
            row.whole("kernel"),
            row.whole("stride"),
            1,
            pad);
    return new LayerShape(
        batch, groups, row.whole("filters") / groups, row.whole("channels"), axis, axis);
  }
}
