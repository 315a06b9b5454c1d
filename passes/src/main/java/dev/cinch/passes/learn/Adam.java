// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.learn;

import java.util.List;

/**
 * Adam (Kingma and Ba, ICLR 2015, algorithm 1, with their constants), with weight decay apart from
 * the gradient (Loshchilov and Hutter, ICLR 2019, algorithm 2): {@code w -= rate * (m / (sqrt(v) +
 * epsilon) + decay * w)} with both moments corrected for their start at zero.
 */
final class Adam implements Optimizer {

  private static final float FIRST = 0.9f;
  private static final float SECOND = 0.999f;
  private static final float EPSILON = 1e-8f;

  private final List<float[]> means;
  private final List<float[]> squares;

  /** The powers of both constants after the steps that are done. */
  private final double[] powers = {1, 1};

  Adam(List<Parameter> parameters) {
    this.means = parameters.stream().map(it -> new float[it.size()]).toList();
    this.squares = parameters.stream().map(it -> new float[it.size()]).toList();
  }

  @Override
  public void begin() {
    powers[0] *= FIRST;
    powers[1] *= SECOND;
  }

  @Override
  public void step(int parameter, float[] numbers, float[] gradient, double rate, double decay) {
    float[] mean = means.get(parameter);
    float[] square = squares.get(parameter);
    float down = (float) (rate / (1 - powers[0]));
    float correction = (float) (1 / (1 - powers[1]));
    float keep = (float) (1 - rate * decay);
    for (int i = 0; i < numbers.length; i++) {
      float g = gradient[i];
      float m = FIRST * mean[i] + (1 - FIRST) * g;
      float v = SECOND * square[i] + (1 - SECOND) * g * g;
      mean[i] = m;
      square[i] = v;
      numbers[i] = numbers[i] * keep - down * m / ((float) Math.sqrt(v * correction) + EPSILON);
    }
  }

  @Override
  public List<float[]> directions() {
    return means;
  }

  @Override
  public void state(State state) {
    means.forEach(state::numbers);
    squares.forEach(state::numbers);
    state.numbers(powers);
  }
}
