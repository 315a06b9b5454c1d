// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.op;

/** Shifts and scales by statistics. */
public sealed interface Normalize extends Op permits BatchNorm, Softmax {}
