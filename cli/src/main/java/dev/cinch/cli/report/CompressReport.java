// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cli.report;

import dev.cinch.cli.console.Json;
import dev.cinch.cli.console.Page;
import dev.cinch.cli.console.Report;
import dev.cinch.cli.console.Table;
import dev.cinch.cost.Simulation;
import dev.cinch.cost.work.Cost;
import dev.cinch.cost.work.FigureBook;
import dev.cinch.data.Accuracy;
import dev.cinch.frontend.container.CinchFile;
import dev.cinch.ir.Graph;
import dev.cinch.ir.Node;
import dev.cinch.ir.op.Constant;
import dev.cinch.passes.fixed.NumberFormat;
import dev.cinch.passes.learn.TrainingLog;
import dev.cinch.passes.prune.PrunedWeight;
import dev.cinch.passes.recipe.StepReport;
import dev.cinch.target.Figure;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What compression made of a model.
 *
 * @param source the model as read
 * @param file the compressed model, read back
 * @param steps what each step of the recipe did
 * @param learned how each stage that trains went
 * @param measured accuracy; empty when there is no data
 * @param costs energy and latency; empty when no target was named
 */
public record CompressReport(
    Graph source,
    CinchFile.Contents file,
    List<StepReport> steps,
    List<Learned> learned,
    Optional<Measured> measured,
    Optional<Costs> costs)
    implements Report {

  private static final String BEFORE = "before";
  private static final String AFTER = "after";

  /**
   * How often the network is right.
   *
   * @param before the source in floating point
   * @param after the network that was read back, in integers where it has number formats
   * @param afterFloat the compressed weights with exact activations
   */
  public record Measured(Accuracy before, Accuracy after, Accuracy afterFloat) {}

  /**
   * What the network costs on a target.
   *
   * @param before uncompressed
   * @param after as it was read back
   * @param activations where the activations come from
   */
  public record Costs(Simulation before, Simulation after, String activations) {}

  /** Bytes of a graph's constants at their own types. */
  public static long bytes(Graph graph) {
    return graph.constants().stream().mapToLong(node -> node.type().bytes()).sum();
  }

  private long sourceParameters() {
    return Layer.total(Layer.of(source, _ -> 0)).parameters();
  }

  private long nonZeros() {
    return Layer.total(layers()).nonZeros();
  }

  private List<Layer> layers() {
    return Layer.of(file.graph(), this::stored);
  }

  /** What a constant takes in the file. */
  private long stored(Node constant) {
    return file.sizes().weight(constant.name());
  }

  private double ratioBytes() {
    return (double) bytes(source) / file.sizes().weightBytes();
  }

  private double ratioFile() {
    return (double) bytes(source) / file.sizes().file();
  }

  private double ratioParameters() {
    return (double) sourceParameters() / nonZeros();
  }

  private static String role(NumberFormat format) {
    return format.role().name().toLowerCase(Locale.ROOT);
  }

  private List<NumberFormat> formats() {
    return steps.stream()
        .filter(StepReport.NumberFormats.class::isInstance)
        .flatMap(step -> ((StepReport.NumberFormats) step).formats().stream())
        .toList();
  }

  private List<PrunedWeight> pruned() {
    return steps.stream()
        .filter(StepReport.Pruning.class::isInstance)
        .flatMap(step -> ((StepReport.Pruning) step).weights().stream())
        .toList();
  }

  /** What pruning kept; without rows where the recipe does not prune. */
  private Table pruning() {
    Table table = new Table("pruned", "numbers", "kept", "density");
    for (PrunedWeight weight : pruned()) {
      table.row(
          weight.name(),
          Numbers.count(weight.numbers()),
          Numbers.count(weight.kept()),
          Numbers.percent(100 * weight.density()));
    }
    return table;
  }

  private Table summary() {
    Table summary = new Table("", "before", "after", "ratio");
    measured.ifPresent(of -> {
      summary.row(
          "top-1", Numbers.percent(of.before().top1()), Numbers.percent(of.after().top1()), "");
      summary.row("top-1 in float", "", Numbers.percent(of.afterFloat().top1()), "");
    });
    summary.row(
        "bytes of weights",
        Numbers.count(bytes(source)),
        Numbers.count(file.sizes().weightBytes()),
        Numbers.ratio(ratioBytes()));
    summary.row(
        "bytes of the file", "", Numbers.count(file.sizes().file()), Numbers.ratio(ratioFile()));
    summary.row(
        "parameters",
        Numbers.count(sourceParameters()),
        Numbers.count(nonZeros()),
        Numbers.ratio(ratioParameters()));
    costs.ifPresent(on -> {
      Cost was = on.before().total();
      Cost is = on.after().total();
      cost(summary, "energy [uJ]", was.energy(), is.energy());
      was.energyBy()
          .forEach(
              (cause, figure) -> cost(summary, "  " + cause, figure, is.energyBy().get(cause)));
      cost(summary, "latency [us]", was.latency(), is.latency());
      summary.row(
          "cycles",
          Numbers.count(Math.round(was.cycles().value())),
          Numbers.count(Math.round(is.cycles().value())),
          Numbers.ratio(was.cycles().value() / is.cycles().value()));
    });
    return summary;
  }

  private Table weights() {
    Table stored = new Table("weight", "format", "form", "numbers", "kept", "bytes");
    for (Node node : file.graph().constants()) {
      if (node.op() instanceof Constant(var weight)) {
        stored.row(
            node.name(),
            weight.type().number().toString(),
            Form.of(weight),
            Numbers.count(weight.type().shape().size()),
            Numbers.count(weight.kept()),
            Numbers.count(stored(node)));
      }
    }
    return stored;
  }

  private Table numberFormats() {
    Table formats = new Table("tensor", "role", "format", "overflow");
    for (NumberFormat format : formats()) {
      formats.row(
          format.name(),
          role(format),
          format.format().toString(),
          Numbers.percent(100 * format.overflowRate()));
    }
    return formats;
  }

  /** Of what the costs are; empty without costs. */
  private String costsOf() {
    return costs
        .map(on ->
            "energy, latency and cycles: estimates for one input on %s; activations: %s"
                .formatted(on.after().target().name(), on.activations()))
        .orElse("");
  }

  @Override
  public String text() {
    String of = costsOf();
    return summary()
        + (of.isEmpty() ? "" : of + "\n")
        + "\n"
        + (pruned().isEmpty() ? "" : pruning() + "\n")
        + weights()
        + "\n"
        + numberFormats();
  }

  /** As a page for a browser, which needs no other file. */
  public String html() {
    return new Page(source.name() + ", compressed")
        .paragraph(
            "before: the source in floating point; after: the integer network, read back from the"
                + " file"
                + measured
                    .map(of ->
                        "; accuracy on %s test examples"
                            .formatted(Numbers.count(of.after().samples())))
                    .orElse("; accuracy was not measured, since there is no data"))
        .paragraph(costsOf())
        .table("Before and after", summary())
        .table("Pruning", pruning())
        .table("Weights", weights())
        .table("Number formats", numberFormats())
        .toString();
  }

  private static void cost(Table table, String name, Figure was, @Nullable Figure is) {
    if (is != null) {
      table.row(
          name,
          Numbers.micro(was),
          Numbers.micro(is),
          is.value() == 0 ? "" : Numbers.ratio(was.value() / is.value()));
    }
  }

  private static void addCost(ObjectNode json, String when, Optional<Simulation> simulation) {
    if (simulation.isEmpty()) {
      json.putNull("energy").putNull("latency");
      return;
    }
    Cost total = simulation.get().total();
    json.set("energy", Json.quantity(FigureBook.under(when, total.energy())));
    json.set("latency", Json.quantity(FigureBook.under(when, total.latency())));
    Json.count(json, "cycles", total.cycles());
    ObjectNode energyBy = json.putObject("energy_by");
    total
        .energyBy()
        .forEach(
            (cause, figure) -> energyBy.set(cause, Json.quantity(FigureBook.under(when, figure))));
  }

  @Override
  public ObjectNode json() {
    ObjectNode json = Json.object().put("cinch-report", SimulateReport.VERSION);
    costs.ifPresent(
        on -> json.put("target", on.after().target().name()).put("activations", on.activations()));
    ObjectNode was = json.putObject(BEFORE);
    measured.ifPresentOrElse(of -> was.put("top1", of.before().top1()), () -> was.putNull("top1"));
    was.put("bytes", bytes(source)).put("parameters", sourceParameters());
    addCost(was, BEFORE, costs.map(Costs::before));
    ObjectNode is = json.putObject(AFTER);
    measured.ifPresentOrElse(
        of -> is.put("top1", of.after().top1()).put("top1_float", of.afterFloat().top1()),
        () -> is.putNull("top1").putNull("top1_float"));
    is.put("bytes", file.sizes().weightBytes())
        .put("file_bytes", file.sizes().file())
        .put("parameters", nonZeros());
    addCost(is, AFTER, costs.map(Costs::after));
    json.put("samples", measured.map(of -> of.after().samples()).orElse(0))
        .put("ratio_bytes", ratioBytes())
        .put("ratio_file", ratioFile())
        .put("ratio_parameters", ratioParameters());
    json.putArray("budget");
    ArrayNode layers = json.putArray("layers");
    layers().stream()
        .filter(layer -> layer.parameters() > 0)
        .forEach(layer -> layers.add(layer.json()));
    ArrayNode weights = json.putArray("weights");
    for (Node node : file.graph().constants()) {
      if (node.op() instanceof Constant(var weight)) {
        weights
            .addObject()
            .put("name", node.name())
            .put("format", weight.type().number().toString())
            .put("form", Form.of(weight))
            .put("numbers", weight.type().shape().size())
            .put("kept", weight.kept())
            .put("bytes", stored(node));
      }
    }
    ArrayNode stages = json.putArray("training");
    for (Learned stage : learned) {
      ArrayNode epochs = stages.addObject().put("stage", stage.stage()).putArray("epochs");
      for (TrainingLog.Epoch epoch : stage.epochs()) {
        epochs
            .addObject()
            .put("epoch", epoch.number())
            .put("loss", epoch.loss())
            .put("held_out_top1", epoch.top1());
      }
    }
    ArrayNode densities = json.putArray("pruned");
    for (PrunedWeight weight : pruned()) {
      densities
          .addObject()
          .put("name", weight.name())
          .put("numbers", weight.numbers())
          .put("kept", weight.kept())
          .put("density", weight.density());
    }
    ArrayNode chosen = json.putArray("formats");
    for (NumberFormat format : formats()) {
      chosen
          .addObject()
          .put("name", format.name())
          .put("role", role(format))
          .put("format", format.format().toString())
          .put("overflow_rate", format.overflowRate());
    }
    ObjectNode figures = json.putObject("figures");
    costs.ifPresent(on ->
        Stream.concat(
                on.before().figures().under(BEFORE).stream(),
                on.after().figures().under(AFTER).stream())
            .forEach(figure -> figures.set(figure.id(), Json.figure(figure))));
    return json;
  }
}
