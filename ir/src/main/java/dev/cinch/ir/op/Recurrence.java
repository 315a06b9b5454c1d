// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.op;

import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import dev.cinch.ir.tensor.TensorWriter;
import java.util.List;

/**
 * A recurrent layer in one direction: {@code (x, w, r, bias, lengths, h)}, for LSTM {@code (x, w,
 * r, bias, lengths, h, c, peepholes)}, with x [T, B, I], w [G H, I], r [G H, H], bias [2 G H],
 * lengths [B] of each sequence, states [B, H], peepholes [3 H], for G gates in ONNX's order. The
 * result stacks the outputs of T steps, the last h, and for LSTM the last c: [T + 1 or 2, B, H].
 * Outputs behind the end of a sequence are 0. Floats only.
 *
 * @param cell what happens in a step
 * @param reverse whether each sequence is read from its end
 * @param activations one for each of the cell's functions, in ONNX's order
 * @param clip sums before activations are clipped to plus and minus this; 0 for no limit
 * @param variant GRU: the reset gate scales the product instead of the state (ONNX's
 *     linear_before_reset); LSTM: the forget gate is one less the input gate (input_forget)
 */
public record Recurrence(
    Cell cell, boolean reverse, List<Activation> activations, float clip, boolean variant)
    implements Recurrent {

  /** What happens in a step. */
  public enum Cell {
    /** {@code h = f(W x + R h + b)}. */
    RNN(1, 1),
    /** Gates z, r, h (Cho et al. 2014). */
    GRU(3, 2),
    /** Gates i, o, f, c (Hochreiter and Schmidhuber 1997, with the forget gate of Gers 2000). */
    LSTM(4, 3);

    private final int gates;
    private final int functions;

    Cell(int gates, int functions) {
      this.gates = gates;
      this.functions = functions;
    }

    /** Rows of weights for each number of the state. */
    public int gates() {
      return gates;
    }

    /** How many activation functions it has. */
    public int functions() {
      return functions;
    }
  }

  public Recurrence {
    activations = List.copyOf(activations);
    if (activations.size() != cell.functions()) {
      throw new TypeException(cell + " with " + activations.size() + " activations");
    }
  }

  @Override
  public TensorType infer(List<TensorType> in) {
    boolean isLstm = cell == Cell.LSTM;
    int count = isLstm ? 8 : 6;
    Operands.count(in, count, count);
    TensorType x = in.get(0);
    Operands.require(x.isFloat() && x.shape().rank() == 3, cell + " of " + x);
    Shape r = in.get(2).shape();
    Operands.require(r.rank() == 2, cell + " with r of [" + r + "]");
    long hidden = r.dim(1);
    long batch = x.shape().dim(1);
    long rows = cell.gates() * hidden;
    require(in, 1, Shape.of(rows, x.shape().dim(2)));
    require(in, 2, Shape.of(rows, hidden));
    require(in, 3, Shape.of(2 * rows));
    Operands.indices(in.get(4));
    Operands.require(in.get(4).shape().equals(Shape.of(batch)), "lengths of " + in.get(4));
    require(in, 5, Shape.of(batch, hidden));
    if (isLstm) {
      require(in, 6, Shape.of(batch, hidden));
      require(in, 7, Shape.of(3 * hidden));
    }
    return x.with(Operands.shape(x.shape().dim(0) + (isLstm ? 2 : 1), batch, hidden));
  }

  private void require(List<TensorType> in, int operand, Shape shape) {
    TensorType wanted = in.get(0).with(shape);
    Operands.require(
        in.get(operand).equals(wanted),
        "operand " + (operand + 1) + " of " + cell + " is " + in.get(operand) + ", not " + wanted);
  }

  @Override
  public Tensor eval(List<Tensor> in, TensorType type) {
    Shape x = in.get(0).shape();
    TensorWriter out = Tensor.writer(type);
    for (long b = 0; b < x.dim(1); b++) {
      RecurrentStep step = new RecurrentStep(this, in, b);
      long length = Math.clamp(in.get(4).rawAt(b), 0, x.dim(0));
      for (long t = 0; t < length; t++) {
        long time = reverse ? length - 1 - t : t;
        step.advance(time);
        write(out, type.shape(), time, b, step.state());
      }
      write(out, type.shape(), x.dim(0), b, step.state());
      if (cell == Cell.LSTM) {
        write(out, type.shape(), x.dim(0) + 1, b, step.memory());
      }
    }
    return out.finish();
  }

  private static void write(TensorWriter out, Shape shape, long row, long b, double[] numbers) {
    for (int i = 0; i < numbers.length; i++) {
      out.setValue((row * shape.dim(1) + b) * shape.dim(2) + i, numbers[i]);
    }
  }
}
