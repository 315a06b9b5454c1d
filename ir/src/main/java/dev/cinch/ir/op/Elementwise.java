// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.op;

/** Each result from the operands' elements at the same place, broadcast as ONNX does. */
public sealed interface Elementwise extends Op
    permits Relu, Add, Multiply, Cast, BitCast, Unary, Binary, Select {}
