// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.op;

import dev.cinch.ir.tensor.Tensor;
import java.util.List;

/** The state of one sequence of a recurrent layer, in double precision. */
final class RecurrentStep {

  private final Recurrence layer;
  private final List<Tensor> in;
  private final long sequence;
  private final int hidden;
  private final double[] state;
  private final double[] memory;
  private final double[] fromInput;
  private final double[] fromState;

  RecurrentStep(Recurrence layer, List<Tensor> in, long sequence) {
    this.layer = layer;
    this.in = in;
    this.sequence = sequence;
    this.hidden = Math.toIntExact(in.get(2).shape().dim(1));
    this.state = numbers(in.get(5));
    this.memory = layer.cell() == Recurrence.Cell.LSTM ? numbers(in.get(6)) : new double[0];
    this.fromInput = new double[layer.cell().gates() * hidden];
    this.fromState = new double[fromInput.length];
  }

  private double[] numbers(Tensor states) {
    double[] numbers = new double[hidden];
    for (int i = 0; i < hidden; i++) {
      numbers[i] = states.valueAt(sequence * hidden + i);
    }
    return numbers;
  }

  double[] state() {
    return state;
  }

  double[] memory() {
    return memory;
  }

  /** Takes the input of a time. */
  void advance(long time) {
    Tensor x = in.get(0);
    Tensor w = in.get(1);
    Tensor r = in.get(2);
    Tensor bias = in.get(3);
    long width = x.shape().dim(2);
    long start = (time * x.shape().dim(1) + sequence) * width;
    int rows = fromInput.length;
    for (int row = 0; row < rows; row++) {
      double sum = bias.valueAt(row);
      for (long i = 0; i < width; i++) {
        sum += w.valueAt(row * width + i) * x.valueAt(start + i);
      }
      fromInput[row] = sum;
      fromState[row] = bias.valueAt((long) rows + row) + recurrent(r, row, state);
    }
    switch (layer.cell()) {
      case RNN -> rnn();
      case GRU -> gru();
      case LSTM -> lstm();
    }
  }

  private double recurrent(Tensor r, int row, double[] from) {
    double sum = 0;
    for (int i = 0; i < hidden; i++) {
      sum += r.valueAt((long) row * hidden + i) * from[i];
    }
    return sum;
  }

  private double activate(int function, double x) {
    double clipped = layer.clip() > 0 ? Math.clamp(x, -layer.clip(), layer.clip()) : x;
    return layer.activations().get(function).of(clipped);
  }

  private void rnn() {
    for (int i = 0; i < hidden; i++) {
      state[i] = activate(0, fromInput[i] + fromState[i]);
    }
  }

  private void gru() {
    double[] update = new double[hidden];
    double[] reset = new double[hidden];
    double[] kept = new double[hidden];
    for (int i = 0; i < hidden; i++) {
      update[i] = activate(0, fromInput[i] + fromState[i]);
      reset[i] = activate(0, fromInput[hidden + i] + fromState[hidden + i]);
      kept[i] = reset[i] * state[i];
    }
    double[] next = new double[hidden];
    for (int i = 0; i < hidden; i++) {
      int row = 2 * hidden + i;
      double before =
          layer.variant()
              ? reset[i] * fromState[row]
              : recurrent(in.get(2), row, kept) + in.get(3).valueAt((long) fromInput.length + row);
      double candidate = activate(1, fromInput[row] + before);
      next[i] = (1 - update[i]) * candidate + update[i] * state[i];
    }
    System.arraycopy(next, 0, state, 0, hidden);
  }

  private void lstm() {
    Tensor peepholes = in.get(7);
    for (int i = 0; i < hidden; i++) {
      double input = activate(0, sum(0, i) + peepholes.valueAt(i) * memory[i]);
      double forget =
          layer.variant()
              ? 1 - input
              : activate(0, sum(2, i) + peepholes.valueAt(2L * hidden + i) * memory[i]);
      memory[i] = forget * memory[i] + input * activate(1, sum(3, i));
      double output = activate(0, sum(1, i) + peepholes.valueAt((long) hidden + i) * memory[i]);
      state[i] = output * layer.activations().get(2).of(memory[i]);
    }
  }

  private double sum(int gate, int i) {
    return fromInput[gate * hidden + i] + fromState[gate * hidden + i];
  }
}
