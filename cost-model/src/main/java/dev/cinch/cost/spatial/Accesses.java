// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cost.spatial;

/**
 * What a layer does on an array: products, and words read and written at each level.
 *
 * @param operations MACs, or simpler operations of layers without any
 * @param register accesses of an element's register files by its arithmetic
 * @param array words delivered to an element, by the buffer or by another element, and results
 *     handed back
 * @param buffer words read and written
 * @param dram words read and written
 * @param cycles of the busiest elements, pass after pass
 */
public record Accesses(
    long operations, Words register, Words array, Words buffer, Words dram, long cycles) {

  /**
   * Words by what they are.
   *
   * @param ifmap inputs
   * @param filter weights
   * @param psum sums and results
   */
  public record Words(long ifmap, long filter, long psum) {
    /** All of them. */
    public long all() {
      return ifmap + filter + psum;
    }
  }

  /** A layer that does nothing. */
  public static final Accesses NONE =
      new Accesses(
          0, new Words(0, 0, 0), new Words(0, 0, 0), new Words(0, 0, 0), new Words(0, 0, 0), 0);
}
