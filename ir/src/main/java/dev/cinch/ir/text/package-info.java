// SPDX-License-Identifier: Apache-2.0
/**
 * The text form of a graph: ONNX's textual syntax with our few operators in domain {@code
 * dev.cinch}.
 *
 * <p>May depend on the rest of {@code ir}. Start at {@link dev.cinch.ir.text.GraphPrinter}. The
 * reader is in module {@code frontend}.
 */
@NullMarked
package dev.cinch.ir.text;

import org.jspecify.annotations.NullMarked;
