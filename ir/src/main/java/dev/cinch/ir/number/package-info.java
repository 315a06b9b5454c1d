// SPDX-License-Identifier: Apache-2.0
/**
 * Number formats and the exact arithmetic of changing between them.
 *
 * <p>May depend on nothing. Start at {@link dev.cinch.ir.number.NumberType} and {@link
 * dev.cinch.ir.number.Fixed}.
 */
@NullMarked
package dev.cinch.ir.number;

import org.jspecify.annotations.NullMarked;
