// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cost.spatial;

import dev.cinch.cost.spatial.Accesses.Words;
import dev.cinch.cost.work.Activations;
import dev.cinch.cost.work.Cost;
import dev.cinch.cost.work.FigureBook;
import dev.cinch.cost.work.LayerShape;
import dev.cinch.cost.work.Work;
import dev.cinch.cost.work.Workload;
import dev.cinch.ir.Diagnostic;
import dev.cinch.ir.Graph;
import dev.cinch.ir.Node;
import dev.cinch.ir.Origin;
import dev.cinch.ir.Result;
import dev.cinch.ir.codec.WeightCodec;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.weight.Weight;
import dev.cinch.target.Figure;
import dev.cinch.target.SpatialArray;
import dev.cinch.target.SpatialArray.Level;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Energy and cycles of layers on a spatial array: accesses by energy of an access (ISCA 2016).
 * Filling registers is part of an array access; biases are left out, one word a filter. Cycles are
 * those of the arithmetic: time for DRAM is not among them.
 */
public final class SpatialCost {

  private static final String MAC = "mac";
  private static final String ERROR =
      "absolute value: the chip drew 2.6 times as much a MAC on AlexNet, DRAM aside (JSSC 2017:"
          + " 12.05 pJ), with clock, control and 65 nm; relative values: not known";

  private final SpatialArray array;
  private final Graph graph;
  private final Activations activations;
  private final MappingPlan plan;
  private final FigureBook book;
  private final Map<LayerShape, Optional<Mapper.Mapped>> mappings = new ConcurrentHashMap<>();

  /** A costing of layers of a graph; figures are entered into a book. */
  public SpatialCost(
      SpatialArray array, Graph graph, Activations activations, MappingPlan plan, FigureBook book) {
    this.array = array;
    this.plan = plan;
    this.graph = graph;
    this.activations = activations;
    this.book = book;
    book.enter(array.energyPerMac());
    book.enter(array.clock());
    array.ratios().values().forEach(book::enter);
  }

  /** The keys of {@link Cost#energyBy()}. */
  public static List<String> causes() {
    List<String> causes = new ArrayList<>(List.of(MAC));
    for (Level level : Level.values()) {
      causes.add(level.key());
    }
    return causes;
  }

  /** Maps layers, several at once, so that they are costed without a search. */
  public void map(List<Workload.Layer> layers) {
    layers.parallelStream()
        .filter(layer -> !plan.mappings().containsKey(layer.node().name()))
        .map(Workload.Layer::work)
        .filter(Work.Products.class::isInstance)
        .map(work -> ((Work.Products) work).shape())
        .distinct()
        .forEach(this::searched);
  }

  private Optional<Mapper.Mapped> searched(LayerShape shape) {
    return mappings.computeIfAbsent(
        shape, it -> Mapper.map(array, it, plan.objective(), Mapper.MOST_TRIED));
  }

  /** The mapping that was given for a layer, or the one that a search finds. */
  private Result<Mapper.Mapped> mapped(Node node, LayerShape shape) {
    Origin origin = node.origin().withName(node.name());
    String text = plan.mappings().get(node.name());
    if (text == null) {
      return searched(shape).map(Result::ok).orElseGet(() -> Result.failed(none(origin, shape)));
    }
    return MappingText.parse(text, shape, origin)
        .then(mapping ->
            mapping
                .obstacle(array)
                .map(lack ->
                    Result.<Mapper.Mapped>failed(
                        Diagnostic.error(
                            "mapping.room",
                            origin,
                            "the mapping does not fit " + array.name() + ": " + lack,
                            "leave the layer out of the file, and it is searched")))
                .orElseGet(() ->
                    Result.ok(new Mapper.Mapped(mapping, LoopAnalysis.of(mapping), 1, false))));
  }

  private Diagnostic none(Origin origin, LayerShape shape) {
    return Diagnostic.error(
        "cost.mapping",
        origin,
        "has no row-stationary mapping on %s: a kernel row of %d words must fit the registers of an"
                .formatted(array.name(), shape.columns().kernel())
            + " element, and rows of %d inputs and %d results the buffer"
                .formatted(shape.columns().extent(), shape.columns().out()),
        "cinch targets lists others");
  }

