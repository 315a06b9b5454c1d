// SPDX-License-Identifier: Apache-2.0
/**
 * Loops over primitive arrays, shaped so that HotSpot vectorises them: sums of rows, unfolding,
 * pooling, changes of fixed-point format.
 *
 * <p>May depend on: ir's numbers, shapes and windows.
 *
 * <p>Start here: {@link dev.cinch.cpu.kernel.FloatRows}.
 */
@NullMarked
package dev.cinch.cpu.kernel;

import org.jspecify.annotations.NullMarked;
