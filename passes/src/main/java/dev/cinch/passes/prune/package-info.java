// SPDX-License-Identifier: Apache-2.0
/**
 * Sets weights to zero: which ones ({@code Magnitudes}), and how many in each layer ({@code
 * SensitivityScan}).
 *
 * <p>May depend on: ir.
 *
 * <p>Start here: {@code SensitivityScan}.
 */
@NullMarked
package dev.cinch.passes.prune;

import org.jspecify.annotations.NullMarked;
