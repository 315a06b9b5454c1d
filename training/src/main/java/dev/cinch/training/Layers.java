// SPDX-License-Identifier: Apache-2.0
package dev.cinch.training;

import dev.cinch.ir.op.AveragePool;
import dev.cinch.ir.op.BatchNorm;
import dev.cinch.ir.op.MaxPool;
import dev.cinch.ir.op.Pool;
import dev.cinch.ir.op.Recurrence;
import dev.cinch.ir.op.SumPool;
import dev.cinch.ir.op.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * Layers with weights, and pooling. Libtorch takes one axis of examples, so that of the graph is
 * joined to it; where weights are computed from the input, examples are taken one by one.
 */
final class Layers {

  /** Operands that are no weights: input, lengths, states. */
  private static final Set<Integer> RECURRENT_INPUTS = Set.of(0, 4, 5, 6);

  private static final Set<Integer> INPUT = Set.of(0);

  private final long batch;

  Layers(long batch) {
    this.batch = batch;
  }

  Tensor convolve(Window window, long groups, List<Operand> in) {
    if (hasComputed(in, INPUT)) {
      return oneByOne(in, INPUT, (one, it) -> one.convolve(window, groups, it));
    }
    Tensor x = joined(in.getFirst());
    Tensor w = in.get(1).tensor();
    TensorOptional bias = in.size() == 3 ? optional(in.get(2)) : new TensorOptional();
    if (window.axes() == 0) {
      Tensor points = Windows.convolve(x.unsqueeze(2), w.unsqueeze(2), bias, Window.of(1), groups);
      return parted(points.squeeze(2), in.getFirst());
    }
    return parted(Windows.convolve(x, w, bias, window, groups), in.getFirst());
  }

  Tensor multiply(int rank, List<Operand> in) {
    Tensor product = torch.matmul(in.get(0).aligned(rank), in.get(1).aligned(rank));
    return in.size() == 3 ? torch.add(product, in.get(2).aligned(rank)) : product;
  }

  Tensor pool(Pool op, Operand in) {
    Tensor x = joined(in);
    Tensor pooled =
        switch (op) {
          case MaxPool(var window) -> Windows.greatest(x, window);
          case AveragePool(var window, var countPadding) -> Windows.mean(x, window, countPadding);
          case SumPool(var window) -> Windows.sums(x, window);
        };
    return parted(pooled, in);
  }

  Tensor normalize(BatchNorm op, List<Operand> in) {
    boolean isConstant =
        in.stream().skip(1).noneMatch(Operand::each)
            && !in.get(3).tensor().requires_grad()
            && !in.get(4).tensor().requires_grad();
    if (!isConstant) {
      List<Tensor> by = in.stream().skip(1).map(it -> channels(it, in.getFirst().rank())).toList();
      Tensor deviation = torch.sqrt(torch.add(by.get(3), new Scalar((double) op.epsilon())));
      Tensor centred = torch.sub(in.getFirst().rows(batch), by.get(2));
      return torch.add(torch.mul(torch.div(centred, deviation), by.get(0)), by.get(1));
    }
    Tensor normal =
        torch.batch_norm(
            joined(in.getFirst()),
            optional(in.get(1)),
            optional(in.get(2)),
            optional(in.get(3)),
            optional(in.get(4)),
            false,
            0,
            op.epsilon(),
            false);
    return parted(normal, in.getFirst());
  }

  /** A number for each channel, aligned with [B, N, C, ...]. */
  private static Tensor channels(Operand in, int rank) {
    long[] dims = new long[rank + 1];
    Arrays.fill(dims, 1);
    dims[0] = in.each() ? in.tensor().size(0) : 1;
    dims[2] = in.shape().dim(0);
    return in.tensor().reshape(dims);
  }

  private static TensorOptional optional(Operand operand) {
    return new TensorOptional(operand.tensor());
  }

  Tensor recur(Recurrence op, List<Operand> in) {
    if (hasComputed(in, RECURRENT_INPUTS)) {
      return oneByOne(in, RECURRENT_INPUTS, (one, it) -> one.recur(op, it));
    }
    long sequences = batch * in.getFirst().shape().dim(1);
    List<Tensor> operands = new ArrayList<>(in.stream().map(Operand::tensor).toList());
    Tensor x = in.getFirst().rows(batch).transpose(0, 1);
    operands.set(0, x.reshape(x.size(0), sequences, x.size(3)));
    operands.set(4, joined(in.get(4)));
    operands.set(5, joined(in.get(5)));
    if (op.cell() == Recurrence.Cell.LSTM) {
      operands.set(6, joined(in.get(6)));
    }
    Tensor stacked = Recurrences.run(op, operands);
    return stacked
        .reshape(stacked.size(0), batch, sequences / batch, stacked.size(2))
        .transpose(0, 1);
  }

  /** [B, N, ...] as [B N, ...]. */
  private Tensor joined(Operand in) {
    Tensor rows = in.rows(batch);
    long[] dims = in.shape().dims();
    dims[0] *= batch;
    return rows.reshape(dims);
  }

  /** [B N, ...] as [B, N, ...]. */
  private Tensor parted(Tensor result, Operand like) {
    long[] dims = result.sizes().vec().get();
    dims[0] = like.shape().dim(0);
    return result.reshape(Operand.behind(batch, dims));
  }

  private static boolean hasComputed(List<Operand> in, Set<Integer> inputs) {
    for (int i = 0; i < in.size(); i++) {
      if (in.get(i).each() && !inputs.contains(i)) {
        return true;
      }
    }
    return false;
  }

  private Tensor oneByOne(
      List<Operand> in, Set<Integer> inputs, BiFunction<Layers, List<Operand>, Tensor> layer) {
    Layers one = new Layers(1);
    Tensor[] results = new Tensor[Math.toIntExact(batch)];
    for (int b = 0; b < results.length; b++) {
      List<Operand> own = new ArrayList<>();
      for (int i = 0; i < in.size(); i++) {
        Operand all = in.get(i);
        Tensor row = all.each() ? all.tensor().narrow(0, b, 1) : all.tensor();
        boolean isInput = inputs.contains(i) || !all.each();
        own.add(
            new Operand(
                isInput ? row : row.squeeze(0), all.type(), inputs.contains(i) && all.each()));
      }
      results[b] = layer.apply(one, own);
    }
    return torch.cat(new TensorVector(results), 0);
  }
}
