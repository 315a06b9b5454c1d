// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu;

/** A step that computes the images of a batch one by one. */
interface ImageStep extends Step {

  /** How many images there are. */
  int images();

  /** Bytes that it reads and writes for an image. */
  long bytes();

  /**
   * Computes some images.
   *
   * @param team who computes them
   * @param first the first
   * @param last the one after the last
   */
  void run(Team team, int first, int last);

  @Override
  default void run(Team team) {
    run(team, 0, images());
  }
}
