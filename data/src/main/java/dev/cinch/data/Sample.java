// SPDX-License-Identifier: Apache-2.0
package dev.cinch.data;

import dev.cinch.ir.tensor.Tensor;

/**
 * One example.
 *
 * @param image raw values, single precision, in the split's sample shape (for images C, H, W)
 * @param label its class, from 0
 */
public record Sample(Tensor image, int label) {}
