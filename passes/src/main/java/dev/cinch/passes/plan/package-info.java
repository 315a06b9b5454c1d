// SPDX-License-Identifier: Apache-2.0
/**
 * From an integer graph to a design: which stages, how parallel.
 *
 * <p>May depend on {@code ir}, {@code target} and {@code cost-model}. Start at {@link
 * dev.cinch.passes.plan.Planner}.
 */
@NullMarked
package dev.cinch.passes.plan;

import org.jspecify.annotations.NullMarked;
