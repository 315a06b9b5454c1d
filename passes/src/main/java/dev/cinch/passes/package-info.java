// SPDX-License-Identifier: Apache-2.0
/**
 * Simplifies, compresses, lowers and plans: every change of a graph.
 *
 * <p>May depend on: ir, target, cost, data.
 *
 * <p>Start here: {@code Pipelines}.
 */
@NullMarked
package dev.cinch.passes;

import org.jspecify.annotations.NullMarked;
