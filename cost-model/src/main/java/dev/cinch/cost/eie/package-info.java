// SPDX-License-Identifier: Apache-2.0
/**
 * Cycles and energy of an engine on compressed columns (Han et al., EIE, ISCA 2016).
 *
 * <p>May depend on {@code ir} and {@code target}. Start at {@link dev.cinch.cost.eie.Queues}.
 */
@NullMarked
package dev.cinch.cost.eie;

import org.jspecify.annotations.NullMarked;
