// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu;

import java.util.List;

/**
 * Steps that follow one another, computed for some images before the next: what one writes is in
 * the cache when the next reads it.
 */
final class ImageBlocks implements Step {

  /** Bytes of a step that stay in a core's second cache. */
  private static final long CACHE = 1 << 19;

  private final List<ImageStep> steps;
  private final int images;
  private final int block;

  /**
   * Steps in blocks.
   *
   * @param steps the steps, all for as many images
   * @param workers who computes them
   */
  ImageBlocks(List<ImageStep> steps, int workers) {
    this.steps = steps;
    this.images = steps.getFirst().images();
    long most = steps.stream().mapToLong(ImageStep::bytes).max().orElse(1);
    long atOnce = Math.clamp(CACHE * workers / Math.max(1, most), 1, images);
    this.block = Math.ceilDiv(images, Math.toIntExact(Math.ceilDiv(images, atOnce)));
  }

  @Override
  public void run(Team team) {
    for (int first = 0; first < images; first += block) {
      for (ImageStep step : steps) {
        step.run(team, first, Math.min(images, first + block));
      }
    }
  }
}
