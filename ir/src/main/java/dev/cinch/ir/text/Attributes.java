// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.text;

import dev.cinch.ir.Graph;
import dev.cinch.ir.Node;
import dev.cinch.ir.number.Affine;
import dev.cinch.ir.number.Fixed;
import dev.cinch.ir.number.FloatType;
import dev.cinch.ir.number.NumberType;
import dev.cinch.ir.number.Overflow;
import dev.cinch.ir.op.Accumulate;
import dev.cinch.ir.op.Activation;
import dev.cinch.ir.op.Add;
import dev.cinch.ir.op.Aggregate;
import dev.cinch.ir.op.ArgExtreme;
import dev.cinch.ir.op.AveragePool;
import dev.cinch.ir.op.BatchNorm;
import dev.cinch.ir.op.Binary;
import dev.cinch.ir.op.BinaryFunction;
import dev.cinch.ir.op.BitCast;
import dev.cinch.ir.op.Cast;
import dev.cinch.ir.op.Collision;
import dev.cinch.ir.op.Concat;
import dev.cinch.ir.op.Constant;
import dev.cinch.ir.op.Conv;
import dev.cinch.ir.op.Expand;
import dev.cinch.ir.op.Gather;
import dev.cinch.ir.op.GatherElements;
import dev.cinch.ir.op.GatherNd;
import dev.cinch.ir.op.Input;
import dev.cinch.ir.op.MatMul;
import dev.cinch.ir.op.MaxPool;
import dev.cinch.ir.op.Multiply;
import dev.cinch.ir.op.Pad;
import dev.cinch.ir.op.Recurrence;
import dev.cinch.ir.op.Recurrent;
import dev.cinch.ir.op.Reduce;
import dev.cinch.ir.op.Relu;
import dev.cinch.ir.op.Reshape;
import dev.cinch.ir.op.ScatterElements;
import dev.cinch.ir.op.ScatterNd;
import dev.cinch.ir.op.Select;
import dev.cinch.ir.op.Slice;
import dev.cinch.ir.op.Softmax;
import dev.cinch.ir.op.SumPool;
import dev.cinch.ir.op.TopK;
import dev.cinch.ir.op.Transpose;
import dev.cinch.ir.op.Unary;
import dev.cinch.ir.op.UnaryFunction;
import dev.cinch.ir.op.Window;
import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

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
      case Unary(var function, _) when !function.onnx().isEmpty() -> function.onnx();
      case Binary(var function) when isOnnx(node, function) -> function.onnx();
      case BitCast _ -> "dev.cinch.BitCast";
      case Select _ -> "Where";
      case Unary _, Binary _, Reduce _, Recurrent _ -> "dev.cinch." + node.op().name();
      case Slice _, Pad _, Expand _ -> "dev.cinch." + node.op().name();
      case Gather _, GatherElements _ -> node.op().name();
      case GatherNd _ -> "GatherND";
      case ScatterElements _ -> "ScatterElements";
      case ScatterNd _ -> "ScatterND";
    };
  }

  /** The attributes between the angle brackets; empty where there are none. */
  static String of(Node node) {
    return switch (node.op()) {
      case Conv(var window, var groups) -> window(window) + ", group = " + groups;
      case MaxPool(var window) -> window(window);
      case AveragePool(var window, var count) ->
          window(window) + ", count_include_pad = " + (count ? 1 : 0);
      case SumPool(var window) -> window(window);
      case Cast(var to, var rounding, var overflow) ->
          to instanceof FloatType f
              ? "to = " + Literals.element(f) + (isSaturating(f, overflow) ? "" : ", saturate = 0")
              : number(to)
                  + (", rounding = " + Names.string(rounding.name()))
                  + (", overflow = " + Names.string(overflow.name()));
      case BitCast(var to) -> number(to);
      case BatchNorm(var epsilon) -> "epsilon = " + Literals.real(Float.toString(epsilon));
      case Softmax(var axis) -> "axis = " + axis;
      case Concat(var axis) -> "axis = " + axis;
      case Transpose(var permutation) -> "perm = " + permutation;
      case Unary unary -> unary(unary);
      case Binary(var function) -> isOnnx(node, function) ? "" : name("function", function);
      case Aggregate(var by, var axes) -> name("by", by) + ", axes = " + axes;
      case ArgExtreme(var greatest, var axis, var last) ->
          flag("greatest", greatest) + ", axis = " + axis + ", " + flag("last", last);
      case Accumulate(var by, var axis, var exclusive, var reverse) ->
          name("by", by)
              + (", axis = " + axis)
              + (", " + flag("exclusive", exclusive))
              + (", " + flag("reverse", reverse));
      case TopK(var axis, var count, var greatest, var places) ->
          ("axis = " + axis + ", count = " + count)
              + (", " + flag("greatest", greatest) + ", " + flag("places", places));
      case Slice(var starts, var steps, var shape) ->
          "starts = " + starts + ", steps = " + steps + ", shape = " + dims(shape);
      case Pad(var mode, var begins, var ends) ->
          name("mode", mode) + ", begins = " + begins + ", ends = " + ends;
      case Expand(var shape) -> "shape = " + dims(shape);
      case Gather(var axis) -> "axis = " + axis;
      case GatherElements(var axis) -> "axis = " + axis;
      case GatherNd(var batch) -> "batch_dims = " + batch;
      case ScatterElements(var axis, var collision) ->
          "axis = " + axis + ", " + reduction(collision);
      case ScatterNd(var collision) -> reduction(collision);
      case Recurrence recurrence -> recurrence(recurrence);
      case Reshape(var shape) -> shape.size() == 0 ? "allowzero = 1" : "";
      case Select _, Input _, Constant _, MatMul _, Relu _, Add _, Multiply _ -> "";
    };
  }

  /** An input of a format that ONNX does not have. */
  static String input(TensorType type) {
    return number(type.number()) + ", shape = " + dims(type.shape());
  }

  /** Only small floats know the difference; for others the attribute is left out. */
  private static boolean isSaturating(FloatType to, Overflow overflow) {
    return overflow == Overflow.SATURATE || to.width() > Byte.SIZE;
  }

  /** ONNX has it with the same meaning, and not for exact sums and products too. */
  private static boolean isOnnx(Node node, BinaryFunction function) {
    boolean exactToo = function == BinaryFunction.ADD || function == BinaryFunction.MUL;
    return !function.onnx().isEmpty()
        && !exactToo
        && (node.type().isFloat() || !function.isArithmetic());
  }

  private static String unary(Unary unary) {
    List<String> parts = new ArrayList<>();
    UnaryFunction function = unary.function();
    if (function.onnx().isEmpty()) {
      parts.add(name("function", function));
    }
    for (int i = 0; i < unary.parameters().size(); i++) {
      parts.add(parameter(function, i) + " = " + parameter(unary, i));
    }
    return String.join(", ", parts);
  }

  private static String parameter(UnaryFunction function, int index) {
    return function.parameters().get(index);
  }

  private static String parameter(Unary unary, int index) {
    float value = unary.parameters().get(index);
    return unary.function() == UnaryFunction.IS_INF
        ? String.valueOf((int) value)
        : Literals.real(Float.toString(value));
  }

  private static String recurrence(Recurrence layer) {
    List<String> kinds = new ArrayList<>();
    List<String> alphas = new ArrayList<>();
    List<String> betas = new ArrayList<>();
    for (Activation activation : layer.activations()) {
      kinds.add(Names.string(activation.kind().name()));
      alphas.add(Literals.real(Float.toString(activation.alpha())));
      betas.add(Literals.real(Float.toString(activation.beta())));
    }
    return name("cell", layer.cell())
        + (", " + flag("reverse", layer.reverse()))
        + (", activations = " + kinds)
        + (", alphas = " + alphas)
        + (", betas = " + betas)
        + (", clip = " + Literals.real(Float.toString(layer.clip())))
        + (", " + flag("variant", layer.variant()));
  }

  private static String name(String attribute, Enum<?> value) {
    return attribute + " = " + Names.string(value.name());
  }

  private static String flag(String attribute, boolean value) {
    return attribute + " = " + (value ? 1 : 0);
  }

  private static String reduction(Collision collision) {
    return "reduction = " + Names.string(collision.name().toLowerCase(Locale.ROOT));
  }

  private static String dims(Shape shape) {
    return "[" + shape.toString().replace(",", ", ") + "]";
  }

  /** A number format. */
  static String number(NumberType number) {
    return switch (number) {
      case FloatType f -> "to = " + Literals.element(f);
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
