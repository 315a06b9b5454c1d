// SPDX-License-Identifier: Apache-2.0
/**
 * Reads ONNX, its text form and {@code .cinch} files into a graph, and writes them.
 *
 * <p>May depend on: ir.
 *
 * <p>Start here: {@code onnx.OnnxReader}.
 */
@NullMarked
package dev.cinch.frontend;

import org.jspecify.annotations.NullMarked;
