// SPDX-License-Identifier: Apache-2.0
/**
 * Sets of weights that can be expressed, each with its projection: sparse, shared, nested.
 *
 * <p>May depend on: {@code prune}, {@code share}, {@code learn}, ir.
 *
 * <p>Start here: {@code Representation}.
 */
@NullMarked
package dev.cinch.passes.represent;

import org.jspecify.annotations.NullMarked;
