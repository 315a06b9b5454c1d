// SPDX-License-Identifier: Apache-2.0
/**
 * Data sets and the files they come in: MNIST-style idx folders, NumPy's {@code .npz} and {@code
 * .npy}. Values are raw, 0..255 for images; scaling belongs to the model's input.
 *
 * <p>May depend on: ir.
 *
 * <p>Start here: {@link dev.cinch.data.DataSets}.
 */
@NullMarked
package dev.cinch.data;

import org.jspecify.annotations.NullMarked;
