// SPDX-License-Identifier: Apache-2.0
/**
 * What each layer of a graph has to do, with which activations, and how figures about it are kept.
 *
 * <p>May depend on {@code ir} and {@code target}. Start at {@link dev.cinch.cost.work.Workload}.
 */
@NullMarked
package dev.cinch.cost.work;

import org.jspecify.annotations.NullMarked;
