// SPDX-License-Identifier: Apache-2.0
/**
 * Picks for each constant the form that takes the fewest bytes in a file, without changing a
 * number.
 *
 * <p>May depend on: ir, {@code dev.cinch.passes}.
 *
 * <p>Start here: {@code EncodeWeights}.
 */
@NullMarked
package dev.cinch.passes.encode;

import org.jspecify.annotations.NullMarked;
