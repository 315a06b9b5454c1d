// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cli.report;

import dev.cinch.cli.console.Json;
import dev.cinch.cli.console.Report;
import dev.cinch.data.Accuracy;
import tools.jackson.databind.node.ObjectNode;

/**
 * How often a network is right.
 *
 * @param model what was evaluated
 * @param data on what
 * @param backend name of the engine that ran it
 * @param accuracy the counts
 */
public record EvaluateReport(String model, String data, String backend, Accuracy accuracy)
    implements Report {

  @Override
  public String text() {
    return "top-1 %s: %s of %s samples of %s, backend %s\n"
        .formatted(
            Numbers.percent(accuracy.top1()),
            Numbers.count(accuracy.correct()),
            Numbers.count(accuracy.samples()),
            data,
            backend);
  }

  @Override
  public ObjectNode json() {
    return Json.object()
        .put("model", model)
        .put("data", data)
        .put("backend", backend)
        .put("samples", accuracy.samples())
        .put("correct", accuracy.correct())
        .put("top1", accuracy.top1());
  }
}
