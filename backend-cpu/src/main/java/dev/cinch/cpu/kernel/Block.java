// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu.kernel;

/**
 * Some numbers of up to three operands, and where the results of a function of them go. Arrays are
 * readable, and that of the results is writable, up to the end of a vector behind the last number.
 */
public final class Block {

  /** Numbers in a block of a chain of functions, all that they touch then stays in a cache. */
  public static final int SIZE = 1024;

  /** Doubles of room that a function needs. */
  public static final int ROOM = RealFunctions.ROOM;

  final float[][] in = new float[3][];
  final int[] at = new int[3];
  float[] out = {};
  int to;
  int count;
  double[] room = {};

  /** A block without numbers. */
  public Block() {}

  /** A function of each number of a block. */
  public interface Function {
    /** Computes the results. */
    void run(Block block);
  }

  /**
   * Says where an operand is.
   *
   * @param operand which one, from 0
   * @param array its numbers
   * @param from index of the block's first
   */
  public void operand(int operand, float[] array, int from) {
    in[operand] = array;
    at[operand] = from;
  }

  /**
   * Says where results go.
   *
   * @param array what they are written to
   * @param first index of the first
   * @param many how many
   * @param doubles {@link #ROOM} doubles of the worker
   */
  public void result(float[] array, int first, int many, double[] doubles) {
    out = array;
    to = first;
    count = many;
    room = doubles;
  }
}
