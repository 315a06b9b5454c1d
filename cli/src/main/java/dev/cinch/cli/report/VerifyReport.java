// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cli.report;

import dev.cinch.cli.console.Json;
import dev.cinch.cli.console.Report;
import dev.cinch.cpu.AccumulatorOverflow;
import dev.cinch.data.Accuracy;
import dev.cinch.ir.Position;
import dev.cinch.testbench.Mismatch;
import dev.cinch.testbench.Overflows;
import dev.cinch.testbench.Verdict;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a verification found.
 *
 * @param verdict the counts, and what differs
 * @param accuracy how often the C++ was right; empty without labelled data
 */
public record VerifyReport(Verdict verdict, Optional<Accuracy> accuracy) implements Report {

  @Override
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append(
        "%s samples, %s values compared, mismatches %s\n"
            .formatted(
                Numbers.count(verdict.samples()),
                Numbers.count(verdict.valuesCompared()),
                Numbers.count(verdict.mismatches())));
    accuracy.ifPresent(
        score -> text.append("top-1 ").append(Numbers.percent(score.top1())).append('\n'));
    verdict.first().ifPresent(first -> text.append("first mismatch: ").append(first).append('\n'));
    verdict.overflows().ifPresent(found -> text.append(overflows(found)));
    return text.append(verdict.holds() ? "verified\n" : "not verified\n").toString();
  }

  @Override
  public ObjectNode json() {
    ObjectNode json =
        Json.object()
            .put("samples", verdict.samples())
            .put("values_compared", verdict.valuesCompared())
            .put("mismatches", verdict.mismatches());
    accuracy.ifPresentOrElse(score -> json.put("top1", score.top1()), () -> json.putNull("top1"));
    verdict
        .first()
        .ifPresentOrElse(
            first -> json.set("first_mismatch", mismatch(first)),
            () -> json.putNull("first_mismatch"));
    Optional<Overflows> overflows = verdict.overflows();
    json.put("sums_checked", overflows.map(Overflows::sums).orElse(null));
    json.put("overflows", overflows.map(Overflows::count).orElse(null));
    json.set(
        "first_overflow",
        overflows.flatMap(Overflows::first).map(VerifyReport::overflow).orElse(null));
    ArrayNode problems = json.putArray("problems");
    verdict.problems().forEach(problem -> problems.add(problem.toString()));
    return json;
  }

  private static String overflows(Overflows found) {
    return "%s sums checked, overflows %s\n"
            .formatted(Numbers.count(found.sums()), Numbers.count(found.count()))
        + found.first().map(first -> "first overflow: " + first + "\n").orElse("");
  }

  private static ObjectNode overflow(AccumulatorOverflow first) {
    return position(first.at())
        .put("value", first.value())
        .put("accumulator", first.accumulator().toString())
        .put("term", first.term());
  }

  private static ObjectNode mismatch(Mismatch first) {
    return position(first.at()).put("expected", first.expected()).put("got", first.got());
  }

  private static ObjectNode position(Position at) {
    return Json.object()
        .put("layer", at.layer())
        .put("what", at.what())
        .put("sample", at.sample())
        .put("channel", at.channel())
        .put("row", at.row())
        .put("column", at.column());
  }
}