  /** What a layer costs; refused when the array cannot hold it. */
  public Result<Cost> of(Workload.Layer layer) {
    Node node = layer.node();
    return switch (layer.work()) {
      case Work.Products products -> products(node, products);
      case Work.Streaming(long in, long out, long operations) ->
          Result.ok(
              plain(
                  node,
                  new Accesses(
                      operations,
                      new Words(in, 0, out),
                      new Words(in, 0, out),
                      new Words(2 * in, 0, 2 * out),
                      new Words(in, 0, out),
                      elementCycles(Math.max(operations, Math.max(in, out)))),
                  "number by number through every level; an operation is priced as a MAC"));
      case Work.Passing(long operations) ->
          Result.ok(
              plain(
                  node,
                  new Accesses(
                      operations,
                      new Words(operations, 0, operations),
                      Accesses.NONE.array(),
                      Accesses.NONE.buffer(),
                      Accesses.NONE.dram(),
                      0),
                  "applied as results are written; an operation is priced as a MAC"));
      case Work.View _ ->
          Result.ok(plain(node, Accesses.NONE, "the same words in the same order: no access"));
    };
  }

  private long elementCycles(long operations) {
    return Math.ceilDiv(operations, (long) array.height() * array.width());
  }

  private Result<Cost> products(Node node, Work.Products products) {
    return mapped(node, products.shape()).map(mapped -> products(node, products, mapped));
  }

  private Cost products(Node node, Work.Products products, Mapper.Mapped mapped) {
    Accesses accesses = mapped.accesses();
    String id = "layers." + node.name();
    Figure macs =
        book.count(
            id + ".macs", "MACs", accesses.operations(), "MAC", "products, padding included");
    List<Figure> factors = new ArrayList<>(List.of(macs));
    if (array.gatesActivations()) {
      Node input = graph.node(products.input());
      factors.add(book.enter(activations.density(input, id + ".activation_density")));
    }
    if (array.gatesWeights() && products.weight().isPresent()) {
      factors.add(weightDensity(id, products.weight().get()));
    }
    Figure operations =
        factors.size() == 1
            ? macs
            : book.derive(
                id + ".operations",
                "MACs that are not skipped",
                factors.stream().mapToDouble(Figure::value).reduce(1, (a, b) -> a * b),
                "MAC",
                factors.size() == 2
                    ? "product: a zero operand skips a MAC and its register accesses"
                    : "product: a zero operand skips a MAC and its register accesses, zeros"
                        + " of both kinds taken as independent",
                factors);
    Figure register =
        book.derive(
            id + ".accesses.register",
            "accesses of registers",
            operations.value() * accesses.register().all() / accesses.operations(),
            "word",
            "4 x MACs: each reads an activation, a weight and a sum, and writes the sum",
            List.of(operations));
    Map<Level, Figure> figures = new LinkedHashMap<>();
    figures.put(Level.REGISTER, register);
    Optional<Figure> ratio = encodedRatio(id, products);
    figures.put(Level.ARRAY, accesses(id, Level.ARRAY, accesses.array(), Optional.empty()));
    figures.put(Level.BUFFER, accesses(id, Level.BUFFER, accesses.buffer(), ratio));
    figures.put(Level.DRAM, accesses(id, Level.DRAM, accesses.dram(), ratio));
    return cost(node, operations, figures, accesses.cycles(), mapped.mapping().toString());
  }

  private Figure weightDensity(String id, Weight weight) {
    Tensor tensor = weight.decode();
    long nonZeros = 0;
    for (long i = 0; i < tensor.size(); i++) {
      nonZeros += tensor.valueAt(i) == 0 ? 0 : 1;
    }
    double share = tensor.size() == 0 ? 1 : (double) nonZeros / tensor.size();
    return book.count(
        id + ".weight_density",
        "share of weights that are not zero",
        share,
        "1",
        "non-zero by all");
  }

