// SPDX-License-Identifier: Apache-2.0
/**
 * Runs a graph on the CPU: in float, and in the exact integers of the hardware.
 *
 * <p>May depend on: ir, target.
 *
 * <p>Start here: {@code FloatEngine}.
 */
@NullMarked
package dev.cinch.cpu;

import org.jspecify.annotations.NullMarked;
