// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.op;

/**
 * The activation function of a gate of a recurrent cell.
 *
 * @param kind which function
 * @param alpha its first parameter, where it has one
 * @param beta its second parameter, where it has one
 */
public record Activation(Kind kind, float alpha, float beta) {

  /** ONNX's activation functions of recurrent cells, by its names in capitals. */
  public enum Kind {
    RELU(0, 0),
    TANH(0, 0),
    SIGMOID(0, 0),
    AFFINE(1, 0),
    LEAKYRELU(0.01f, 0),
    THRESHOLDEDRELU(1, 0),
    SCALEDTANH(1, 1),
    HARDSIGMOID(0.2f, 0.5f),
    ELU(1, 0),
    SOFTSIGN(0, 0),
    SOFTPLUS(0, 0);

    private final float alpha;
    private final float beta;

    Kind(float alpha, float beta) {
      this.alpha = alpha;
      this.beta = beta;
    }

    /** The function with the parameters that it has where none are stated. */
    public Activation usual() {
      return new Activation(this, alpha, beta);
    }
  }

  double of(double x) {
    return switch (kind) {
      case RELU -> Math.max(0, x);
      case TANH -> StrictMath.tanh(x);
      case SIGMOID -> 1 / (1 + StrictMath.exp(-x));
      case AFFINE -> alpha * x + beta;
      case LEAKYRELU -> x < 0 ? alpha * x : x;
      case THRESHOLDEDRELU -> x > alpha ? x : 0;
      case SCALEDTANH -> alpha * StrictMath.tanh(beta * x);
      case HARDSIGMOID -> Math.clamp(alpha * x + beta, 0.0, 1.0);
      case ELU -> x < 0 ? alpha * StrictMath.expm1(x) : x;
      case SOFTSIGN -> x / (1 + Math.abs(x));
      case SOFTPLUS -> Math.max(0, x) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
    };
  }
}
