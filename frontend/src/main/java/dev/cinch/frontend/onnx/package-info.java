// SPDX-License-Identifier: Apache-2.0
/**
 * ONNX files, binary and text.
 *
 * <p>May depend on: ir, {@code operator}, {@code tensor}, {@code text}.
 *
 * <p>Start here: {@code OnnxReader}.
 */
@NullMarked
package dev.cinch.frontend.onnx;

import org.jspecify.annotations.NullMarked;
