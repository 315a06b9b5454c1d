// SPDX-License-Identifier: Apache-2.0
/**
 * Energy and cycles of a dense spatial array under a row-stationary mapping (Chen et al., ISCA
 * 2016).
 *
 * <p>May depend on {@code ir} and {@code target}. Start at {@link dev.cinch.cost.spatial.Mapping}.
 */
@NullMarked
package dev.cinch.cost.spatial;

import org.jspecify.annotations.NullMarked;
