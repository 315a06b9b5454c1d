// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.op;

/** Results from the numbers along axes, whatever their order means. */
public sealed interface Reduce extends Op permits Aggregate, ArgExtreme, Accumulate, TopK {}
