// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.text;

import dev.cinch.ir.Graph;
import dev.cinch.ir.Node;
import dev.cinch.ir.number.Affine;
import dev.cinch.ir.number.Fixed;
import dev.cinch.ir.number.FloatType;
import dev.cinch.ir.number.NumberType;
import dev.cinch.ir.op.Add;
import dev.cinch.ir.op.AveragePool;
import dev.cinch.ir.op.BatchNorm;
import dev.cinch.ir.op.Cast;
import dev.cinch.ir.op.Concat;
import dev.cinch.ir.op.Constant;
import dev.cinch.ir.op.Conv;
import dev.cinch.ir.op.Input;
import dev.cinch.ir.op.MatMul;
import dev.cinch.ir.op.MaxPool;
import dev.cinch.ir.op.Multiply;
import dev.cinch.ir.op.Op;
import dev.cinch.ir.op.Relu;
import dev.cinch.ir.op.Reshape;
import dev.cinch.ir.op.Softmax;
import dev.cinch.ir.op.SumPool;
import dev.cinch.ir.op.Transpose;
import dev.cinch.ir.op.Window;
import dev.cinch.ir.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;

/** Names and attributes of operators in the text form. */
final class Attributes {

  private Attributes() {}

  /** The operator's name: ONNX's where ONNX has it, else ours in domain {@code dev.cinch}. */
  static String operator(Node node, Graph graph) {
    return switch (node.op()) {
      case Input _ -> "dev.cinch.Input";
      case Constant _ -> "dev.cinch.Weight";
      case MatMul _ when node.in().size() == 3 ->
          node.in().stream().limit(2).allMatch(v -> graph.node(v).type().shape().rank() == 2)
              ? "Gemm"
              : "dev.cinch.MatMul";
      case Multiply _ -> "Mul";
      case BatchNorm _ -> "BatchNormalization";
      case SumPool _ -> "dev.cinch.SumPool";
      case Cast(var to, _, _) when to instanceof FloatType -> "Cast";
      case Cast _ -> "dev.cinch.Cast";
      case Conv _, MatMul _, MaxPool _, AveragePool _, Relu _, Add _, Softmax _, Reshape _ ->
          node.op().name();
      case Transpose _, Concat _ -> node.op().name();
    };
  }

  /** The attributes between the angle brackets; empty where there are none. */
  static String of(Op op) {
    return switch (op) {
      case Conv(var window, var groups) -> window(window) + ", group = " + groups;
      case MaxPool(var window) -> window(window);
      case AveragePool(var window, var count) ->
          window(window) + ", count_include_pad = " + (count ? 1 : 0);
      case SumPool(var window) -> window(window);
      case Cast(var to, var rounding, var overflow) ->
          to instanceof FloatType f
              ? "to = " + (f == FloatType.F32 ? 1 : 11)
              : number(to)
                  + (", rounding = " + Names.string(rounding.name()))
                  + (", overflow = " + Names.string(overflow.name()));
      case BatchNorm(var epsilon) -> "epsilon = " + Literals.real(Float.toString(epsilon));
      case Softmax(var axis) -> "axis = " + axis;
      case Concat(var axis) -> "axis = " + axis;
      case Transpose(var permutation) -> "perm = " + permutation;
      case Input _, Constant _, MatMul _, Relu _, Add _, Multiply _, Reshape _ -> "";
    };
  }

  /** An input of a format that ONNX does not have. */
  static String input(TensorType type) {
    String dims = type.shape().toString().replace(",", ", ");
    return number(type.number()) + ", shape = [" + dims + "]";
  }

  /** A number format. */
  static String number(NumberType number) {
    return switch (number) {
      case FloatType f -> "to = " + (f == FloatType.F32 ? 1 : 11);
      case Fixed(var signed, var width, var fraction) ->
          "width = " + width + ", fraction = " + fraction + ", signed = " + (signed ? 1 : 0);
      case Affine a ->
          ("width = " + a.width() + ", signed = " + (a.signed() ? 1 : 0))
              + (", multipliers = " + a.multipliers() + ", shifts = " + a.shifts())
              + (", zero_points = " + a.zeroPoints() + ", axis = " + a.axis());
    };
  }

  private static String window(Window window) {
    List<Long> pads = new ArrayList<>(window.padsBegin());
    pads.addAll(window.padsEnd());
    return ("kernel_shape = " + window.kernel() + ", strides = " + window.strides())
        + (", pads = " + pads + ", dilations = " + window.dilations());
  }
}
