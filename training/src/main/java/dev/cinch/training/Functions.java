// SPDX-License-Identifier: Apache-2.0
package dev.cinch.training;

import dev.cinch.ir.op.Activation;
import dev.cinch.ir.op.BinaryFunction;
import dev.cinch.ir.op.UnaryFunction;
import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Functions of each number. */
final class Functions {

  private Functions() {}

  /** A function of floats; empty where it is left to its definition. */
  static Optional<Tensor> of(UnaryFunction function, List<Float> p, Tensor x) {
    return Optional.ofNullable(
        switch (function) {
          case ABS -> torch.abs(x);
          case ACOS -> torch.acos(x);
          case ACOSH -> torch.acosh(x);
          case ASIN -> torch.asin(x);
          case ASINH -> torch.asinh(x);
          case ATAN -> torch.atan(x);
          case ATANH -> torch.atanh(x);
          case CEIL -> torch.ceil(x);
          case CELU -> torch.elu(x, of(p.get(0)), of(1), of(1 / (double) p.get(0)));
          case COS -> torch.cos(x);
          case COSH -> torch.cosh(x);
          case ELU -> torch.elu(x, of(p.get(0)), of(1), of(1));
          case ERF -> torch.erf(x);
          case EXP -> torch.exp(x);
          case FLOOR -> torch.floor(x);
          case GELU -> torch.gelu(x, "none");
          case GELU_TANH -> torch.gelu(x, "tanh");
          case HARD_SIGMOID -> clipped(line(x, p.get(0), p.get(1)), 0, 1);
          case HARD_SWISH -> torch.mul(x, clipped(line(x, 1.0 / 6, 0.5), 0, 1));
          case LEAKY_RELU -> torch.leaky_relu(x, of(p.get(0)));
          case LOG -> torch.log(x);
          case MISH -> torch.mish(x);
          case NEG -> torch.neg(x);
          case RECIPROCAL -> torch.reciprocal(x);
          case ROUND -> torch.round(x);
          case SELU -> torch.elu(x, of(p.get(0)), of(p.get(1)), of(1));
          case SHRINK -> shrunk(x, p.get(0), p.get(1));
          case SIGMOID -> torch.sigmoid(x);
          case SIGN -> torch.sign(x);
          case SIN -> torch.sin(x);
          case SINH -> torch.sinh(x);
          case SOFTPLUS -> torch.softplus(x);
          case SOFTSIGN -> softsign(x);
          case SQRT -> torch.sqrt(x);
          case SWISH -> torch.mul(x, torch.sigmoid(torch.mul(x, of(p.get(0)))));
          case TAN -> torch.tan(x);
          case TANH -> torch.tanh(x);
          case THRESHOLDED_RELU -> torch.where(torch.gt(x, of(p.get(0))), x, of(0));
          case TRUNCATE -> torch.trunc(x);
          case BITWISE_NOT, NOT, IS_INF, IS_NAN -> null;
        });
  }

  /**
   * A function of two tensors of one format, broadcast; empty where it is left to its definition.
   */
  static Optional<Tensor> of(BinaryFunction function, boolean floats, Tensor a, Tensor b) {
    return Optional.ofNullable(
        switch (function) {
          case ADD -> floats ? torch.add(a, b) : null;
          case SUB -> floats ? torch.sub(a, b) : null;
          case MUL -> floats ? torch.mul(a, b) : null;
          case DIV -> floats ? torch.div(a, b) : null;
          case POW -> floats ? torch.pow(a, b) : null;
          case MOD -> floats ? torch.remainder(a, b) : null;
          case REMAINDER -> floats ? torch.fmod(a, b) : null;
          case MAX -> torch.maximum(a, b);
          case MIN -> torch.minimum(a, b);
          case PRELU -> floats ? torch.where(torch.lt(a, of(0)), torch.mul(a, b), a) : null;
          case EQUAL -> torch.eq(a, b);
          case LESS -> torch.lt(a, b);
          case LESS_OR_EQUAL -> torch.le(a, b);
          case GREATER -> torch.gt(a, b);
          case GREATER_OR_EQUAL -> torch.ge(a, b);
          case AND -> torch.logical_and(a, b);
          case OR -> torch.logical_or(a, b);
          case XOR -> torch.logical_xor(a, b);
          case BITWISE_AND, BITWISE_OR, BITWISE_XOR, SHIFT_LEFT, SHIFT_RIGHT -> null;
        });
  }

  /** A function of a recurrent cell. */
  static Tensor of(Activation function, Tensor x) {
    double alpha = function.alpha();
    double beta = function.beta();
    return switch (function.kind()) {
      case RELU -> torch.relu(x);
      case TANH -> torch.tanh(x);
      case SIGMOID -> torch.sigmoid(x);
      case AFFINE -> line(x, alpha, beta);
      case LEAKYRELU -> torch.leaky_relu(x, of(alpha));
      case THRESHOLDEDRELU -> torch.where(torch.gt(x, of(alpha)), x, of(0));
      case SCALEDTANH -> torch.mul(torch.tanh(torch.mul(x, of(beta))), of(alpha));
      case HARDSIGMOID -> clipped(line(x, alpha, beta), 0, 1);
      case ELU -> torch.elu(x, of(alpha), of(1), of(1));
      case SOFTSIGN -> softsign(x);
      case SOFTPLUS -> torch.softplus(x);
    };
  }

  static Tensor clipped(Tensor x, double least, double most) {
    return torch.clamp(x, new ScalarOptional(of(least)), new ScalarOptional(of(most)));
  }

  private static Tensor line(Tensor x, double slope, double offset) {
    return torch.add(torch.mul(x, of(slope)), of(offset));
  }

  private static Tensor softsign(Tensor x) {
    return torch.div(x, torch.add(torch.abs(x), of(1)));
  }

  private static Tensor shrunk(Tensor x, double bias, double limit) {
    Tensor low = torch.where(torch.lt(x, of(-limit)), torch.add(x, of(bias)), of(0));
    return torch.where(torch.gt(x, of(limit)), torch.sub(x, of(bias)), low);
  }

  private static Scalar of(double number) {
    return new Scalar(number);
  }
}
