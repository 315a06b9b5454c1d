// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu;

import dev.cinch.cpu.kernel.Clamp;
import dev.cinch.cpu.kernel.CodedPanels;
import dev.cinch.cpu.kernel.FloatBlock;
import java.util.Arrays;

/**
 * Product with a constant matrix that is kept as codes, in single precision, equal to the last bit
 * to the product with the decoded matrix. Few rows look codes up in registers; for more, a block of
 * a panel at a time is decoded, which all rows then use.
 */
final class FloatCodedProduct implements Step {

  /** Rows that are multiplied at once. */
  private static final int BLOCK = 256;

  /**
   * Up to so many rows, codes are looked up again for each four of them: 16 rows by 9216 x 4096
   * take 0.8 (16 numbers) to 0.9 (32) of the time with blocks, 64 rows 1.0 to 1.3.
   */
  private static final int FEW = 16;

  /** Rows of a panel that are decoded at once: 16 KB of vectors of 64 bytes. */
  private static final int CHUNK = 32;

  private static final int WIDTH = CodedPanels.WIDTH;
  private static final int ROWS = 4;

  private final MatrixOperands operands;
  private final CodedPanels panels;
  private final int inner;
  private final int columns;
  private final float[] starts;
  private final Clamp clamp;
  private final boolean clamps;
  private final Scratch scratch;
  private final int sums;
  private int block;

  /**
   * A product.
   *
   * @param operands the left matrix, the bias and the result
   * @param panels the right matrix
   * @param clamp what happens to finished sums
   * @param scratch room
   */
  FloatCodedProduct(MatrixOperands operands, CodedPanels panels, Clamp clamp, Scratch scratch) {
    this.operands = operands;
    this.panels = panels;
    this.inner = operands.inner();
    this.columns = operands.columns();
    this.clamp = clamp;
    this.clamps = !clamp.equals(Clamp.NONE);
    this.scratch = scratch;
    this.starts = Arrays.copyOf(operands.bias(), CodedPanels.count(columns) * WIDTH);
    for (int column = 0; column < columns; column++) {
      // As a sum that begins with nothing: a bias of -0 counts as 0.
      starts[column] += 0f;
    }
    int most = Math.min(operands.count(), BLOCK);
    int padded = most == 1 ? 1 : Math.ceilDiv(most, ROWS) * ROWS;
    this.sums = padded * WIDTH;
    scratch.needShared(most == 1 ? 0 : Math.multiplyExact(padded, inner));
    scratch.needOwn(sums + (isDirect() ? 0 : CHUNK * WIDTH));
  }

  private boolean isDirect() {
    return panels instanceof CodedPanels.Direct && operands.count() <= FEW;
  }

  @Override
  public void run(Team team) {
    for (block = 0; block < operands.count(); block += BLOCK) {
      if (operands.count() > 1) {
        team.each(Math.ceilDiv(rows(), ROWS), this::pack);
      }
      team.each(CodedPanels.count(columns), this::panel);
    }
  }

  private int rows() {
    return Math.min(BLOCK, operands.count() - block);
  }

  /** Packs four rows side by side; those that are missing are zeros. */
  private void pack(int group, int worker) {
    float[] a = operands.a();
    float[] to = scratch.shared();
    int first = group * ROWS;
    int at = first * inner;
    for (int row = 0; row < ROWS; row++) {
      if (first + row < rows()) {
        int from = (block + first + row) * inner;
        for (int k = 0; k < inner; k++) {
          to[at + k * ROWS + row] = a[from + k];
        }
      } else {
        for (int k = 0; k < inner; k++) {
          to[at + k * ROWS + row] = 0;
        }
      }
    }
  }

  private void panel(int panel, int worker) {
    float[] own = scratch.own(worker);
    int rows = rows();
    int padded = Math.ceilDiv(rows, ROWS) * ROWS;
    for (int row = 0; row < (operands.count() == 1 ? 1 : padded); row++) {
      System.arraycopy(starts, panel * WIDTH, own, row * WIDTH, WIDTH);
    }
    if (panels instanceof CodedPanels.Direct direct && operands.count() <= FEW) {
      direct(direct, panel, own);
    } else {
      for (int k = 0; k < inner; k += CHUNK) {
        decoded(panel, k, Math.min(CHUNK, inner - k), own);
      }
    }
    for (int row = 0; row < rows; row++) {
      finish(own, row * WIDTH, (block + row) * columns + panel * WIDTH, width(panel));
    }
  }

  private int width(int panel) {
    return Math.min(WIDTH, columns - panel * WIDTH);
  }

  private int halves(int panel) {
    return width(panel) <= CodedPanels.HALF ? 1 : 2;
  }

  private void direct(CodedPanels.Direct direct, int panel, float[] own) {
    if (operands.count() == 1) {
      direct.one(operands.a(), 0, panel, own, 0);
      return;
    }
    for (int half = 0; half < halves(panel); half++) {
      for (int row = 0; row < rows(); row += ROWS) {
        int to = row * WIDTH + half * CodedPanels.HALF;
        direct.four(scratch.shared(), row * inner, panel, half, own, to);
      }
    }
  }

  private void decoded(int panel, int first, int count, float[] own) {
    panels.decode(panel, first, count, own, sums);
    if (operands.count() == 1) {
      FloatBlock.one(operands.a(), first, count, own, sums, own, 0);
      return;
    }
    for (int half = 0; half < halves(panel); half++) {
      int column = half * CodedPanels.HALF;
      for (int row = 0; row < rows(); row += ROWS) {
        int at = row * inner + first * ROWS;
        FloatBlock.four(scratch.shared(), at, count, own, sums + column, own, row * WIDTH + column);
      }
    }
  }

  private void finish(float[] own, int from, int to, int width) {
    float[] y = operands.y();
    if (clamps) {
      for (int i = 0; i < width; i++) {
        y[to + i] = Math.min(Math.max(own[from + i], clamp.low()), clamp.high());
      }
    } else {
      System.arraycopy(own, from, y, to, width);
    }
  }
}
