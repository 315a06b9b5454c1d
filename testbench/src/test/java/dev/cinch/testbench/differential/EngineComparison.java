// SPDX-License-Identifier: Apache-2.0
package dev.cinch.testbench.differential;

import dev.cinch.ir.Engine;
import dev.cinch.ir.Executable;
import dev.cinch.ir.Graph;
import dev.cinch.ir.Interpreter;
import dev.cinch.ir.Node;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.text.Constants;
import dev.cinch.ir.text.GraphPrinter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Holds every value that an engine computes against the operators' definitions. */
final class EngineComparison {

  private final Engine engine;
  private final List<Engine> alike;
  private final boolean exact;

  private EngineComparison(Engine engine, List<Engine> alike, boolean exact) {
    this.engine = engine;
    this.alike = alike;
    this.exact = exact;
  }

  /** For an engine that gives the interpreter's bits, any NaN being as good as any other. */
  static EngineComparison exact(Engine engine) {
    return new EngineComparison(engine, List.of(engine), true);
  }

  /**
   * For an engine that keeps what {@link FloatBound} says of each node, for the operands that the
   * engine has computed itself.
   *
   * @param engine the engine
   * @param others engines that give the same bits
   */
  static EngineComparison bounded(Engine engine, Engine... others) {
    List<Engine> alike = Stream.concat(Stream.of(engine), Arrays.stream(others)).toList();
    return new EngineComparison(engine, alike, false);
  }

  /**
   * The first value that is wrong, with the graph. The engine runs with an observer, and all that
   * are to be alike run twice without, which has to give the same results.
   */
  Optional<String> difference(Graph graph, List<Tensor> inputs) {
    List<String> found = new ArrayList<>();
    try (Executable mine = engine.prepare(graph);
        Executable definition = new Interpreter().prepare(graph)) {
      List<Tensor> expected = new ArrayList<>();
      if (exact) {
        definition.run(inputs, (_, value) -> expected.add(value));
      }
      List<Tensor> seen = new ArrayList<>();
      List<Tensor> observed =
          mine.run(
              inputs,
              (node, value) -> {
                if (found.isEmpty()) {
                  check(node, value, exact ? expected.get(seen.size()) : null, seen)
                      .ifPresent(found::add);
                }
                seen.add(value);
              });
      for (Engine other : alike) {
        if (found.isEmpty()) {
          repeated(other, graph, inputs, observed).ifPresent(found::add);
        }
      }
    } catch (RuntimeException e) {
      found.add(engine.name() + " ends with " + e + " at " + e.getStackTrace()[0]);
    }
    return found.stream()
        .findFirst()
        .map(text -> text + "\n" + GraphPrinter.print(graph, Constants.REFERENCE));
  }

  /** What differs from an observed run when there is no observer, twice. */
  private Optional<String> repeated(
      Engine other, Graph graph, List<Tensor> inputs, List<Tensor> observed) {
    try (Executable executable = other.prepare(graph)) {
      for (int run = 0; run < 2; run++) {
        List<Tensor> results = executable.run(inputs);
        for (int i = 0; i < results.size(); i++) {
          Tensor wanted = observed.get(i);
          Tensor result = results.get(i);
          OptionalLong at = FloatBound.firstOther(wanted, result);
          if (at.isPresent()) {
            String where = " without observer, engine " + alike.indexOf(other) + ", run " + run;
            return Optional.of(text(where + ", output " + i, at.getAsLong(), wanted, result));
          }
        }
      }
    }
    return Optional.empty();
  }

  private Optional<String> check(
      Node node, Tensor value, @Nullable Tensor given, List<Tensor> seen) {
    if (given != null) {
      return report(node, given, value, FloatBound.firstOther(given, value));
    }
    if (node.in().isEmpty()) {
      return Optional.empty();
    }
    List<Tensor> operands = node.in().stream().map(operand -> seen.get(operand.id())).toList();
    FloatBound bound = new FloatBound(node, operands);
    return report(node, bound.expected(), value, bound.broken(value));
  }

  private Optional<String> report(Node node, Tensor expected, Tensor value, OptionalLong at) {
    return at.isPresent()
        ? Optional.of(text(" at " + node.name(), at.getAsLong(), expected, value))
        : Optional.empty();
  }

  private String text(String where, long at, Tensor expected, Tensor value) {
    if (!expected.type().equals(value.type())) {
      return engine.name() + where + " is " + value.type() + " instead of " + expected.type();
    }
    return engine.name()
        + (" differs" + where + "[" + at + "] of [" + expected.shape() + "]: ")
        + (value.valueAt(at) + " instead of " + expected.valueAt(at));
  }
}
