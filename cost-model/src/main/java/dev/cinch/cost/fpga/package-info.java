// SPDX-License-Identifier: Apache-2.0
/**
 * What a design uses of an FPGA.
 *
 * <p>May depend on {@code ir} and {@code target}. Start at {@link
 * dev.cinch.cost.fpga.ResourceCount}.
 */
@NullMarked
package dev.cinch.cost.fpga;

import org.jspecify.annotations.NullMarked;
