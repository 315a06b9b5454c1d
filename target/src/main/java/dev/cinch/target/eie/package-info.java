// SPDX-License-Identifier: Apache-2.0
/**
 * The form in which an EIE-style engine holds its weights (Han et al., ISCA 2016, section III):
 * compressed sparse columns, interleaved over processing elements.
 *
 * <p>May depend on {@code ir}. Start at {@link dev.cinch.target.eie.PackedColumns}. The simulator
 * and the project writer use the same streams.
 */
@NullMarked
package dev.cinch.target.eie;

import org.jspecify.annotations.NullMarked;
