// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu;

import dev.cinch.cpu.kernel.Clamp;
import dev.cinch.cpu.kernel.Exponentials;
import dev.cinch.cpu.kernel.FloatTile;
import dev.cinch.ir.op.Activation;
import dev.cinch.ir.op.Recurrence;
import dev.cinch.ir.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * A recurrent layer in single precision: the products with all inputs at once, then for each step
 * that with the states, and the gates on vectors.
 */
final class FloatRecurrence implements Step {

  private final Recurrence layer;
  private final List<Slot> in;
  private final Buffer lengths;
  private final float[] y;
  private final int steps;
  private final int batch;
  private final int hidden;
  private final int rows;
  private final float[] peepholes;
  private final float[] recurrentBias;
  private final float[] fromInput;
  private final float[] fromState;
  private final float[] state;
  private final float[] memory;
  private final float[] kept;
  private final float[] fromKept;
  private final float[][] gates;

  /** Distance of gates: whole vectors, which are written. */
  private final int apart;

  private final Step inputs;
  private final Step states;
  private final Step keeps;
  private int step;

  /**
   * A layer.
   *
   * @param layer what it computes; one that {@link #takes}
   * @param in its operands
   * @param out place of the result
   * @param setup what the steps of the program have in common
   */
  FloatRecurrence(Recurrence layer, List<Slot> in, Slot out, Setup setup) {
    Scratch scratch = setup.scratch();
    int workers = setup.team().size();
    this.layer = layer;
    this.in = in;
    this.lengths = in.get(4).buffer();
    this.y = ((Floats) out.buffer()).at;
    Shape x = in.get(0).type().shape();
    this.steps = Math.toIntExact(x.dim(0));
    this.batch = Math.toIntExact(x.dim(1));
    int width = Math.toIntExact(x.dim(2));
    this.hidden = Math.toIntExact(in.get(2).type().shape().dim(1));
    this.rows = layer.cell().gates() * hidden;
    float[] bias = weights(in.get(3));
    this.recurrentBias = Arrays.copyOfRange(bias, rows, 2 * rows);
    this.peepholes = layer.cell() == Recurrence.Cell.LSTM ? weights(in.get(7)) : new float[0];
    this.fromInput = new float[Math.multiplyExact(steps * batch, rows) + FloatTile.SLACK];
    this.fromState = new float[batch * rows + FloatTile.SLACK];
    this.state = new float[batch * hidden + FloatTile.SLACK];
    this.memory = new float[batch * hidden + FloatTile.SLACK];
    this.kept = new float[batch * hidden + FloatTile.SLACK];
    this.fromKept = new float[batch * hidden + FloatTile.SLACK];
    this.apart = Math.ceilDiv(hidden, FloatTile.WIDTH) * FloatTile.WIDTH;
    this.gates = new float[workers][3 * apart];
    float[] w = turned(weights(in.get(1)), rows, width);
    float[] r = weights(in.get(2));
    float[] a = ((Floats) in.get(0).buffer()).at;
    float[] first = Arrays.copyOf(bias, rows);
    MatrixOperands ofInputs = new MatrixOperands(steps * batch, a, width, first, fromInput);
    this.inputs = new FloatMatrixProduct(ofInputs, w, Clamp.NONE, scratch);
    MatrixOperands ofState = new MatrixOperands(batch, state, hidden, recurrentBias, fromState);
    this.states = new FloatMatrixProduct(ofState, turned(r, rows, hidden), Clamp.NONE, scratch);
    boolean again = layer.cell() == Recurrence.Cell.GRU && !layer.variant();
    this.keeps = again ? candidates(r, scratch) : _ -> {};
  }

  /** The product of a GRU's candidate with what the reset gate keeps of the state. */
  private Step candidates(float[] r, Scratch scratch) {
    float[] last = Arrays.copyOfRange(r, 2 * hidden * hidden, 3 * hidden * hidden);
    float[] bias = Arrays.copyOfRange(recurrentBias, 2 * hidden, 3 * hidden);
    MatrixOperands ofKept = new MatrixOperands(batch, kept, hidden, bias, fromKept);
    return new FloatMatrixProduct(ofKept, turned(last, hidden, hidden), Clamp.NONE, scratch);
  }

  /** Whether there is a kernel: constant weights, and activations that run on vectors. */
  static boolean takes(Recurrence layer, List<Slot> in) {
    boolean constant =
        in.get(1).weight() != null && in.get(2).weight() != null && in.get(3).weight() != null;
    boolean noted = in.size() < 8 || in.get(7).weight() != null;
    return constant
        && noted
        && layer.activations().stream()
            .map(Activation::kind)
            .allMatch(kind ->
                kind == Activation.Kind.SIGMOID
                    || kind == Activation.Kind.TANH
                    || kind == Activation.Kind.RELU);
  }

  private static float[] weights(Slot slot) {
    return Objects.requireNonNull(slot.weight()).decode().toFloats();
  }

