// SPDX-License-Identifier: Apache-2.0
/**
 * What holds weights to a representation while they are learned: projected once or again and again,
 * spliced, attracted, shrunk.
 *
 * <p>May depend on: {@code represent}, {@code prune}, {@code learn}.
 *
 * <p>Start here: {@code Projected}.
 */
@NullMarked
package dev.cinch.passes.drive;

import org.jspecify.annotations.NullMarked;
