// SPDX-License-Identifier: Apache-2.0
/**
 * Devices, designs, figures and packed columns: what the cost model and the backends share, so that
 * they never see each other.
 *
 * <p>May depend on: ir.
 *
 * <p>Start here: {@code Figure}.
 */
@NullMarked
package dev.cinch.target;

import org.jspecify.annotations.NullMarked;
