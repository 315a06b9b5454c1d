// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu;

/** How sums of floats are taken. */
enum Sums {
  /** In single precision, fast. */
  SINGLE,
  /** As operators define it: in double precision, rounded once. */
  INTERPRETED
}
