// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu;

/**
 * Room for what a step needs while it runs, shared by all steps of a program since they run one
 * after the other: some for all workers together, some for each of them alone.
 */
final class Scratch {

  private final int workers;
  private int sharedSize;
  private int ownSize;
  private float[] shared = {};
  private float[][] own = {};

  /** Room for a number of workers. */
  Scratch(int workers) {
    this.workers = workers;
    this.own = new float[workers][0];
  }

  /** Makes sure that a step finds room for numbers that all workers see. */
  void needShared(int numbers) {
    sharedSize = Math.max(sharedSize, numbers);
  }

  /** Makes sure that a step finds room for numbers of each worker. */
  void needOwn(int numbers) {
    ownSize = Math.max(ownSize, numbers);
  }

  /** Makes the room, after all steps have said what they need. */
  void allocate() {
    shared = new float[sharedSize];
    own = new float[workers][ownSize];
  }

  /** What all workers see; of no particular content when a step begins. */
  float[] shared() {
    return shared;
  }

  /** What one worker sees. */
  float[] own(int worker) {
    return own[worker];
  }

  /** Numbers in all. */
  long size() {
    return sharedSize + (long) workers * ownSize;
  }
}
