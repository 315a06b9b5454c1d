// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.op;

/** Moves numbers without changing one. */
public sealed interface Move extends Op permits Reshape, Transpose, Concat {}
