// SPDX-License-Identifier: Apache-2.0
package dev.cinch.training;

import dev.cinch.ir.op.Accumulate;
import dev.cinch.ir.op.Aggregate;
import dev.cinch.ir.op.Aggregation;
import dev.cinch.ir.op.ArgExtreme;
import dev.cinch.ir.op.TopK;
import java.util.List;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.T_TensorTensor_T;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Reductions of [B, S] along axes of S. */
final class Reductions {

  private Reductions() {}

  static Tensor aggregate(Aggregate op, Tensor x) {
    if (op.axes().isEmpty()) {
      // Libtorch takes no axes for all of them.
      return along(op.by(), x.unsqueeze(-1), -1).squeeze(-1);
    }
    return along(op.by(), x, axes(op.axes()));
  }

  private static long[] axes(List<Integer> axes) {
    return axes.stream().mapToLong(axis -> axis + 1L).toArray();
  }

  private static Tensor along(Aggregation by, Tensor x, long... axes) {
    ScalarTypeOptional same = new ScalarTypeOptional();
    return switch (by) {
      case SUM -> torch.sum(x, axes, true, same);
      case MEAN -> torch.mean(x, axes, true, same);
      case PRODUCT -> {
        Tensor product = x;
        for (long axis : axes) {
          product = torch.prod(product, axis, true, same);
        }
        yield product;
      }
      case MAX -> torch.amax(x, axes, true);
      case MIN -> torch.amin(x, axes, true);
      case L1 -> torch.sum(torch.abs(x), axes, true, same);
      case L2 -> torch.linalg_vector_norm(x, new Scalar(2.0), axes, true, same);
      case SUM_SQUARE -> torch.sum(torch.mul(x, x), axes, true, same);
      case LOG_SUM -> torch.log(torch.sum(x, axes, true, same));
      case LOG_SUM_EXP -> torch.logsumexp(x, axes, true);
    };
  }

  static Tensor accumulate(Accumulate op, Tensor x) {
    long axis = op.axis() + 1L;
    boolean sums = op.by() == Aggregation.SUM;
    Tensor forward = op.reverse() ? x.flip(axis) : x;
    Tensor running = sums ? torch.cumsum(forward, axis) : torch.cumprod(forward, axis);
    if (op.exclusive()) {
      Tensor first = torch.full_like(running.narrow(axis, 0, 1), new Scalar(sums ? 0.0 : 1.0));
      Tensor others = running.narrow(axis, 0, running.size(axis) - 1);
      running = torch.cat(new TensorVector(first.detach(), others), axis);
    }
    return op.reverse() ? running.flip(axis) : running;
  }

  /** The places of the extremes; of equals the first, or the last. */
  static Tensor place(ArgExtreme op, Tensor x) {
    long axis = op.axis() + 1L;
    Tensor places = sorted(op.last() ? x.flip(axis) : x, axis, op.greatest()).get1();
    Tensor best = places.narrow(axis, 0, 1);
    return op.last() ? torch.sub(torch.neg(best), new Scalar(1 - x.size(axis))) : best;
  }

  static Tensor top(TopK op, Tensor x) {
    long axis = op.axis() + 1L;
    T_TensorTensor_T sorted = sorted(x, axis, op.greatest());
    return (op.places() ? sorted.get1() : sorted.get0()).narrow(axis, 0, op.count());
  }

  /** Stable, as the operators' definitions are. */
  private static T_TensorTensor_T sorted(Tensor x, long axis, boolean descending) {
    Tensor comparable = x.scalar_type() == ScalarType.Bool ? x.to(ScalarType.Long) : x;
    return torch.sort(comparable, new BoolOptional(true), axis, descending);
  }
}
