// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cli.report;

import dev.cinch.cli.console.Json;
import dev.cinch.cli.console.Report;
import dev.cinch.cli.console.Table;
import dev.cinch.data.Accuracy;
import dev.cinch.passes.learn.TrainingSettings;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * How training went.
 *
 * @param model what was trained
 * @param data on what
 * @param learner what else decides the result
 * @param settings of the training
 * @param heldOut after each epoch, per cent of the held-out examples that were right
 * @param accuracy of the file read back, on the test examples
 */
public record TrainReport(
    String model,
    String data,
    String learner,
    TrainingSettings settings,
    List<Double> heldOut,
    Accuracy accuracy)
    implements Report {

  public TrainReport {
    heldOut = List.copyOf(heldOut);
  }

  @Override
  public String text() {
    Table epochs = new Table("epoch", "held-out top-1");
    for (int i = 0; i < heldOut.size(); i++) {
      epochs.row(String.valueOf(i + 1), Numbers.percent(heldOut.get(i)));
    }
    return epochs
        + "top-1 %s: %s of %s test samples of %s, file read back; seed %d, %s\n"
            .formatted(
                Numbers.percent(accuracy.top1()),
                Numbers.count(accuracy.correct()),
                Numbers.count(accuracy.samples()),
                data,
                settings.seed(),
                learner);
  }

  @Override
  public ObjectNode json() {
    ObjectNode json = Json.object().put("model", model).put("data", data).put("learner", learner);
    json.put("seed", settings.seed()).put("epochs", settings.epochs());
    ArrayNode epochs = json.putArray("held_out");
    heldOut.forEach(epochs::add);
    return json.put("samples", accuracy.samples())
        .put("correct", accuracy.correct())
        .put("top1", accuracy.top1());
  }
}
