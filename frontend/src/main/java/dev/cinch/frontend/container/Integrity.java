// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.container;

/** What reading does about a member that is not what was written. */
public enum Integrity {
  /** The file is refused. */
  REQUIRE,
  /** It is a warning, and what can still be decoded is read. */
  REPORT
}
