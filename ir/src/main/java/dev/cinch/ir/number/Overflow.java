// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.number;

/** What happens to a number that is outside the range of its new format. */
public enum Overflow {
  /** The nearest number of the range; {@code AP_SAT} of Vitis HLS. */
  SATURATE,
  /** The low bits are kept, two's complement; {@code AP_WRAP}. */
  WRAP
}
