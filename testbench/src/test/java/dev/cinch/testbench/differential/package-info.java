// SPDX-License-Identifier: Apache-2.0
/**
 * The same models on the interpreter, both engines and ONNX Runtime.
 *
 * <p>Start here: {@code RandomModelsTest}.
 */
@NullMarked
package dev.cinch.testbench.differential;

import org.jspecify.annotations.NullMarked;
