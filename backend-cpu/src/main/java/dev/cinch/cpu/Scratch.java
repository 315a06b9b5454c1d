// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu;

/**
 * Room for what a step needs while it runs, shared by all steps of a program since they run one
 * after the other: some for all workers together, some for each of them alone.
 */
final class Scratch {

  /**
   * Index at which a line of the cache begins in room that is aligned: arrays begin with 16 bytes
   * of their own.
   */
  static final int LINE = (64 - 16) / Float.BYTES;

  /** The collector's regions: one of so many of the heap, at least and at most so many bytes. */
  private static final long REGIONS = 2048;

  private static final long LEAST_REGION = 1 << 20;

  /** Beyond this, alignment would cost more than it gains. */
  private static final long MOST_REGION = 8 << 20;

  private final int workers;
  private int sharedSize;
  private int ownSize;
  private boolean aligned;
  private float[] shared = {};
  private float[][] own = {};
  private int ownReals;
  private double[][] reals = {};

  /** Room for a number of workers. */
  Scratch(int workers) {
    this.workers = workers;
    this.own = new float[workers][0];
    this.reals = new double[workers][0];
  }

  /** Makes sure that a step finds room for numbers that all workers see. */
  void needShared(int numbers) {
    sharedSize = Math.max(sharedSize, numbers);
  }

  /**
   * Makes sure that a step finds room for numbers that all workers see, from {@link #LINE} on. With
   * HotSpot's usual collector it begins at a line of the cache then, since an array of half a
   * region and more gets regions of its own; else it is only slower.
   */
  void needAligned(int numbers) {
    aligned = true;
    needShared(Math.addExact(LINE, numbers));
  }

  /** Makes sure that a step finds room for numbers of each worker. */
  void needOwn(int numbers) {
    ownSize = Math.max(ownSize, numbers);
  }

  /** Makes sure that a step finds room for double-precision numbers of each worker. */
  void needOwnReals(int numbers) {
    ownReals = Math.max(ownReals, numbers);
  }

  /** Makes the room, after all steps have said what they need. */
  void allocate() {
    long region = Long.highestOneBit(2 * Runtime.getRuntime().maxMemory() / REGIONS - 1);
    if (aligned && region <= MOST_REGION) {
      long half = Math.max(LEAST_REGION, region) / 2 / Float.BYTES;
      sharedSize = Math.toIntExact(Math.max(sharedSize, half));
    }
    shared = new float[sharedSize];
    own = new float[workers][ownSize];
    reals = new double[workers][ownReals];
  }

  /** What all workers see; of no particular content when a step begins. */
  float[] shared() {
    return shared;
  }

  /** What one worker sees. */
  float[] own(int worker) {
    return own[worker];
  }

  /** The double-precision numbers that one worker sees. */
  double[] ownReals(int worker) {
    return reals[worker];
  }

  /** Room for so many single-precision numbers in all. */
  long size() {
    return sharedSize + (long) workers * (ownSize + 2L * ownReals);
  }
}
