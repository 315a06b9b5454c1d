// SPDX-License-Identifier: Apache-2.0
/**
 * Shapes and tensors: immutable, off-heap, row-major, little-endian.
 *
 * <p>May depend on {@code number}. Start at {@link dev.cinch.ir.tensor.Tensor}.
 */
@NullMarked
package dev.cinch.ir.tensor;

import org.jspecify.annotations.NullMarked;
