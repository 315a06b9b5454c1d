// SPDX-License-Identifier: Apache-2.0
/**
 * The operators: eight sealed roles at most, one record for each operator, with its type and its
 * meaning.
 *
 * <p>May depend on {@code number}, {@code tensor} and {@code weight}. Start at {@link
 * dev.cinch.ir.op.Op}.
 */
@NullMarked
package dev.cinch.ir.op;

import org.jspecify.annotations.NullMarked;
