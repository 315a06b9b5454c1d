// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.share;

/**
 * A weight whose values are shared now.
 *
 * @param name name of the constant
 * @param bits width of a code
 * @param numbers how many numbers the weight has
 * @param nonZeros how many of them are not zero
 * @param distinct different non-zero numbers before
 * @param values shared values now
 * @param exact whether the clusters are the best there are; else they are the best for the means of
 *     65,536 bins
 * @param error root of the mean squared change of a non-zero number
 */
public record SharedWeight(
    String name,
    int bits,
    long numbers,
    long nonZeros,
    int distinct,
    int values,
    boolean exact,
    double error) {}
