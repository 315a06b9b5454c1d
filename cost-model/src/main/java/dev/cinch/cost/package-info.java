// SPDX-License-Identifier: Apache-2.0
/**
 * Energy, cycles and resources of a design, each figure with its source.
 *
 * <p>May depend on: ir, target.
 *
 * <p>Start here: {@link dev.cinch.cost.Simulation}.
 */
@NullMarked
package dev.cinch.cost;

import org.jspecify.annotations.NullMarked;
