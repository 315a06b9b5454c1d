// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.operator;

import dev.cinch.frontend.proto.GraphProto;
import dev.cinch.ir.Value;
import dev.cinch.ir.op.TypeException;
import dev.cinch.ir.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Scan, unrolled: the body once for each slice of the scanned inputs. In operator set 8 each
 * operand has a batch in front, whose elements are scanned one after the other, and the slices lie
 * along the axis behind it.
 */
final class Scans {

  private static final long WITHOUT_BATCH = 9;

  private final Call call;
  private final Expansion out;
  private final GraphProto body;
  private final int scanned;
  private final List<Long> inBackwards;

  private Scans(Call call, boolean batched) {
    this.call = call;
    this.out = new Expansion(call);
    this.body = call.attributes().graph("body");
    this.scanned = Math.clamp(call.attributes().integer("num_scan_inputs", 0), 0, 1 << 16);
    this.inBackwards = list(batched ? "directions" : "scan_input_directions", scanned);
  }

  static Operand read(Call call) {
    boolean batched = call.opset() < WITHOUT_BATCH;
    Scans scans = new Scans(call, batched);
    return batched ? scans.batches() : scans.read();
  }

  private int states(int operands) {
    int states = operands - scanned;
    if (scanned < 1 || states < 0 || body.getOutputCount() < states) {
      throw new TypeException(scanned + " scanned inputs of " + operands + " operands");
    }
    return states;
  }

  private Operand read() {
    int states = states(call.operands());
    int results = body.getOutputCount() - states;
    List<Long> inAxes = list("scan_input_axes", scanned);
    List<Long> outAxes = list("scan_output_axes", results);
    List<Long> outBackwards = list("scan_output_directions", results);
    List<Operand> carried =
        new ArrayList<>(IntStream.range(0, states).mapToObj(call::operand).toList());
    List<Value> inputs = IntStream.range(states, call.operands()).mapToObj(call::in).toList();
    int firstAxis = Axes.within(inAxes.getFirst(), out.rank(inputs.getFirst()), false);
    long steps = out.shape(inputs.getFirst()).dim(firstAxis);
    List<List<Operand>> rows = ControlFlow.lists(results);
    carried = scanned(carried, inputs, inAxes, steps, rows);
    List<Operand> stacks = new ArrayList<>();
    for (int i = 0; i < results; i++) {
      stacks.add(ControlFlow.stack(call, rows.get(i), outAxes.get(i), outBackwards.get(i) == 1));
    }
    return ControlFlow.several(carried, stacks);
  }

  /** The form of operator set 8. */
  private Operand batches() {
    if (call.has(0)) {
      throw new Refusal(
          "onnx.operator.unsupported",
          "sequences of different lengths are not supported",
          "export for operator set 9 or later");
    }
    int states = states(call.operands() - 1);
    List<Value> operands = IntStream.range(1, call.operands()).mapToObj(call::in).toList();
    long batch = out.shape(operands.getFirst()).dim(0);
    List<List<Operand>> results = ControlFlow.lists(body.getOutputCount());
    for (long element = 0; element < batch; element++) {
      List<Operand> own = new ArrayList<>();
      for (Value operand : operands) {
        own.add(slice(operand, 0, element, batch));
      }
      List<Value> inputs = own.subList(states, own.size()).stream().map(call::value).toList();
      if (out.rank(inputs.getFirst()) == 0) {
        throw new TypeException("scanned inputs of no axis behind the batch");
      }
      long steps = out.shape(inputs.getFirst()).dim(0);
      List<List<Operand>> rows = ControlFlow.lists(body.getOutputCount() - states);
      List<Operand> made =
          new ArrayList<>(
              scanned(
                  own.subList(0, states), inputs, Collections.nCopies(scanned, 0L), steps, rows));
      rows.forEach(each -> made.add(ControlFlow.stack(call, each, 0, false)));
      ControlFlow.collect(results, made);
    }
    return new Operand.Several(
        results.stream().map(each -> ControlFlow.stack(call, each, 0, false)).toList());
  }

  /** The last states; each step adds to the rows. */
  private List<Operand> scanned(
      List<Operand> states,
      List<Value> inputs,
      List<Long> axes,
      long steps,
      List<List<Operand>> rows) {
    List<Operand> carried = states;
    for (long step = 0; step < steps; step++) {
      ControlFlow.limit(step);
      List<Operand> given = new ArrayList<>(carried);
      for (int i = 0; i < scanned; i++) {
        long at = inBackwards.get(i) == 1 ? steps - 1 - step : step;
        given.add(slice(inputs.get(i), axes.get(i), at, steps));
      }
      List<Operand> made = call.run(body, given);
      carried = made.subList(0, states.size());
      ControlFlow.collect(rows, made.subList(states.size(), made.size()));
    }
    return carried;
  }

  private List<Long> list(String attribute, int count) {
    List<Long> stated = call.attributes().integers(attribute).orElse(List.of());
    return stated.size() == count ? stated : Collections.nCopies(count, 0L);
  }

  /** One slice of several along an axis, which it no longer has. */
  private Operand slice(Value x, long stated, long at, long steps) {
    int axis = Axes.within(stated, out.rank(x), false);
    if (out.shape(x).dim(axis) != steps) {
      throw new TypeException("scanned inputs of different lengths");
    }
    Value one = out.slice(x, axis, at, at + 1);
    List<Long> dims = new ArrayList<>();
    for (int other = 0; other < out.rank(x); other++) {
      if (other != axis) {
        dims.add(out.shape(x).dim(other));
      }
    }
    return Expansion.part(out.reshape(one, Shape.of(dims)));
  }
}
