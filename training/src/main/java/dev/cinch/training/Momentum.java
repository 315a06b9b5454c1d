// SPDX-License-Identifier: Apache-2.0
package dev.cinch.training;

import dev.cinch.passes.learn.TrainingSettings;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Stochastic gradient descent with momentum, as {@link TrainingSettings} writes it. */
final class Momentum {

  private final List<Tensor> parameters;
  private final TrainingSettings settings;
  private final List<Tensor> velocities = new ArrayList<>();

  Momentum(List<Tensor> parameters, TrainingSettings settings) {
    this.parameters = parameters;
    this.settings = settings;
    parameters.forEach(parameter -> velocities.add(torch.zeros_like(parameter).detach()));
  }

  /** Changes every parameter along its gradient, and forgets the gradient. */
  void step(double factor) {
    try (NoGradGuard _ = new NoGradGuard()) {
      for (int i = 0; i < parameters.size(); i++) {
        Tensor parameter = parameters.get(i);
        Tensor gradient = parameter.grad();
        Tensor velocity = velocities.get(i);
        velocity.mul_(new Scalar(settings.momentum())).add_(gradient);
        if (settings.decay() != 0 && parameter.dim() > 1) {
          velocity.add_(parameter, new Scalar(settings.decay()));
        }
        parameter.sub_(velocity, new Scalar(settings.rate() * factor));
        gradient.zero_();
      }
    }
  }
}
