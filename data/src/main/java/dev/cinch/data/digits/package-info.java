// SPDX-License-Identifier: Apache-2.0
/**
 * The embedded data set {@code digits}: grey images of handwriting-like digits, drawn from strokes.
 *
 * <p>May depend on: ir, dev.cinch.data.
 *
 * <p>Start here: {@code Digits}.
 */
@NullMarked
package dev.cinch.data.digits;

import org.jspecify.annotations.NullMarked;
