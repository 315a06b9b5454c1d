// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes;

/** Is told how far long work has come. */
public interface Progress {

  /** Does not care. */
  Progress NONE = (_, _, _) -> {};

  /**
   * Called now and then, the last time with {@code done} equal to {@code total}.
   *
   * @param task what is being done, such as {@code calibrate}
   * @param done units of work that are done
   * @param total all of them
   */
  void at(String task, long done, long total);
}
