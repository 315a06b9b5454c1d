// SPDX-License-Identifier: Apache-2.0
/**
 * Golden vectors, differential runs and C simulation of emitted projects.
 *
 * <p>May depend on: ir, target, cpu, hls.
 *
 * <p>Start here: {@code Differential}.
 */
@NullMarked
package dev.cinch.testbench;

import org.jspecify.annotations.NullMarked;
