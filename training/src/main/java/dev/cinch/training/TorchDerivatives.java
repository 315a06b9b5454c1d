// SPDX-License-Identifier: Apache-2.0
package dev.cinch.training;

import dev.cinch.passes.learn.Batch;
import dev.cinch.passes.learn.Derivatives;
import dev.cinch.passes.learn.Objective;
import dev.cinch.passes.learn.Parameter;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * Derivatives by libtorch. Native memory is that of the networks and of one call: each call has a
 * scope that frees what it made.
 */
final class TorchDerivatives implements Derivatives {

  private final Network network;
  private final Optional<Network> teacher;
  private final Objective objective;

  TorchDerivatives(Network network, Optional<Network> teacher, Objective objective) {
    this.network = network;
    this.teacher = teacher;
    this.objective = objective;
  }

  @Override
  public List<Parameter> parameters() {
    return network.parameters();
  }

  @Override
  public double gradient(Batch batch, List<float[]> at, List<float[]> gradient) {
    network.move(at);
    try (PointerScope _ = new PointerScope()) {
      Tensor loss = loss(batch);
      loss.backward();
      List<Tensor> tensors = network.tensors();
      for (int i = 0; i < tensors.size(); i++) {
        Tensor of = tensors.get(i).grad();
        of.data_ptr_float().get(gradient.get(i));
        of.zero_();
      }
      return loss.item_double();
    }
  }

  @Override
  public void curvature(
      Batch batch, List<float[]> at, List<float[]> direction, List<float[]> product) {
    network.move(at);
    try (PointerScope _ = new PointerScope()) {
      TensorVector numbers = new TensorVector(network.tensors().toArray(Tensor[]::new));
      TensorVector slopes =
          torch.grad(
              new TensorVector(loss(batch)),
              numbers,
              new TensorVector(),
              new BoolOptional(true),
              true,
              true);
      Tensor along = torch.zeros(1);
      for (int i = 0; i < direction.size(); i++) {
        if (slopes.get(i).defined()) {
          Tensor one = Tensor.create(direction.get(i), slopes.get(i).sizes().vec().get());
          along = torch.add(along, torch.mul(slopes.get(i), one).sum());
        }
      }
      product.forEach(it -> Arrays.fill(it, 0));
      if (!along.requires_grad()) {
        return;
      }
      TensorVector curves =
          torch.grad(
              new TensorVector(along),
              numbers,
              new TensorVector(),
              new BoolOptional(false),
              false,
              true);
      for (int i = 0; i < product.size(); i++) {
        if (curves.get(i).defined()) {
          curves.get(i).contiguous().data_ptr_float().get(product.get(i));
        }
      }
    }
  }

  @Override
  public float[] logits(Batch batch, List<float[]> at) {
    network.move(at);
    try (PointerScope _ = new PointerScope();
        NoGradGuard _ = new NoGradGuard()) {
      Tensor logits = network.logits(examples(batch)).contiguous();
      float[] numbers = new float[Math.toIntExact(logits.numel())];
      logits.data_ptr_float().get(numbers);
      return numbers;
    }
  }

  private static Tensor examples(Batch batch) {
    return Tensor.create(batch.examples(), batch.size(), batch.each());
  }

  private Tensor loss(Batch batch) {
    Tensor examples = examples(batch);
    Tensor logits = network.logits(examples);
    long[] classes = Arrays.stream(batch.labels()).asLongStream().toArray();
    Tensor labels = Tensor.create(classes, classes.length);
    if (teacher.isEmpty()) {
      return torch.cross_entropy_loss(logits, labels);
    }
    Tensor taught = torch.mul(soft(logits, teacher.get(), examples), new Scalar(objective.share()));
    if (objective.share() == 1) {
      return taught;
    }
    Tensor given = torch.cross_entropy_loss(logits, labels);
    return torch.add(torch.mul(given, new Scalar(1 - objective.share())), taught);
  }

  /** T^2 * KL(teacher || student), both softened. */
  private Tensor soft(Tensor logits, Network from, Tensor examples) {
    double temperature = objective.temperature();
    Scalar cooler = new Scalar(1 / temperature);
    Tensor wanted;
    try (NoGradGuard _ = new NoGradGuard()) {
      wanted = torch.softmax(torch.mul(from.logits(examples), cooler), 1);
    }
    Tensor found = torch.log_softmax(torch.mul(logits, cooler), 1);
    Tensor summed = torch.kl_div(found, wanted, 2, false);
    return torch.mul(summed, new Scalar(temperature * temperature / examples.size(0)));
  }

  @Override
  public void close() {
    network.close();
    teacher.ifPresent(Network::close);
  }
}
