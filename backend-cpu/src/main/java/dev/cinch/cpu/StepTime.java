// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu;

import dev.cinch.ir.Node;

/**
 * What a step of a prepared graph takes.
 *
 * @param node the node it computes, the last one where it computes several
 * @param micros microseconds, the mean over some runs
 */
public record StepTime(Node node, double micros) {}
