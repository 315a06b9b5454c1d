// SPDX-License-Identifier: Apache-2.0
package dev.cinch.data;

import dev.cinch.ir.Diagnostic;
import dev.cinch.ir.Origin;
import dev.cinch.ir.Result;
import dev.cinch.ir.number.Affine;
import dev.cinch.ir.number.Fixed;
import dev.cinch.ir.number.FloatType;
import dev.cinch.ir.number.NumberType;
import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import dev.cinch.ir.tensor.TensorWriter;
import java.util.Arrays;

/** Makes an array of a file into what an input of a graph takes. */
public final class Feed {
  private Feed() {}

  /**
   * The array as a tensor of the wanted type. Leading extents of 1 may be missing or more than
   * wanted; any numbers become floats where floats are wanted; where integers are, they must be in
   * range.
   *
   * @param origin the input, for the message
   */
  public static Result<Tensor> of(Tensor given, TensorType wanted, Origin origin) {
    if (!Arrays.equals(core(given.shape()), core(wanted.shape()))) {
      return refused(
          origin, "the input takes [%s], not [%s]".formatted(wanted.shape(), given.shape()));
    }
    Tensor tensor = given.reshaped(wanted.shape());
    if (tensor.type().equals(wanted)) {
      return Result.ok(tensor);
    }
    return switch (wanted.number()) {
      case FloatType _ -> Result.ok(floats(tensor, wanted));
      case Fixed fixed -> integers(tensor, wanted, fixed, origin);
      case Affine affine -> integers(tensor, wanted, affine.raw(), origin);
    };
  }

  /** The extents behind the leading ones. */
  private static long[] core(Shape shape) {
    int first = 0;
    while (first < shape.rank() && shape.dim(first) == 1) {
      first++;
    }
    return Arrays.copyOfRange(shape.dims(), first, shape.rank());
  }

  private static Tensor floats(Tensor tensor, TensorType wanted) {
    TensorWriter out = Tensor.writer(wanted);
    for (long i = 0; i < tensor.size(); i++) {
      out.setValue(i, tensor.valueAt(i));
    }
    return out.finish();
  }

  private static Result<Tensor> integers(
      Tensor tensor, TensorType wanted, Fixed range, Origin origin) {
    NumberType given = tensor.type().number();
    if (!given.isInteger()) {
      return refused(origin, "the input takes integers (" + wanted.number() + "), not " + given);
    }
    TensorWriter out = Tensor.writer(wanted);
    for (long i = 0; i < tensor.size(); i++) {
      long raw = tensor.rawAt(i);
      if (!range.holds(raw)) {
        return refused(origin, "%d at %d is out of the input's range %s".formatted(raw, i, range));
      }
      out.setRaw(i, raw);
    }
    return Result.ok(out.finish());
  }

  private static Result<Tensor> refused(Origin origin, String text) {
    return Result.failed(Diagnostic.error("data.input", origin, text, ""));
  }
}
