// SPDX-License-Identifier: Apache-2.0
/**
 * What the weights are: dense, shared through a codebook, sparse, and their nesting.
 *
 * <p>May depend on {@code number} and {@code tensor}. Start at {@link dev.cinch.ir.weight.Weight}.
 * How weights lie in a file is the business of {@code dev.cinch.ir.codec}.
 */
@NullMarked
package dev.cinch.ir.weight;

import org.jspecify.annotations.NullMarked;
