// SPDX-License-Identifier: Apache-2.0
/**
 * Loops over primitive arrays, on vectors or shaped so that HotSpot vectorises them: tiles, sums of
 * rows, unfolding, pooling, changes of fixed-point format.
 *
 * <p>May depend on: ir's numbers, shapes and windows.
 *
 * <p>Start here: {@link dev.cinch.cpu.kernel.FloatTile}.
 */
@NullMarked
package dev.cinch.cpu.kernel;

import org.jspecify.annotations.NullMarked;
