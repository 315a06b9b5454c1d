// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cost.fpga;

/**
 * Block RAMs of 18 kbit and the shapes they take (AMD UG473, 7 Series memory resources, table 1-1).
 */
final class BlockRam {

  private static final int[][] SHAPES = {
    {16384, 1}, {8192, 2}, {4096, 4}, {2048, 9}, {1024, 18}, {512, 36}
  };

  /** Up to this many bits a memory is distributed over look-up tables. */
  static final long DISTRIBUTED_BITS = 1024;

  private BlockRam() {}

  /** Blocks for a memory; 0 where it is small enough for look-up tables. */
  static long blocks(long depth, int width) {
    if (depth * width <= DISTRIBUTED_BITS) {
      return 0;
    }
    long best = Long.MAX_VALUE;
    for (int[] shape : SHAPES) {
      long blocks = Math.ceilDiv(depth, shape[0]) * Math.ceilDiv(width, shape[1]);
      best = Math.min(best, blocks);
    }
    return best;
  }

  /** Look-up tables for a small memory: 64 x 1 bit each; 0 where it takes blocks. */
  static long tables(long depth, int width) {
    return depth * width <= DISTRIBUTED_BITS ? Math.ceilDiv(depth, 64L) * width : 0;
  }
}
