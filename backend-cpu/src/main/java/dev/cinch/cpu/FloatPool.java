// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu;

import dev.cinch.cpu.kernel.FloatPooling;

/** Pooling in single precision, plane by plane. */
final class FloatPool implements Step {

  private final FloatPooling pooling;
  private final int planes;

  /** Bands of rows, one for each worker: the convolutions around divide their places likewise. */
  private final int bands;

  private final float[] x;
  private final float[] y;
  private final Scratch scratch;

  /**
   * Pooling.
   *
   * @param pooling what is computed of each plane
   * @param x place of the input
   * @param y place of the result
   * @param setup what the steps of the program have in common
   */
  FloatPool(FloatPooling pooling, Slot x, Slot y, Setup setup) {
    this.pooling = pooling;
    this.planes = Math.toIntExact(y.type().shape().size(0, 2));
    this.x = ((Floats) x.buffer()).at;
    this.y = ((Floats) y.buffer()).at;
    this.bands = setup.team().size();
    this.scratch = setup.scratch();
    scratch.needOwn(pooling.room());
  }

  @Override
  public void run(Team team) {
    team.each(planes * bands, this::part);
  }

  /** Rows of a plane: of all planes the first, then of all the next. */
  private void part(int part, int worker) {
    int plane = part % planes;
    int from = plane * pooling.plane();
    int to = plane * pooling.places();
    pooling.band(x, from, y, to, scratch.own(worker), part / planes, bands);
  }
}