  private static float[] turned(float[] matrix, int rows, int columns) {
    float[] turned = new float[matrix.length];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        turned[column * rows + row] = matrix[row * columns + column];
      }
    }
    return turned;
  }

  @Override
  public void run(Team team) {
    inputs.run(team);
    Arrays.fill(y, 0, steps * batch * hidden, 0);
    System.arraycopy(((Floats) in.get(5).buffer()).at, 0, state, 0, batch * hidden);
    if (layer.cell() == Recurrence.Cell.LSTM) {
      System.arraycopy(((Floats) in.get(6).buffer()).at, 0, memory, 0, batch * hidden);
    }
    for (step = 0; step < steps; step++) {
      states.run(team);
      if (layer.cell() == Recurrence.Cell.GRU) {
        team.each(batch, this::reset);
        keeps.run(team);
      }
      team.each(batch, this::advance);
    }
    int end = steps * batch * hidden;
    System.arraycopy(state, 0, y, end, batch * hidden);
    if (layer.cell() == Recurrence.Cell.LSTM) {
      System.arraycopy(memory, 0, y, end + batch * hidden, batch * hidden);
    }
  }

  private int length(int sequence) {
    long length =
        switch (lengths) {
          case Ints ints -> ints.at[sequence];
          case Longs longs -> longs.at[sequence];
          case Floats _, Doubles _ -> throw new IllegalStateException("lengths are integers");
        };
    return Math.clamp(length, 0, steps);
  }

  /** A step of a sequence, unless it has ended. */
  private void advance(int sequence, int worker) {
    int length = length(sequence);
    if (step < length) {
      int time = layer.reverse() ? length - 1 - step : step;
      int input = (time * batch + sequence) * rows;
      float[] gate = gates[worker];
      switch (layer.cell()) {
        case RNN -> rnn(gate, sequence, input);
        case GRU -> gru(gate, sequence, input);
        case LSTM -> lstm(gate, sequence, input);
      }
      int to = (time * batch + sequence) * hidden;
      System.arraycopy(state, sequence * hidden, y, to, hidden);
    }
  }

  private void rnn(float[] gate, int sequence, int input) {
    int at = sequence * hidden;
    add(gate, sequence, input, 0, 0);
    activate(gate, 0, 0);
    System.arraycopy(gate, 0, state, at, hidden);
  }

  /** Adds both products of a gate. */
  private void add(float[] gate, int sequence, int input, int row, int to) {
    int first = input + row * hidden;
    int second = sequence * rows + row * hidden;
    for (int i = 0; i < hidden; i++) {
      gate[to + i] = fromInput[first + i] + fromState[second + i];
    }
  }

  /** What the reset gate of a sequence keeps of its state. */
  private void reset(int sequence, int worker) {
    int length = length(sequence);
    if (step < length) {
      float[] gate = gates[worker];
      int time = layer.reverse() ? length - 1 - step : step;
      add(gate, sequence, (time * batch + sequence) * rows, 1, 0);
      activate(gate, 0, 0);
      for (int i = 0; i < hidden; i++) {
        kept[sequence * hidden + i] =
            layer.variant() ? gate[i] : gate[i] * state[sequence * hidden + i];
      }
    }
  }

  private void gru(float[] gate, int sequence, int input) {
    int at = sequence * hidden;
    add(gate, sequence, input, 0, 0);
    activate(gate, 0, 0);
    int candidate = input + 2 * hidden;
    int before = sequence * rows + 2 * hidden;
    for (int i = 0; i < hidden; i++) {
      float recurrent = layer.variant() ? kept[at + i] * fromState[before + i] : fromKept[at + i];
      gate[apart + i] = fromInput[candidate + i] + recurrent;
    }
    activate(gate, 1, apart);
    for (int i = 0; i < hidden; i++) {
      state[at + i] = (1 - gate[i]) * gate[apart + i] + gate[i] * state[at + i];
    }
  }

  /** Gates i, o, f, c; the output gate looks at the new memory. */
  private void lstm(float[] gate, int sequence, int input) {
    int at = sequence * hidden;
    add(gate, sequence, input, 0, 0);
    add(gate, sequence, input, 2, apart);
    for (int i = 0; i < hidden; i++) {
      gate[i] += peepholes[i] * memory[at + i];
      gate[apart + i] += peepholes[2 * hidden + i] * memory[at + i];
    }
    activate(gate, 0, 0);
    if (layer.variant()) {
      for (int i = 0; i < hidden; i++) {
        gate[apart + i] = 1 - gate[i];
      }
    } else {
      activate(gate, 0, apart);
    }
    add(gate, sequence, input, 3, 2 * apart);
    activate(gate, 1, 2 * apart);
    for (int i = 0; i < hidden; i++) {
      memory[at + i] = gate[apart + i] * memory[at + i] + gate[i] * gate[2 * apart + i];
    }
    add(gate, sequence, input, 1, 0);
    for (int i = 0; i < hidden; i++) {
      gate[i] += peepholes[hidden + i] * memory[at + i];
    }
    activate(gate, 0, 0);
    System.arraycopy(memory, at, gate, apart, hidden);
    apply(layer.activations().get(2).kind(), gate, apart, hidden);
    for (int i = 0; i < hidden; i++) {
      state[at + i] = gate[i] * gate[apart + i];
    }
  }

  private void activate(float[] gate, int function, int at) {
    if (layer.clip() > 0) {
      for (int i = at; i < at + hidden; i++) {
        gate[i] = Math.clamp(gate[i], -layer.clip(), layer.clip());
      }
    }
    apply(layer.activations().get(function).kind(), gate, at, hidden);
  }

  private static void apply(Activation.Kind kind, float[] gate, int at, int hidden) {
    switch (kind) {
      case SIGMOID -> Exponentials.sigmoid(gate, at, hidden);
      case TANH -> Exponentials.tanh(gate, at, hidden);
      case RELU -> {
        for (int i = at; i < at + hidden; i++) {
          gate[i] = Math.max(0, gate[i]);
        }
      }
      default -> throw new IllegalStateException(kind + " has no kernel");
    }
  }
}
