// SPDX-License-Identifier: Apache-2.0
/**
 * Shared values: clusters the numbers of a weight so that few different ones are left.
 *
 * <p>May depend on: ir, {@code dev.cinch.passes}.
 *
 * <p>Start here: {@code ShareValues} makes a weight, {@code Clusters} finds its values.
 */
@NullMarked
package dev.cinch.passes.share;

import org.jspecify.annotations.NullMarked;
