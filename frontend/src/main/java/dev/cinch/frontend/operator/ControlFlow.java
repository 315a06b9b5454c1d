// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.operator;

import dev.cinch.frontend.proto.GraphProto;
import dev.cinch.ir.Value;
import dev.cinch.ir.number.Fixed;
import dev.cinch.ir.op.TypeException;
import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Operators with graphs of their own. What decides them is known on import, or they are refused: a
 * branch is chosen, loops are unrolled.
 */
final class ControlFlow {

  private static final long MOST_STEPS = 100_000;

  private ControlFlow() {}

  /** If: the branch that the condition chooses. */
  static Operand branch(Call call) {
    GraphProto yes = call.attributes().graph("then_branch");
    GraphProto no = call.attributes().graph("else_branch");
    boolean condition = isTrue(call.decided(0, "the condition"));
    return new Operand.Several(call.run(condition ? yes : no, List.of()));
  }

  private static boolean isTrue(Tensor condition) {
    if (condition.size() != 1 || !condition.type().isFixed()) {
      throw new TypeException("a condition of " + condition.type());
    }
    return condition.rawAt(0) != 0;
  }

  /** Loop: the body as often as the trip count and the condition say. */
  static Operand loop(Call call) {
    GraphProto body = call.attributes().graph("body");
    long trips = call.has(0) ? call.integer(0, "the trip count") : Long.MAX_VALUE;
    boolean goesOn = !call.has(1) || isTrue(call.decided(1, "the condition"));
    List<Operand> carried = new ArrayList<>();
    for (int i = 2; i < call.operands(); i++) {
      carried.add(call.operand(i));
    }
    int states = carried.size();
    int scans = body.getOutputCount() - 1 - states;
    if (scans < 0) {
      throw new TypeException("a body of fewer results than it carries on");
    }
    List<List<Operand>> rows = lists(scans);
    for (long trip = 0; trip < trips && goesOn; trip++) {
      limit(trip);
      List<Operand> results = call.run(body, inputs(call, trip, carried));
      carried = new ArrayList<>(results.subList(1, 1 + states));
      collect(rows, results.subList(1 + states, results.size()));
      goesOn = !results.isEmpty() && isTrue(call.decided(results.getFirst(), "the condition"));
    }
    if (scans > 0 && rows.getFirst().isEmpty()) {
      // One step that nobody reads says which extents the rows would have.
      List<Operand> types = call.run(body, inputs(call, 0, carried));
      return several(carried, stacked(call, types.subList(1 + states, types.size())));
    }
    List<Operand> stacks = new ArrayList<>();
    for (List<Operand> each : rows) {
      stacks.add(stack(call, each, 0, false));
    }
    return several(carried, stacks);
  }

  private static List<Operand> inputs(Call call, long trip, List<Operand> carried) {
    TensorType scalar = new TensorType(Fixed.INT64, Shape.of());
    TensorType truth = new TensorType(Fixed.BOOL, Shape.of());
    List<Operand> inputs = new ArrayList<>();
    inputs.add(Stored.of(call.name() + "_trip", Tensor.ofRaws(scalar, trip)));
    inputs.add(Stored.of(call.name() + "_condition", Tensor.ofRaws(truth, 1)));
    inputs.addAll(carried);
    return inputs;
  }

  static void limit(long step) {
    if (step >= MOST_STEPS) {
      throw new Refusal("onnx.model.large", "it takes more than " + MOST_STEPS + " steps", "");
    }
  }

  static List<List<Operand>> lists(int count) {
    List<List<Operand>> lists = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      lists.add(new ArrayList<>());
    }
    return lists;
  }

  static void collect(List<List<Operand>> rows, List<Operand> results) {
    for (int i = 0; i < rows.size(); i++) {
      rows.get(i).add(results.get(i));
    }
  }

  /** Tensors side by side along a new axis. */
  static Operand stack(Call call, List<Operand> rows, long stated, boolean backwards) {
    if (rows.isEmpty()) {
      throw new TypeException("no step that would say which extents a result has");
    }
    Expansion out = new Expansion(call);
    List<Value> parts = new ArrayList<>();
    int axis = 0;
    for (Operand row : rows) {
      if (row instanceof Operand.Unknown) {
        throw Refusal.reported();
      }
      Value value = call.value(row);
      axis = Axes.within(stated, out.rank(value) + 1, false);
      List<Long> dims = new ArrayList<>();
      for (int other = 0; other < out.rank(value); other++) {
        dims.add(out.shape(value).dim(other));
      }
      dims.add(axis, 1L);
      parts.add(out.reshape(value, Shape.of(dims)));
    }
    if (backwards) {
      Collections.reverse(parts);
    }
    return Expansion.part(out.concat(axis, parts));
  }

  /** Stacks of no rows, whose extents a row says. */
  private static List<Operand> stacked(Call call, List<Operand> rows) {
    Expansion out = new Expansion(call);
    List<Operand> stacks = new ArrayList<>();
    for (Operand row : rows) {
      Value one = ((Operand.Computed) stack(call, List.of(row), 0, false)).value();
      stacks.add(Expansion.part(out.slice(one, 0, 0, 0)));
    }
    return stacks;
  }

  static Operand several(List<Operand> first, List<Operand> second) {
    List<Operand> all = new ArrayList<>(first);
    all.addAll(second);
    return new Operand.Several(all);
  }
}
