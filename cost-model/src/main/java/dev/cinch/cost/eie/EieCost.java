// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cost.eie;

import dev.cinch.cost.work.Activations;
import dev.cinch.cost.work.Cost;
import dev.cinch.cost.work.FigureBook;
import dev.cinch.cost.work.Work;
import dev.cinch.cost.work.Workload;
import dev.cinch.ir.Diagnostic;
import dev.cinch.ir.Graph;
import dev.cinch.ir.Node;
import dev.cinch.ir.Result;
import dev.cinch.ir.weight.Weight;
import dev.cinch.target.EieArray;
import dev.cinch.target.EieArray.Part;
import dev.cinch.target.Figure;
import dev.cinch.target.eie.PackedColumns;
import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Cycles and energy of layers on an EIE. Not in it: the accumulator's hazard, and batches where a
 * layer has more activations than the registers hold.
 */
public final class EieCost {

  private static final String ERROR =
      "power is split as on the authors' benchmark and assumed to follow the accesses; leakage and"
          + " clock are part of it";

  private final EieArray array;
  private final Graph graph;
  private final Activations activations;
  private final FigureBook book;
  private final int elements;

  /** A costing of layers of a graph; figures are entered into a book. */
  public EieCost(EieArray array, Graph graph, Activations activations, FigureBook book) {
    this.array = array;
    this.graph = graph;
    this.activations = activations;
    this.book = book;
    this.elements = (int) array.elements().value();
    book.enter(array.clock());
    book.enter(array.elements());
    for (Part part : Part.values()) {
      book.enter(array.power(part));
      book.enter(array.activity(part));
    }
  }

  /** The keys of {@link Cost#energyBy()}. */
  public static List<String> causes() {
    return Arrays.stream(Part.values()).map(Part::key).toList();
  }

  /** What a layer costs; refused when its second operand is computed. */
  public Result<Cost> of(Workload.Layer layer) {
    Node node = layer.node();
    return switch (layer.work()) {
      case Work.Products products ->
          products.weight().isEmpty()
                  || (products.shape().groups() > 1 && !products.isConvolution())
              ? Result.failed(
                  Diagnostic.error(
                      "cost.weights",
                      node.origin().withName(node.name()),
                      "multiplies two computed tensors or many matrices, and an EIE holds one",
                      "simulate it on a spatial array, such as eyeriss-168"))
              : Result.ok(products(node, products, products.weight().get()));
      case Work.Streaming(long in, long out, long operations) ->
          Result.ok(
              plain(
                  node,
                  operations,
                  in + out,
                  Math.ceilDiv(Math.max(operations, in + out), elements),
                  "spread over the elements, one activation or operation of each a cycle"
                      + " (assumed: EIE has no such layers)"));
      case Work.Passing(long operations) ->
          Result.ok(plain(node, operations, 0, 0, "applied as results are written"));
      case Work.View _ ->
          Result.ok(plain(node, 0, 0, 0, "the same numbers in the same order: no access"));
    };
  }

  private Cost products(Node node, Work.Products products, Weight weight) {
    String id = "layers." + node.name();
    PackedColumns packed = PackedLayer.of(products, weight, array);
    List<BitSet> samples = activations.patterns(graph.node(products.input()));
    long cycles = 0;
    Map<Part, Long> counts = new EnumMap<>(Part.class);
    for (BitSet sample : samples) {
      Queues queues = new Queues(packed, (int) array.queueDepth().value(), array.entriesPerLine());
      if (products.isConvolution()) {
        Broadcasts.convolution(products.shape(), sample, queues::broadcast);
      } else {
        Broadcasts.dense(products.shape(), sample, queues::broadcast);
      }
      cycles += queues.cycles();
      for (Part part : Part.values()) {
        long count =
            switch (part) {
              case QUEUE, POINTER -> queues.broadcasts() * elements;
              case MATRIX -> queues.lines();
              case ARITHMETIC, ACTIVATION -> queues.entries();
            };
        counts.merge(part, count, Long::sum);
      }
    }
    double runs = Math.max(1, samples.size());
    Map<Part, Figure> accesses = new EnumMap<>(Part.class);
    String of = origin(weight, samples.size());
    Figure density =
        book.enter(activations.density(graph.node(products.input()), id + ".activation_density"));
    for (Part part : Part.values()) {
      double mean = counts.getOrDefault(part, 0L) / runs;
      accesses.put(
          part,
          run(
              id + ".accesses." + part.key(),
              "accesses of " + part.key(),
              mean,
              "access",
              of,
              density));
    }
    Figure entries = Objects.requireNonNull(accesses.get(Part.ARITHMETIC));
    Figure simulated = run(id + ".compute_cycles", "cycles", cycles / runs, "cycle", of, density);
    double theory = entries.value() / elements;
    Figure theoretical =
        book.derive(
            id + ".theoretical_cycles",
            "cycles when all elements were always busy",
            theory,
            "cycle",
            "entries / elements",
            List.of(entries, array.elements()));
    Figure padding =
        book.count(
            id + ".padding_zeros",
            "entries of the matrix that stand for long runs of zeros",
            packed.paddingEntries(),
            "entry",
            "entries of code 0");
    Figure balance =
        book.derive(
            id + ".load_balance",
            "share of the cycles in which an element is busy",
            simulated.value() == 0 ? 1 : theory / simulated.value(),
            "1",
            "theoretical cycles / cycles",
            List.of(theoretical, simulated));
    return cost(
        node,
        accesses,
        bound(id, packed, simulated),
        List.of(theoretical, padding, balance),
        packedText(packed));
  }

