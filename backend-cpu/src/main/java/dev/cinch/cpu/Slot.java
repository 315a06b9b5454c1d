// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu;

import dev.cinch.ir.Node;
import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import dev.cinch.ir.weight.Weight;
import org.jspecify.annotations.Nullable;

/** The place of one value: its type, its numbers, and its weight where it is a constant. */
final class Slot {

  private final Node node;
  private final @Nullable Weight weight;
  private final int pitch;
  private final int offset;
  private final boolean turned;
  private volatile @Nullable Buffer buffer;
  private volatile @Nullable Tensor decoded;
  private volatile double density = -1;

  private Slot(
      Node node,
      @Nullable Weight weight,
      int pitch,
      int offset,
      boolean turned,
      @Nullable Buffer buffer) {
    this.node = node;
    this.weight = weight;
    this.pitch = pitch;
    this.offset = offset;
    this.turned = turned;
    this.buffer = buffer;
  }

  /** The place of a value that each run computes. */
  static Slot computed(Node node, Buffer buffer) {
    return new Slot(node, null, length(node), 0, false, buffer);
  }

  /**
   * The place of a value whose rows are further apart than they are long; what lies between them is
   * of no meaning.
   */
  static Slot pitched(Node node, int pitch, Buffer buffer) {
    return new Slot(node, null, pitch, 0, false, buffer);
  }

  /** The place of a matrix that {@link FloatSparseProduct} writes and reads turned over. */
  static Slot turned(Node node, Buffer buffer) {
    return new Slot(node, null, length(node), 0, true, buffer);
  }

  /**
   * The place of a value in that of another which it is a part of.
   *
   * @param node the value's node
   * @param whole the other's place
   * @param row its first row there
   */
  static Slot part(Node node, Slot whole, int row) {
    return new Slot(node, null, whole.pitch, row * whole.pitch, false, whole.buffer());
  }

  /** The place of a constant; it has a buffer only where a kernel asks for one. */
  static Slot constant(Node node, Weight weight) {
    return new Slot(node, weight, length(node), 0, false, null);
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

  /** Numbers in a row. */
  int length() {
    return length(node);
  }

  /** Distance of the rows, which go along the last axis. */
  int pitch() {
    return pitch;
  }

  /** Rows, which go along the last axis. */
  int rows() {
    return size() / Math.max(1, length());
  }

  /** Whether it is a matrix that is turned over. */
  boolean isTurned() {
    return turned;
  }

  /** Index of its first number in the buffer. */
  int offset() {
    return offset;
  }

  /** The weight of a constant; null for values that are computed. */
  @Nullable Weight weight() {
    return weight;
  }

  /** Of a constant: numbers that are not zero / all, whatever its form says. */
  double density() {
    double known = density;
    if (known < 0 && weight != null) {
      known = Density.of(weight);
      density = known;
    }
    return known;
  }

  /** The numbers; those of a constant are unpacked when they are first asked for, on any thread. */
  Buffer buffer() {
    Buffer known = buffer;
    if (known == null) {
      known = Buffer.Carrier.of(type().number()).allocate(size());
      known.load(tensor());
      // Only now, so that no other thread sees a buffer without its numbers.
      buffer = known;
    }
    return known;
  }

  /** The numbers as a tensor. */
  Tensor tensor() {
    if (turned) {
      throw new IllegalStateException(node.name() + " is turned over");
    }
    if (weight == null) {
      return pitch == length(node) ? buffer().tensor(type()) : dense().tensor(type());
    }
    Tensor known = decoded;
    if (known == null) {
      known = weight.decode();
      decoded = known;
    }
    return known;
  }

  private Buffer dense() {
    int length = length(node);
    Buffer dense = buffer().carrier().allocate(size());
    for (int row = 0; row < size() / Math.max(1, length); row++) {
      System.arraycopy(buffer().array(), row * pitch, dense.array(), row * length, length);
    }
    return dense;
  }

  private static int length(Node node) {
    Shape shape = node.type().shape();
    return shape.rank() == 0 ? 1 : Math.toIntExact(shape.dim(-1));
  }

  /**
   * Numbers of a result whose rows are further apart than they are long.
   *
   * @throws IllegalArgumentException when they are more than a Java array holds
   */
  static int sizeOf(Node node, int pitch) {
    int size = sizeOf(node);
    try {
      return size == 0 ? 0 : Math.multiplyExact(size / length(node), pitch);
    } catch (ArithmeticException _) {
      throw new IllegalArgumentException(node.name() + " has too many numbers for this engine");
    }
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
