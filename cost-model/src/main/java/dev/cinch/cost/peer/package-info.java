// SPDX-License-Identifier: Apache-2.0
/**
 * How other tools count, so that their published results can be met: nn_dataflow, Timeloop,
 * SCALE-Sim. For comparison only; what users are told comes from {@code cost.spatial}.
 *
 * <p>May depend on {@code cost.spatial} and {@code cost.work}. Start at {@link
 * dev.cinch.cost.peer.NnDataflow}.
 */
@NullMarked
package dev.cinch.cost.peer;

import org.jspecify.annotations.NullMarked;
