// SPDX-License-Identifier: Apache-2.0
package dev.cinch.testbench.differential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cinch.cpu.ExactEngine;
import dev.cinch.cpu.FloatEngine;
import dev.cinch.frontend.conformance.ConformanceCase;
import dev.cinch.frontend.conformance.Outcome;
import dev.cinch.frontend.conformance.Tolerance;
import dev.cinch.ir.Engine;
import dev.cinch.ir.Executable;
import dev.cinch.ir.Graph;
import dev.cinch.ir.Interpreter;
import dev.cinch.ir.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * ONNX's own cases on the interpreter, both engines and ONNX Runtime. Fails where an engine breaks
 * its promise, and where ONNX Runtime and the interpreter differ or ONNX Runtime refuses a case,
 * unless peer-cases.txt says so with a reason; what it says and is no longer so fails too.
 */
class CaseSuiteTest {

  /** Cases at which ONNX Runtime ends the process; they are not given to it. */
  private static final String ENDS = "ends ";

  /**
   * Float cases of so many products that evaluating them takes seconds; there the exact engine is
   * the interpreter, and is left out.
   */
  private static final Set<String> LARGE = Set.of("test_operator_conv");

  private final EngineComparison exact = EngineComparison.exact(new ExactEngine());
  private final EngineComparison bounded =
      EngineComparison.bounded(new FloatEngine(1), new FloatEngine(2));
  private final Peer peer = new Peer();
  private final List<String> broken = new ArrayList<>();
  private final Set<String> open = new TreeSet<>();
  private int graphs;
  private int agreeing;

  @Test
  void enginesKeepTheirPromisesAndOnnxRuntimeAgrees() throws IOException {
    List<ConformanceCase> cases = ConformanceCase.below(Shared.require("conformance/onnx"));
    Set<String> listed = listed(cases);
    listed.stream().filter(line -> line.startsWith(ENDS)).forEach(open::add);
    for (ConformanceCase each : cases) {
      Engine all = new All(each, listed.contains(ENDS + each.name()));
      if (each.run(all, Tolerance.USUAL) instanceof Outcome.Wrong(var reason)
          && reason.contains(" ends with ")) {
        broken.add(each.name() + ": " + reason);
      }
    }
    assertThat(broken).isEmpty();
    assertThat(graphs)
        .as("runs of cases that are read")
        .isGreaterThanOrEqualTo(cases.size() * 9 / 10);
    assertThat(agreeing).as("of which ONNX Runtime agrees").isGreaterThan(graphs / 2);
    assertThat(open).isEqualTo(listed);
  }

  /** The interpreter, with all others beside it. */
  private final class All implements Engine {
    private final ConformanceCase each;
    private final boolean withoutPeer;

    All(ConformanceCase each, boolean withoutPeer) {
      this.each = each;
      this.withoutPeer = withoutPeer;
    }

    @Override
    public String name() {
      return "all";
    }

    @Override
    public Executable prepare(Graph graph) {
      Executable definition = new Interpreter().prepare(graph);
      return new Executable() {
        @Override
        public List<Tensor> run(List<Tensor> inputs, Observer observer) {
          return definition.run(inputs, observer);
        }

        @Override
        public List<Tensor> run(List<Tensor> inputs) {
          List<Tensor> results = definition.run(inputs);
          compare(each, graph, inputs, results, withoutPeer);
          return results;
        }

        @Override
        public void close() {
          definition.close();
        }
      };
    }
  }

  private void compare(
      ConformanceCase each,
      Graph graph,
      List<Tensor> inputs,
      List<Tensor> results,
      boolean withoutPeer) {
    graphs++;
    Optional<String> wrong = bounded.difference(graph, inputs);
    if (wrong.isEmpty() && !LARGE.contains(each.name())) {
      wrong = exact.difference(graph, inputs);
    }
    wrong.ifPresent(text -> broken.add(each.name() + ": " + text));
    if (withoutPeer) {
      return;
    }
    Map<String, Tensor> given = new LinkedHashMap<>();
    for (int i = 0; i < inputs.size(); i++) {
      given.put(graph.inputs().get(i).name(), inputs.get(i));
    }
    try {
      Map<String, Tensor> theirs = peer.run(bytes(each), given);
      boolean agrees = true;
      for (int i = 0; i < results.size(); i++) {
        String name = graph.outputs().get(i).name();
        Tensor other = theirs.get(name);
        Optional<String> difference =
            other == null
                ? Optional.of("is no tensor")
                : Tolerance.USUAL.difference(results.get(i), other);
        agrees &= difference.isEmpty();
      }
      agreeing += agrees ? 1 : 0;
      if (!agrees) {
        open.add("differs " + each.name());
      }
    } catch (Peer.Refused e) {
      open.add("refused " + each.name());
    }
  }

  private static byte[] bytes(ConformanceCase each) {
    try {
      return Files.readAllBytes(each.folder().resolve("model.onnx"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Outcome and name of those listed cases that are at hand; all have a reason. */
  private static Set<String> listed(List<ConformanceCase> cases) throws IOException {
    Set<String> names = cases.stream().map(ConformanceCase::name).collect(Collectors.toSet());
    Path list = Path.of("/peer-cases.txt");
    try (InputStream in =
        Objects.requireNonNull(CaseSuiteTest.class.getResourceAsStream(list.toString()))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split(" ", 3))
          .peek(parts -> assertThat(parts).hasSize(3))
          .filter(parts -> names.contains(parts[1]))
          .map(parts -> parts[0] + " " + parts[1])
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }
}
