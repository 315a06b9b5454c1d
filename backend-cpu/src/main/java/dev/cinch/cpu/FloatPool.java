// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu;

import dev.cinch.cpu.kernel.FloatPooling;

/** Pooling in single precision, plane by plane. */
final class FloatPool implements ImageStep {

  private final FloatPooling pooling;
  private final int images;

  /** Planes of an image. */
  private final int planes;

  /** Bands of rows, one for each worker: the convolutions around divide their places likewise. */
  private final int bands;

  private final float[] x;
  private final float[] y;
  private final Scratch scratch;
  private int from;
  private int until;

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
    this.images = Math.toIntExact(y.type().shape().dim(0));
    this.planes = Math.toIntExact(y.type().shape().dim(1));
    this.x = ((Floats) x.buffer()).at;
    this.y = ((Floats) y.buffer()).at;
    this.bands = setup.team().size();
    this.scratch = setup.scratch();
    scratch.needOwn(pooling.room());
  }

  @Override
  public int images() {
    return images;
  }

  @Override
  public long bytes() {
    return (long) planes * (pooling.plane() + pooling.places()) * Float.BYTES;
  }

  @Override
  public void run(Team team, int first, int last) {
    from = first * planes;
    until = last * planes;
    team.each((until - from) * bands, this::part);
  }

  /** Rows of a plane: of all planes the first, then of all the next. */
  private void part(int part, int worker) {
    int many = until - from;
    int plane = from + part % many;
    int source = plane * pooling.plane();
    int target = plane * pooling.places();
    pooling.band(x, source, y, target, scratch.own(worker), part / many, bands);
  }
}
