// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.share;

/**
 * A weight whose values are shared now.
 *
 * @param name name of the constant
 * @param bits width of a code
 * @param numbers how many numbers the weight has
 * @param nonZeros how many of them are not zero
 * @param distinct different non-zero numbers before, or bins of them where they were too many
 * @param values shared values now
 * @param exact whether the clusters are the best there are
 * @param distance how far their sum of squared distances can be above the least there is, in shares
 *     of that: 0 where they are the best, infinite where nothing is proven
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
    double distance,
    double error) {}
