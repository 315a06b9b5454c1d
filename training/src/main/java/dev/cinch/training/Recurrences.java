// SPDX-License-Identifier: Apache-2.0
package dev.cinch.training;

import dev.cinch.ir.op.Recurrence;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * A recurrent layer over [T, S, I], step by step, for S sequences: those of all examples. Weights
 * are the same for all of them.
 */
final class Recurrences {

  private final Recurrence layer;
  private final long hidden;
  private final Tensor recurrent;
  private final Tensor ofState;
  private final Tensor peepholes;
  private Tensor state;
  private Tensor memory;

  /**
   * A layer at its start.
   *
   * @param in the operands, the initial states as [S, H]
   */
  private Recurrences(Recurrence layer, List<Tensor> in) {
    boolean isLstm = layer.cell() == Recurrence.Cell.LSTM;
    this.layer = layer;
    this.hidden = in.get(2).size(1);
    this.recurrent = in.get(2).t();
    this.ofState = in.get(3).narrow(0, in.get(2).size(0), in.get(2).size(0));
    this.state = in.get(5);
    this.memory = isLstm ? in.get(6) : state;
    this.peepholes = isLstm ? in.get(7) : state;
  }

  /**
   * The outputs and the last states, stacked.
   *
   * @param in x [T, S, I], weights and peepholes as the graph has them, lengths [S], states [S, H]
   */
  static Tensor run(Recurrence layer, List<Tensor> in) {
    Tensor x = in.getFirst();
    Tensor w = in.get(1);
    Recurrences cell = new Recurrences(layer, in);
    Tensor fromInput = torch.add(torch.matmul(x, w.t()), in.get(3).narrow(0, 0, w.size(0)));
    int steps = Math.toIntExact(x.size(0));
    Tensor[] rows = new Tensor[steps];
    for (int i = 0; i < steps; i++) {
      int time = layer.reverse() ? steps - 1 - i : i;
      Tensor isInside = torch.gt(in.get(4), new Scalar((long) time)).unsqueeze(1);
      rows[time] = cell.advance(fromInput.select(0, time), isInside);
    }
    List<Tensor> stacked = new ArrayList<>(Arrays.asList(rows));
    stacked.add(cell.state);
    if (layer.cell() == Recurrence.Cell.LSTM) {
      stacked.add(cell.memory);
    }
    return torch.stack(new TensorVector(stacked.toArray(Tensor[]::new)), 0);
  }

  /** A step of the sequences that are that long; the output is 0 for others, which stay. */
  private Tensor advance(Tensor fromInput, Tensor isInside) {
    Tensor before = memory;
    Tensor fromState = torch.add(torch.matmul(state, recurrent), ofState);
    Tensor next =
        switch (layer.cell()) {
          case RNN -> activate(0, torch.add(fromInput, fromState));
          case GRU -> gru(fromInput, fromState);
          case LSTM -> lstm(torch.add(fromInput, fromState));
        };
    if (layer.cell() == Recurrence.Cell.LSTM) {
      memory = torch.where(isInside, memory, before);
    }
    state = torch.where(isInside, next, state);
    return torch.where(isInside, next, new Scalar(0.0));
  }

  private Tensor activate(int function, Tensor x) {
    double limit = layer.clip();
    Tensor clipped = limit > 0 ? Functions.clipped(x, -limit, limit) : x;
    return Functions.of(layer.activations().get(function), clipped);
  }

  private Tensor gate(Tensor sums, int gate) {
    return sums.narrow(1, gate * hidden, hidden);
  }

  private Tensor gru(Tensor fromInput, Tensor fromState) {
    Tensor update = activate(0, torch.add(gate(fromInput, 0), gate(fromState, 0)));
    Tensor reset = activate(0, torch.add(gate(fromInput, 1), gate(fromState, 1)));
    Tensor kept =
        layer.variant()
            ? torch.mul(reset, gate(fromState, 2))
            : torch.add(
                torch.matmul(torch.mul(reset, state), gate(recurrent, 2)),
                ofState.narrow(0, 2 * hidden, hidden));
    Tensor candidate = activate(1, torch.add(gate(fromInput, 2), kept));
    return torch.add(candidate, torch.mul(update, torch.sub(state, candidate)));
  }

  private Tensor lstm(Tensor sums) {
    Tensor input = activate(0, peeping(gate(sums, 0), 0));
    Tensor forget =
        layer.variant()
            ? torch.add(torch.neg(input), new Scalar(1.0))
            : activate(0, peeping(gate(sums, 2), 2));
    Tensor candidate = torch.mul(input, activate(1, gate(sums, 3)));
    memory = torch.add(torch.mul(forget, memory), candidate);
    Tensor output = activate(0, peeping(gate(sums, 1), 1));
    return torch.mul(output, Functions.of(layer.activations().get(2), memory));
  }

  private Tensor peeping(Tensor sum, int part) {
    return torch.add(sum, torch.mul(memory, peepholes.narrow(0, part * hidden, hidden)));
  }
}
