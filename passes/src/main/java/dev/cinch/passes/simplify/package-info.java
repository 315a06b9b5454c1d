// SPDX-License-Identifier: Apache-2.0
/**
 * Rules that make a graph simpler without a loss: what always runs before anything else.
 *
 * <p>May depend on: ir, {@code dev.cinch.passes}.
 *
 * <p>Start here: {@code Pipelines.SIMPLIFY}.
 */
@NullMarked
package dev.cinch.passes.simplify;

import org.jspecify.annotations.NullMarked;
