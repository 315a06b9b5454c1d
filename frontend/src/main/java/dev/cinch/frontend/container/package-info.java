// SPDX-License-Identifier: Apache-2.0
/**
 * The {@code .cinch} file: a zip with a manifest, the graph's text and one coded stream a weight.
 *
 * <p>May depend on: ir, {@code dev.cinch.frontend.text}.
 *
 * <p>Start here: {@link dev.cinch.frontend.container.CinchFile}.
 */
@NullMarked
package dev.cinch.frontend.container;

import org.jspecify.annotations.NullMarked;
