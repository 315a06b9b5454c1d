// SPDX-License-Identifier: Apache-2.0
package dev.cinch.training;

import dev.cinch.ir.op.Collision;
import dev.cinch.ir.tensor.Shape;
import java.util.List;
import java.util.stream.LongStream;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Gathers and scatters by flat places: x as [B, n], places as [B, m], or [1, m] where they are the
 * same for each example.
 */
final class Places {

  private Places() {}

  /** Where the indices of single numbers along an axis of x point. */
  static Tensor elements(Operand indices, Shape x, int axis) {
    Shape shape = indices.shape();
    long[] strides = x.strides();
    long[] others = new long[Math.toIntExact(shape.size())];
    for (int i = 0; i < others.length; i++) {
      long rest = i;
      for (int k = shape.rank() - 1; k >= 0; k--) {
        others[i] += k == axis ? 0 : rest % shape.dim(k) * strides[k];
        rest /= shape.dim(k);
      }
    }
    Tensor along = within(flat(indices, others.length), x.dim(axis));
    return torch.add(
        torch.mul(along, new Scalar(strides[axis])), Tensor.create(others, others.length));
  }

  /** Where the tuples of indices behind {@code batch} shared axes of x point, number by number. */
  static Tensor tuples(Operand indices, Shape x, int batch) {
    Shape shape = indices.shape();
    int length = (int) shape.dim(-1);
    int count = Math.toIntExact(shape.size(0, shape.rank() - 1));
    long slice = x.size(batch + length, x.rank());
    long shared = x.size(0, batch);
    long part = x.size(batch, x.rank());
    long[] starts =
        LongStream.range(0, count).map(tuple -> tuple / (count / shared) * part).toArray();
    Tensor tuples = indices.rows(1).reshape(indices.rows(1).size(0), count, length);
    Tensor first = Tensor.create(starts, count).unsqueeze(0);
    for (int i = 0; i < length; i++) {
      Tensor along = within(tuples.select(2, i), x.dim(batch + i));
      first = torch.add(first, torch.mul(along, new Scalar(x.strides()[batch + i])));
    }
    long[] inside = LongStream.range(0, slice).toArray();
    Tensor all = torch.add(first.unsqueeze(2), Tensor.create(inside, inside.length));
    return all.reshape(all.size(0), count * slice);
  }

  private static Tensor flat(Operand indices, long count) {
    Tensor rows = indices.rows(1);
    return rows.reshape(rows.size(0), count);
  }

  /** Indices from 0, where negative ones count from the end. */
  static Tensor within(Tensor indices, long extent) {
    Tensor isNegative = torch.lt(indices, new Scalar(0L));
    Tensor counted = torch.where(isNegative, torch.add(indices, new Scalar(extent)), indices);
    Tensor outside =
        torch.logical_or(torch.lt(counted, new Scalar(0L)), torch.ge(counted, new Scalar(extent)));
    if (torch.any(outside).item_bool()) {
      throw new IndexOutOfBoundsException("an index outside of " + extent);
    }
    return counted;
  }

  static Tensor gather(Tensor x, Tensor places, List<Long> dims) {
    Tensor flat = x.reshape(x.size(0), numbers(x));
    Tensor each = places.expand(x.size(0), places.size(1));
    long[] shape = dims.stream().mapToLong(Long::longValue).toArray();
    return flat.gather(1, each).reshape(Operand.behind(x.size(0), shape));
  }

  private static long numbers(Tensor x) {
    return x.numel() / x.size(0);
  }

  /** Numbers put at places of x; with {@link Collision#NONE} the last at a place counts. */
  static Tensor scatter(Tensor x, Tensor places, Tensor updates, Collision collision) {
    long batch = x.size(0);
    long count = places.size(1);
    if (count == 0) {
      return x;
    }
    Tensor flat = x.reshape(batch, numbers(x));
    Tensor to = places.expand(batch, count).contiguous();
    Tensor put = updates.reshape(batch, count);
    Tensor result =
        switch (collision) {
          case NONE -> overwritten(flat, to, put);
          case ADD -> torch.scatter_add(flat, 1, to, put);
          case MUL -> torch.scatter_reduce(flat, 1, to, put, "prod", true);
          case MAX -> torch.scatter_reduce(flat, 1, to, put, "amax", true);
          case MIN -> torch.scatter_reduce(flat, 1, to, put, "amin", true);
        };
    return result.reshape(x.sizes().vec().get());
  }

  /** By the number of the last update of each place, so that others have no gradient. */
  private static Tensor overwritten(Tensor flat, Tensor to, Tensor put) {
    long[] order = LongStream.range(0, to.size(1)).toArray();
    Tensor numbered = Tensor.create(order, order.length).expand(to.sizes().vec().get());
    Tensor none = torch.full(flat.sizes().vec().get(), new Scalar(-1L), to.options());
    Tensor last = torch.scatter_reduce(none, 1, to, numbered, "amax", true);
    Tensor taken = put.gather(1, torch.clamp(last, new ScalarOptional(new Scalar(0L))));
    return torch.where(torch.ge(last, new Scalar(0L)), taken, flat);
  }
}
