// SPDX-License-Identifier: Apache-2.0
/**
 * A design: a graph, the choices made for it, and the device it is for.
 *
 * <p>May depend on {@code ir} and {@code dev.cinch.target}. Start at {@link
 * dev.cinch.target.design.Design}. The planner makes designs; backends emit them.
 */
@NullMarked
package dev.cinch.target.design;

import org.jspecify.annotations.NullMarked;
