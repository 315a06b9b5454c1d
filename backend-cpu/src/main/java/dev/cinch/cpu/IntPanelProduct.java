// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu;

import dev.cinch.cpu.kernel.BytePanels;

/**
 * Product with a constant dense matrix of 8-bit weights in 32-bit integers; zeros of the left
 * operand are skipped.
 */
final class IntPanelProduct implements Step {

  private final int count;
  private final int inner;
  private final int columns;
  private final int[] a;
  private final int[] y;
  private final BytePanels panels;
  private final int[] numbers;
  private final int[] places;
  private final int[] sums;

  /**
   * A product.
   *
   * @param count rows of a
   * @param a the left matrix, {@code count} times {@code inner}
   * @param b the right matrix, {@code inner} times the length of the bias, raw
   * @param bias one number for each column
   * @param y the result
   */
  IntPanelProduct(int count, int[] a, int inner, long[] b, int[] bias, int[] y) {
    this.count = count;
    this.inner = inner;
    this.columns = bias.length;
    this.a = a;
    this.y = y;
    this.panels = new BytePanels(b, bias);
    this.numbers = new int[inner + 1];
    this.places = new int[inner + 1];
    this.sums = new int[panels.room()];
  }

  @Override
  public void run(Team team) {
    for (int row = 0; row < count; row++) {
      int kept = 0;
      for (int k = 0; k < inner; k++) {
        int number = a[row * inner + k];
        numbers[kept] = number;
        places[kept] = k;
        kept += number == 0 ? 0 : 1;
      }
      panels.multiply(numbers, places, kept, sums);
      System.arraycopy(sums, 0, y, row * columns, columns);
    }
  }
}
