// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.op;

import dev.cinch.ir.number.Fixed;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import dev.cinch.ir.tensor.TensorWriter;
import java.util.List;

/**
 * A function of each number: {@code (x)}. Results have the operand's format, integers wrapping
 * around in it; predicates give truth values.
 *
 * @param function what is computed
 * @param parameters as many as the function has
 */
public record Unary(UnaryFunction function, List<Float> parameters) implements Elementwise {

  public Unary {
    parameters = List.copyOf(parameters);
    if (parameters.size() != function.parameters().size()) {
      throw new TypeException(function + " takes the parameters " + function.parameters());
    }
  }

  /** A function without parameters. */
  public static Unary of(UnaryFunction function) {
    return new Unary(function, List.of());
  }

  @Override
  public TensorType infer(List<TensorType> in) {
    Operands.count(in, 1, 1);
    TensorType x = in.get(0);
    Operands.require(
        x.isFloat()
            ? function.takesFloats()
            : function.takesIntegers() && x.isFixed() && x.fixed().fraction() == 0,
        function + " of " + x);
    Operands.require(
        function != UnaryFunction.NOT || x.number().equals(Fixed.BOOL), function + " of " + x);
    return function.isPredicate() ? x.with(Fixed.BOOL) : x;
  }

  @Override
  public Tensor eval(List<Tensor> in, TensorType type) {
    Tensor x = in.get(0);
    TensorWriter out = Tensor.writer(type);
    for (long i = 0; i < x.size(); i++) {
      if (x.type().isFixed()) {
        out.setRaw(i, type.fixed().wrap(function.of(x.rawAt(i))));
      } else if (type.isFixed()) {
        out.setRaw(i, (long) function.of(x.valueAt(i), parameters));
      } else {
        out.setValue(i, function.of(x.valueAt(i), parameters));
      }
    }
    return out.finish();
  }
}
