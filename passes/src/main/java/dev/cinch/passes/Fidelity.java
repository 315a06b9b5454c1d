// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes;

/** How near a rewritten graph's results are to those of the graph before. */
public enum Fidelity {
  /** The same numbers for every input; zeros may differ in sign. */
  EXACT,
  /** The same function in real arithmetic; floating-point sums are rounded at other places. */
  ROUNDING,
  /** Another function, near the first one on the data that matter. */
  LOSSY
}