  /** What the recurrence gives: exact for the activations, which may be assumed themselves. */
  private Figure run(
      String id, String name, double value, String unit, String formula, Figure density) {
    return book.derive(id, name, value, unit, formula, List.of(density));
  }

  private String origin(Weight weight, int samples) {
    String codes =
        PackedLayer.isShared(weight, array)
            ? ""
            : "; weights have no codes that short, their zeros are taken as they are (assumed)";
    String mean = samples > 1 ? ", mean of " + samples + " samples" : "";
    return "recurrence over columns and elements, " + activations.origin() + mean + codes;
  }

  private String packedText(PackedColumns packed) {
    return "%d entries, %d of them padding, at most %d an element"
        .formatted(packed.entries(), packed.paddingEntries(), packed.depth());
  }

  /** Cycles of compute, or of the weights' way from DRAM where they do not fit on the chip. */
  private Bound bound(String id, PackedColumns packed, Figure simulated) {
    double entryBits = array.codeBits().value() + array.gapBits().value();
    double deepest = packed.depth() * entryBits / 8;
    if (deepest <= array.matrixBytes().value()) {
      Figure cycles =
          book.derive(
              id + ".cycles",
              "cycles",
              simulated.value(),
              "cycle",
              "those of compute: the weights fit on the chip",
              List.of(simulated));
      return new Bound(cycles, false);
    }
    book.enter(array.bandwidth());
    Figure bytes =
        book.count(
            id + ".streamed_bytes",
            "weights that are read from DRAM",
            packed.entries() * entryBits / 8,
            "B",
            "entries x (code + gap)");
    double streaming = bytes.value() / array.bandwidth().value() * array.clock().value();
    Figure cycles =
        book.derive(
            id + ".cycles",
            "cycles",
            Math.max(simulated.value(), streaming),
            "cycle",
            "the greater of compute and bytes / bandwidth x clock",
            List.of(simulated, bytes, array.bandwidth(), array.clock()));
    return new Bound(cycles, streaming > simulated.value());
  }

  private record Bound(Figure cycles, boolean dram) {}

  private Cost plain(Node node, long operations, long words, long cycles, String how) {
    String id = "layers." + node.name();
    Map<Part, Figure> accesses = new EnumMap<>(Part.class);
    for (Part part : Part.values()) {
      long count =
          switch (part) {
            case QUEUE, POINTER, MATRIX -> 0;
            case ARITHMETIC -> operations;
            case ACTIVATION -> words;
          };
      accesses.put(part, access(id, part, (double) count, how));
    }
    Figure all = book.count(id + ".cycles", "cycles", cycles, "cycle", how);
    Figure theoretical = all.as(id + ".theoretical_cycles", "cycles");
    Figure padding = book.count(id + ".padding_zeros", "padding entries", 0, "entry", "no weights");
    Figure balance = book.count(id + ".load_balance", "load balance", 1, "1", how);
    book.enter(theoretical);
    return cost(node, accesses, new Bound(all, false), List.of(theoretical, padding, balance), how);
  }

  private Figure access(String id, Part part, double value, String of) {
    return book.count(
        id + ".accesses." + part.key(), "accesses of " + part.key(), value, "access", of);
  }

  private Cost cost(
      Node node, Map<Part, Figure> accesses, Bound bound, List<Figure> further, String plan) {
    String id = "layers." + node.name();
    Map<String, Figure> energyBy = new LinkedHashMap<>();
    accesses.forEach((part, figure) ->
        energyBy.put(
            part.key(),
            book.enter(
                new Figure(
                    id + ".energy_by." + part.key(),
                    "energy of " + part.key(),
                    figure.value() * array.energy(part),
                    "J",
                    new Figure.Estimated(
                        "accesses x power / activity / clock",
                        List.of(
                            figure.id(),
                            array.power(part).id(),
                            array.activity(part).id(),
                            array.clock().id()),
                        ERROR)))));
    Figure energy = book.sum(id + ".energy", "energy", "J", energyBy.values());
    Figure latency =
        book.derive(
            id + ".latency",
            "latency",
            bound.cycles().value() * array.period(),
            "s",
            "cycles / clock",
            List.of(bound.cycles(), array.clock()));
    Map<String, Figure> counts = new LinkedHashMap<>();
    for (Figure figure : further) {
      counts.put(figure.id().substring(id.length() + 1), figure);
    }
    return new Cost(
        node.name(),
        node.op().name(),
        energy,
        bound.cycles(),
        latency,
        energyBy,
        counts,
        bound.dram(),
        plan);
  }
}
