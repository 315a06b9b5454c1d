// SPDX-License-Identifier: Apache-2.0
/**
 * Element types and tensors of ONNX files.
 *
 * <p>May depend on: ir.
 *
 * <p>Start here: {@code TensorDecoder}.
 */
@NullMarked
package dev.cinch.frontend.tensor;

import org.jspecify.annotations.NullMarked;
