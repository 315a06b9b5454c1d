// SPDX-License-Identifier: Apache-2.0
/**
 * Adapts raw data to what a model was trained on, as nodes at the front of its graph.
 *
 * <p>May depend on: ir.
 *
 * <p>Start here: {@code InputAdaptation}.
 */
@NullMarked
package dev.cinch.passes.adapt;

import org.jspecify.annotations.NullMarked;
