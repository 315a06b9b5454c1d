// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cli.report;

import dev.cinch.passes.learn.TrainingLog;
import java.util.List;

/**
 * How a stage of a recipe trained.
 *
 * @param stage its name
 * @param epochs in order, also those before a break
 */
public record Learned(String stage, List<TrainingLog.Epoch> epochs) {}
