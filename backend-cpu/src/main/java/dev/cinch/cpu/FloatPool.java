// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu;

import dev.cinch.cpu.kernel.FloatPooling;

/** Pooling in single precision, plane by plane. */
final class FloatPool implements Step {

  private final FloatPooling pooling;
  private final int planes;
  private final float[] x;
  private final float[] y;
  private final Scratch scratch;

  /**
   * Pooling.
   *
   * @param pooling what is computed of each plane
   * @param x place of the input
   * @param y place of the result
   * @param scratch room
   */
  FloatPool(FloatPooling pooling, Slot x, Slot y, Scratch scratch) {
    this.pooling = pooling;
    this.planes = Math.toIntExact(y.type().shape().size(0, 2));
    this.x = ((Floats) x.buffer()).at;
    this.y = ((Floats) y.buffer()).at;
    this.scratch = scratch;
    scratch.needOwn(pooling.room());
  }

  @Override
  public void run(Team team) {
    team.each(planes, this::plane);
  }

  private void plane(int plane, int worker) {
    pooling.plane(x, plane * pooling.plane(), y, plane * pooling.places(), scratch.own(worker));
  }
}
