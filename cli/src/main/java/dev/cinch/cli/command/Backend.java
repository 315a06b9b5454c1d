// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cli.command;

import dev.cinch.cpu.ExactEngine;
import dev.cinch.cpu.FloatEngine;
import dev.cinch.ir.Engine;
import dev.cinch.ir.Interpreter;
import java.util.Locale;

/** The engines that a graph can run on. */
enum Backend {
  /** Fast kernels in single precision; integers are exact. */
  FLOAT,
  /** Bit for bit what the operators mean: the reference for hardware. */
  EXACT,
  /** The operators' own definitions, slow and obvious. */
  INTERPRETER;

  Engine engine() {
    return switch (this) {
      case FLOAT -> new FloatEngine();
      case EXACT -> new ExactEngine();
      case INTERPRETER -> new Interpreter();
    };
  }

  /** As on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
