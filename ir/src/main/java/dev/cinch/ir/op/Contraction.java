// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.op;

/** Products summed over an axis, with weights: {@code (x, w)} or {@code (x, w, bias)}. */
public sealed interface Contraction extends Op permits Conv, MatMul {}
