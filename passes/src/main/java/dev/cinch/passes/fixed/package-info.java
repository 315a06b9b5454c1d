// SPDX-License-Identifier: Apache-2.0
/**
 * Number formats: calibrates a floating-point network on samples and rewrites it to integers.
 *
 * <p>May depend on: ir, {@code dev.cinch.passes}.
 *
 * <p>Start here: {@code ChooseFormats}.
 */
@NullMarked
package dev.cinch.passes.fixed;

import org.jspecify.annotations.NullMarked;
