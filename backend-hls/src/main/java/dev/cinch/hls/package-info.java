// SPDX-License-Identifier: Apache-2.0
/**
 * Emits an accelerator project: HLS C++, its test bench and build files.
 *
 * <p>May depend on: ir, target.
 *
 * <p>Start here: {@code HlsBackend}.
 */
@NullMarked
package dev.cinch.hls;

import org.jspecify.annotations.NullMarked;
