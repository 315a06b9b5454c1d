// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir;

/** A way to execute graphs. */
public interface Engine {

  /** Name on the command line: {@code interpreter}, {@code float}, {@code exact}. */
  String name();

  /** Makes a graph ready to run. */
  Executable prepare(Graph graph);
}
