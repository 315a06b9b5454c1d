// SPDX-License-Identifier: Apache-2.0
/**
 * Training under compression.
 *
 * <p>May depend on: passes, and what passes may.
 *
 * <p>Start here: nothing is here yet.
 */
@NullMarked
package dev.cinch.training;

import org.jspecify.annotations.NullMarked;
