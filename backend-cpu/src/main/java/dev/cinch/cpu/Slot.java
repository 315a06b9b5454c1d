// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu;

import dev.cinch.ir.Node;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import dev.cinch.ir.weight.Weight;
import org.jspecify.annotations.Nullable;

/** The place of one value: its type, its numbers, and its weight where it is a constant. */
final class Slot {

  private final Node node;
  private final @Nullable Weight weight;
  private @Nullable Buffer buffer;
  private @Nullable Tensor decoded;

  private Slot(Node node, @Nullable Weight weight, @Nullable Buffer buffer) {
    this.node = node;
    this.weight = weight;
    this.buffer = buffer;
  }

  /** The place of a value that each run computes. */
  static Slot computed(Node node, Buffer buffer) {
    return new Slot(node, null, buffer);
  }

  /** The place of a constant; it has a buffer only where a kernel asks for one. */
  static Slot constant(Node node, Weight weight) {
    return new Slot(node, weight, null);
  }

  Node node() {
    return node;
  }

  TensorType type() {
    return node.type();
  }

  int size() {
    return sizeOf(node);
  }

  /** The weight of a constant; null for values that are computed. */
  @Nullable Weight weight() {
    return weight;
  }

  /** The numbers. */
  Buffer buffer() {
    if (buffer == null) {
      buffer = Buffer.Carrier.of(type().number()).allocate(size());
      buffer.load(tensor());
    }
    return buffer;
  }

  /** The numbers as a tensor. */
  Tensor tensor() {
    if (weight == null) {
      return buffer().tensor(type());
    }
    if (decoded == null) {
      decoded = weight.decode();
    }
    return decoded;
  }

  /**
   * Numbers of a node's result.
   *
   * @throws IllegalArgumentException when they are more than a Java array holds
   */
  static int sizeOf(Node node) {
    long size = node.type().shape().size();
    if (size > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          node.name() + " has " + size + " numbers, too many for this engine");
    }
    return (int) size;
  }
}
