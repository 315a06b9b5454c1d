// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu;

/**
 * Items in parts of so many numbers that it takes longer to compute one than to hand it over.
 *
 * @param items how many there are
 * @param each items of a part; the last may have less
 */
record Parts(int items, int each) {

  private static final int NUMBERS = 1 << 14;

  /**
   * Parts of items.
   *
   * @param items how many there are
   * @param numbers numbers that belong to each
   */
  static Parts of(int items, long numbers) {
    return new Parts(items, Math.clamp(NUMBERS / Math.max(1, numbers), 1, NUMBERS));
  }

  /** How many parts there are. */
  int count() {
    return Math.ceilDiv(items, each);
  }

  /** The first item of a part. */
  int first(int part) {
    return part * each;
  }

  /** The item behind the last of a part. */
  int end(int part) {
    return (int) Math.min(items, (part + 1L) * each);
  }
}
