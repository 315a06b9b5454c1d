// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cli.console;

import tools.jackson.databind.node.ObjectNode;

/** The result of a command, for people and for programs. */
public interface Report {

  /** As people read it, lines ending in a newline. */
  String text();

  /** As programs read it. */
  ObjectNode json();
}
