// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.op;

/** Moves numbers; those that scatter may combine a number with the one that is there. */
public sealed interface Move extends Op
    permits Reshape,
        Transpose,
        Concat,
        Slice,
        Pad,
        Expand,
        Gather,
        GatherElements,
        GatherNd,
        ScatterElements,
        ScatterNd {}
