// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu;

import dev.cinch.cpu.kernel.Normalization;
import dev.cinch.ir.op.BatchNorm;
import dev.cinch.ir.tensor.Shape;
import java.util.List;

/** Batch normalization of single-precision numbers: the interpreter's to the last bit. */
final class FloatNormalization implements Step {

  private final float epsilon;
  private final float[] x;
  private final float[] scale;
  private final float[] shift;
  private final float[] mean;
  private final float[] variance;
  private final float[] y;
  private final int channels;
  private final int plane;

  /** Of each channel what {@link Normalization#channels} takes. */
  private final double[] statistics;

  private final int pitch;
  private final Parts parts;
  private final Team.Task task = this::part;

  /**
   * A normalization.
   *
   * @param op what is computed
   * @param in places of the operands
   * @param out place of the result
   */
  FloatNormalization(BatchNorm op, List<Slot> in, Slot out) {
    Shape shape = out.type().shape();
    this.epsilon = op.epsilon();
    this.x = ((Floats) in.get(0).buffer()).at;
    this.scale = ((Floats) in.get(1).buffer()).at;
    this.shift = ((Floats) in.get(2).buffer()).at;
    this.mean = ((Floats) in.get(3).buffer()).at;
    this.variance = ((Floats) in.get(4).buffer()).at;
    this.y = ((Floats) out.buffer()).at;
    this.channels = Math.toIntExact(shape.dim(1));
    this.plane = Math.toIntExact(shape.size(2, shape.rank()));
    this.pitch = Normalization.pitch(channels);
    this.statistics = new double[Math.multiplyExact(4, pitch)];
    int items = Math.toIntExact(plane == 1 ? shape.dim(0) : shape.size(0, 2));
    this.parts = Parts.of(items, plane == 1 ? channels : plane);
  }

  @Override
  public void run(Team team) {
    for (int c = 0; c < channels; c++) {
      statistics[c] = mean[c];
      statistics[pitch + c] = Math.sqrt((double) variance[c] + epsilon);
      statistics[2 * pitch + c] = scale[c];
      statistics[3 * pitch + c] = shift[c];
    }
    team.each(parts.count(), task);
  }

  private void part(int part, int worker) {
    for (int i = parts.first(part); i < parts.end(part); i++) {
      if (plane == 1) {
        int from = i * channels;
        Normalization.channels(x, from, y, from, channels, statistics, pitch);
      } else {
        int c = i % channels;
        Normalization.channel(
            x,
            i * plane,
            y,
            i * plane,
            plane,
            statistics[c],
            statistics[pitch + c],
            statistics[2 * pitch + c],
            statistics[3 * pitch + c]);
      }
    }
  }
}