  /** Words of encoded weights by words of all; only fixed-point weights are encoded. */
  private Optional<Figure> encodedRatio(String id, Work.Products products) {
    if (!array.compressedWeights()
        || products.weight().isEmpty()
        || products.weight().get().type().isFloat()) {
      return Optional.empty();
    }
    double bits = 8.0 * WeightCodec.write(products.weight().get()).length;
    Figure encoded =
        book.count(
            id + ".weight_bits", "bits of weights", bits, "bit", "stream as it lies in the file");
    Figure words =
        book.count(
            id + ".weights",
            "weights",
            products.shape().weights(),
            "word",
            "filters x channels x taps of all groups");
    book.enter(array.wordBits());
    return Optional.of(
        book.derive(
            id + ".weight_ratio",
            "size of encoded weights by that of words",
            Math.min(1, bits / array.wordBits().value() / products.shape().weights()),
            "1",
            "bits / word-bits / weights, at most 1",
            List.of(encoded, array.wordBits(), words)));
  }

  private Figure accesses(String id, Level level, Words words, Optional<Figure> ratio) {
    String of = id + ".accesses." + level.key();
    String name = "accesses of " + level.key();
    if (ratio.isEmpty()) {
      return book.count(of, name, words.all(), "word", counted(words));
    }
    Figure plain =
        book.count(
            of + ".activations",
            name,
            words.ifmap() + words.psum(),
            "word",
            counted(new Words(words.ifmap(), 0, words.psum())));
    Figure filters =
        book.count(of + ".filters", name, words.filter(), "word", "filters, not encoded");
    return book.derive(
        of,
        name,
        plain.value() + filters.value() * ratio.get().value(),
        "word",
        "activations + filters x weight_ratio",
        List.of(plain, filters, ratio.get()));
  }

  private static String counted(Words words) {
    return "loop nest of the mapping: %d of inputs, %d of filters, %d of sums"
        .formatted(words.ifmap(), words.filter(), words.psum());
  }

  private Cost plain(Node node, Accesses accesses, String how) {
    String id = "layers." + node.name();
    Figure operations =
        book.count(id + ".operations", "operations", accesses.operations(), "MAC", how);
    Map<Level, Figure> figures = new LinkedHashMap<>();
    for (Level level : Level.values()) {
      Words words =
          switch (level) {
            case REGISTER -> accesses.register();
            case ARRAY -> accesses.array();
            case BUFFER -> accesses.buffer();
            case DRAM -> accesses.dram();
          };
      String of = id + ".accesses." + level.key();
      figures.put(level, book.count(of, "accesses of " + level.key(), words.all(), "word", how));
    }
    return cost(node, operations, figures, accesses.cycles(), how);
  }

  private Cost cost(
      Node node, Figure operations, Map<Level, Figure> accesses, long cycles, String plan) {
    String id = "layers." + node.name();
    Map<String, Figure> energyBy = new LinkedHashMap<>();
    double perMac = array.energyPerMac().value();
    energyBy.put(
        MAC,
        estimate(
            id,
            MAC,
            operations.value() * perMac,
            "operations x energy of a MAC",
            List.of(operations.id(), array.energyPerMac().id())));
    accesses.forEach((level, figure) -> {
      Figure ratio = array.ratio(level);
      energyBy.put(
          level.key(),
          estimate(
              id,
              level.key(),
              figure.value() * ratio.value() * perMac,
              "accesses x energy of an access in MACs x energy of a MAC",
              List.of(figure.id(), ratio.id(), array.energyPerMac().id())));
    });
    Figure energy = book.sum(id + ".energy", "energy", "J", energyBy.values());
    Figure all =
        book.count(
            id + ".cycles",
            "cycles",
            cycles,
            "cycle",
            "busiest element of each pass, one MAC a cycle");
    Figure latency =
        book.derive(
            id + ".latency",
            "latency",
            cycles * array.period(),
            "s",
            "cycles / clock; DRAM keeps up",
            List.of(all, array.clock()));
    return new Cost(
        node.name(), node.op().name(), energy, all, latency, energyBy, Map.of(), false, plan);
  }

  private Figure estimate(
      String id, String cause, double joules, String formula, List<String> inputs) {
    return book.enter(
        new Figure(
            id + ".energy_by." + cause,
            "energy of " + cause,
            joules,
            "J",
            new Figure.Estimated(formula, inputs, ERROR)));
  }
}
