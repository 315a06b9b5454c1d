// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.fixed;

/**
 * How number formats are chosen.
 *
 * @param samples how many examples calibrate them, at least 1
 * @param range how ranges follow from what was seen
 * @param percent for {@link RangePolicy#PERCENTILE}, share of the numbers that fits
 * @param activations bits of what passes between layers
 * @param weights bits of a constant factor
 * @param shared bits of a shared value in a codebook
 * @param outputs bits of what the device hands back
 */
public record FormatSettings(
    int samples,
    RangePolicy range,
    double percent,
    int activations,
    int weights,
    int shared,
    int outputs) {}
