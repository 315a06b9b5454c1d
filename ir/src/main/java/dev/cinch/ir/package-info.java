// SPDX-License-Identifier: Apache-2.0
/**
 * The graph of a network, its number formats, tensors and weight forms, and what each operator
 * means.
 *
 * <p>May depend on: nothing of Cinch.
 *
 * <p>Start here: {@code Graph}, {@code GraphBuilder} and {@code op.Op}.
 */
@NullMarked
package dev.cinch.ir;

import org.jspecify.annotations.NullMarked;
