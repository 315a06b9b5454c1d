// SPDX-License-Identifier: Apache-2.0
/**
 * Energy and cycles of a dense spatial array: mappings of loops, what they access, and the best of
 * those that are row stationary (Chen et al., ISCA 2016).
 *
 * <p>May depend on {@code ir} and {@code target}. Start at {@link dev.cinch.cost.spatial.Mapping}.
 */
@NullMarked
package dev.cinch.cost.spatial;

import org.jspecify.annotations.NullMarked;
