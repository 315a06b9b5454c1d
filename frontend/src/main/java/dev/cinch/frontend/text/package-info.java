// SPDX-License-Identifier: Apache-2.0
/**
 * ONNX's textual syntax: the grammar {@code OnnxText.g4} and its way to a model.
 *
 * <p>May depend on: ir, {@code operator}, {@code tensor}.
 *
 * <p>Start here: {@code OnnxTextReader}.
 */
@NullMarked
package dev.cinch.frontend.text;

import org.jspecify.annotations.NullMarked;
