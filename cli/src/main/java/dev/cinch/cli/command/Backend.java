// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cli.command;

import dev.cinch.cpu.ExactEngine;
import dev.cinch.cpu.FloatEngine;
import dev.cinch.ir.Engine;
import dev.cinch.ir.Graph;
import dev.cinch.ir.Interpreter;
import java.util.Locale;
import picocli.CommandLine.TypeConversionException;

/** The engines that a graph can run on. */
public enum Backend {
  /** Fast kernels in single precision; integers are exact. */
  FLOAT,
  /** Bit for bit what the operators mean: the reference for hardware. */
  EXACT,
  /** The operators' own definitions, slow and obvious. */
  INTERPRETER;

  /** The engine that runs one graph on all cores. */
  Engine engine() {
    return engine(Runtime.getRuntime().availableProcessors());
  }

  /** The engine for one of several graphs that run at once. */
  Engine singleThreaded() {
    return engine(1);
  }

  private Engine engine(int threads) {
    return switch (this) {
      case FLOAT -> new FloatEngine(threads);
      case EXACT -> new ExactEngine();
      case INTERPRETER -> new Interpreter();
    };
  }

  /** The one that computes what a graph means: exact where it holds integers. */
  static Backend of(Graph graph) {
    return graph.nodes().stream().anyMatch(node -> node.type().isFixed()) ? EXACT : FLOAT;
  }

  /** The backend with a name. */
  public static Backend parse(String name) {
    for (Backend backend : values()) {
      if (backend.toString().equals(name)) {
        return backend;
      }
    }
    throw new TypeConversionException("'" + name + "' is not float, exact or interpreter");
  }

  /** As on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
