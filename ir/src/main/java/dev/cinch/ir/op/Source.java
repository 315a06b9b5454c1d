// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.op;

/** Values that come from outside the graph's arithmetic. */
public sealed interface Source extends Op permits Input, Constant {}
