// SPDX-License-Identifier: Apache-2.0
/**
 * Published figures, and what the cost models give for the same question.
 *
 * <p>May depend on the other packages of {@code cost} and on {@code target}. Start at {@link
 * dev.cinch.cost.golden.GoldenTable}.
 */
@NullMarked
package dev.cinch.cost.golden;

import org.jspecify.annotations.NullMarked;
