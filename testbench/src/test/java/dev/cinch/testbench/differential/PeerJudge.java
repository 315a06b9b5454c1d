// SPDX-License-Identifier: Apache-2.0
package dev.cinch.testbench.differential;

import dev.cinch.ir.Executable;
import dev.cinch.ir.Graph;
import dev.cinch.ir.Interpreter;
import dev.cinch.ir.Result;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.text.Constants;
import dev.cinch.ir.text.GraphPrinter;
import dev.cinch.testbench.differential.Model.Step;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Whether our reader and interpreter give what ONNX Runtime does, step by step: each for the
 * operands that ONNX Runtime has computed, so that differences do not grow.
 *
 * <p>How close a step is to be says {@link Operator.Closeness}; where it need not be close at all,
 * {@link KnownDifference}.
 */
final class PeerJudge implements Judge {

  private final ModelFiles files;
  private final Peer peer = new Peer();
  private final Map<KnownDifference, Integer> known = new EnumMap<>(KnownDifference.class);
  private long compared;

  PeerJudge(ModelFiles files) {
    this.files = files;
  }

  /** How many numbers have been compared. */
  long compared() {
    return compared;
  }

  /** How often each difference has been met. */
  Map<KnownDifference, Integer> known() {
    return known;
  }

  @Override
  public Optional<String> disagreement(Model model) {
    try {
      Model.Written written = model.write(true, false);
      if (KnownDifference.endsTheProcess(model, written)) {
        return Optional.empty();
      }
      Map<String, Tensor> values = new HashMap<>();
      for (int i = 0; i < model.inputs().size(); i++) {
        values.put(model.name(i), model.inputs().get(i).tensor());
      }
      values.putAll(peer.run(written.bytes(), values));
      for (int i = 0; i < model.steps().size(); i++) {
        int result = model.inputs().size() + i;
        Tensor theirs = Objects.requireNonNull(values.get(model.name(result)));
        List<Tensor> operands = new ArrayList<>();
        for (int operand : model.steps().get(i).operands()) {
          operands.add(Objects.requireNonNull(values.get(model.name(operand))));
        }
        Optional<String> wrong = step(model.alone(i, written.extents()), operands, theirs);
        if (wrong.isPresent()) {
          return Optional.of(model.name(result) + " " + wrong.get());
        }
      }
      return Optional.empty();
    } catch (Unfit _) {
      return Optional.empty();
    } catch (Peer.Refused e) {
      return KnownDifference.Refusal.isKnown(e)
          ? Optional.empty()
          : Optional.of("ONNX Runtime refuses it: " + e.getMessage());
    }
  }

  private Optional<String> step(Model alone, List<Tensor> operands, Tensor theirs) {
    Step step = alone.steps().getFirst();
    Map<Integer, Tensor> own = new LinkedHashMap<>();
    for (int i = 0; i < operands.size(); i++) {
      own.put(step.operands().get(i), operands.get(i));
    }
    List<Tensor> inputs = new ArrayList<>();
    for (int i = 0; i < alone.inputs().size(); i++) {
      inputs.add(Objects.requireNonNull(own.get(i)));
    }
    return switch (files.read(alone.write(false, false).bytes())) {
      case Result.Failed<Graph>(var problems) ->
          Optional.of("is refused by the reader: " + problems.getFirst().text());
      case Result.Ok<Graph>(var graph, _) -> {
        Tensor ours = result(graph, inputs);
        Tensor magnitudes =
            step.operator().closeness() == Operator.Closeness.SUM
                ? result(
                    files.read(alone.write(false, true).bytes()).orThrow(),
                    inputs.stream().map(PeerJudge::magnitudes).toList())
                : ours;
        yield compare(
                step, operands, new PeerBound(step, ours, magnitudes, operands.getFirst()), theirs)
            .map(text -> text + "\n" + GraphPrinter.print(graph, Constants.REFERENCE));
      }
    };
  }

  private static Tensor result(Graph graph, List<Tensor> inputs) {
    try (Executable executable = new Interpreter().prepare(graph)) {
      return executable.run(inputs).getFirst();
    }
  }

  private static Tensor magnitudes(Tensor tensor) {
    float[] numbers = tensor.toFloats();
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = Math.abs(numbers[i]);
    }
    return Tensor.ofFloats(tensor.shape(), numbers);
  }

  private Optional<String> compare(
      Step step, List<Tensor> operands, PeerBound bound, Tensor theirs) {
    Tensor ours = bound.ours();
    if (!ours.type().equals(theirs.type())) {
      return Optional.of("is " + ours.type() + ", in ONNX Runtime " + theirs.type());
    }
    for (long i = 0; i < ours.size(); i++) {
      compared++;
      if (!bound.holds(i, theirs.valueAt(i))) {
        KnownDifference.Place place =
            new KnownDifference.Place(step, operands, bound, theirs.valueAt(i), i);
        Optional<KnownDifference> reason = KnownDifference.of(place);
        if (reason.isEmpty()) {
          return Optional.of(
              "differs at %d of [%s]: %s, in ONNX Runtime %s"
                  .formatted(i, ours.shape(), ours.valueAt(i), theirs.valueAt(i)));
        }
        known.merge(reason.get(), 1, Integer::sum);
      }
    }
    return Optional.empty();
  }
}
