// SPDX-License-Identifier: Apache-2.0
/**
 * What ONNX operators mean as operators of the graph: one import function for each.
 *
 * <p>May depend on: ir, {@code tensor}.
 *
 * <p>Start here: {@code OnnxOps}, the list of what can be read; {@code Importer} walks a model.
 */
@NullMarked
package dev.cinch.frontend.operator;

import org.jspecify.annotations.NullMarked;
