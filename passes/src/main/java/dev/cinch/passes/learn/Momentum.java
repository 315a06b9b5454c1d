// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.learn;

import java.util.List;

/**
 * Gradient descent with momentum: {@code v = momentum * v + g + decay * w}, {@code w -= rate * v}.
 */
final class Momentum implements Optimizer {

  private final float momentum;
  private final List<float[]> velocities;

  Momentum(List<Parameter> parameters, double momentum) {
    this.momentum = (float) momentum;
    this.velocities = parameters.stream().map(it -> new float[it.size()]).toList();
  }

  @Override
  public void step(int parameter, float[] numbers, float[] gradient, double rate, double decay) {
    float[] velocity = velocities.get(parameter);
    float down = (float) -rate;
    float pull = (float) decay;
    if (pull == 0) {
      for (int i = 0; i < numbers.length; i++) {
        float v = velocity[i] * momentum + gradient[i];
        velocity[i] = v;
        numbers[i] = Math.fma(v, down, numbers[i]);
      }
    } else {
      for (int i = 0; i < numbers.length; i++) {
        float v = Math.fma(numbers[i], pull, velocity[i] * momentum + gradient[i]);
        velocity[i] = v;
        numbers[i] = Math.fma(v, down, numbers[i]);
      }
    }
  }

  @Override
  public List<float[]> directions() {
    return velocities;
  }

  @Override
  public void state(State state) {
    velocities.forEach(state::numbers);
  }
}
