// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.codec;

import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.weight.Positions;
import org.jspecify.annotations.Nullable;

/**
 * How the parts of a stream are written: what takes the fewest bits, and of equals the simplest.
 * Large tensors are left to the models, which win there.
 *
 * @param view how models see the tensor
 * @param spread how much lines differ for {@link Presence}
 * @param layout how positions are written; null where a model codes them or there are none
 * @param values how values are coded by a model; null where they are written without
 */
record Choices(View view, int spread, @Nullable PositionCode layout, @Nullable ValueCode values) {

  /** Tensors of more elements are not tried in several ways. */
  private static final long MANY = 1L << 19;

  static Choices of(Content content) {
    View view = View.of(content.header().type().shape());
    return view.size() > MANY ? ofLarge(content, view) : new Trials(content).best();
  }

  private static Choices ofLarge(Content content, View view) {
    Positions positions = content.positions();
    PositionCode layout =
        positions == null || (positions.count() > 0 && Presence.codes(view))
            ? null
            : PositionCode.best(content.header().type().shape(), positions);
    return new Choices(
        view,
        Presence.USUAL_SPREAD,
        layout,
        content.suitsModel() ? ValueCode.of(content.values(), content.table()) : null);
  }

  /** Everything without a model. */
  static Choices withoutModels(Content content) {
    Shape shape = content.header().type().shape();
    Positions positions = content.positions();
    PositionCode layout = positions == null ? null : PositionCode.best(shape, positions);
    return new Choices(View.of(shape), 0, layout, null);
  }
}
