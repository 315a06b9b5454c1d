// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu;

import dev.cinch.ir.Node;
import dev.cinch.ir.number.Affine;
import dev.cinch.ir.number.Fixed;
import dev.cinch.ir.number.FloatType;
import dev.cinch.ir.op.Cast;
import dev.cinch.ir.op.Elementwise;
import dev.cinch.ir.op.Op;
import dev.cinch.ir.op.Reshape;
import dev.cinch.ir.op.Transpose;
import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import dev.cinch.ir.tensor.TensorWriter;
import dev.cinch.ir.weight.Codebook;
import dev.cinch.ir.weight.Dense;
import dev.cinch.ir.weight.Sparse;
import dev.cinch.ir.weight.Weight;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What constants alone decide, computed beforehand. A large matrix of few different numbers, such
 * as 8-bit integers between a cast and the product with their scale, stays codes into a table: what
 * becomes of each number is computed once.
 *
 * @param table the numbers, 1-D
 * @param codes which of them, one a byte
 */
record Folding(Tensor table, Tensor codes) {

  /** Numbers of a matrix that codes are kept for. */
  private static final long LARGE = 1 << 16;

  /** The value of a node whose operands are constants. */
  static Weight of(Node node, List<Slot> in) {
    return coded(node, in)
        .orElseGet(() -> {
          List<Tensor> operands = in.stream().map(Slot::tensor).toList();
          return new Dense(node.op().eval(operands, node.type()));
        });
  }

  private static Optional<Weight> coded(Node node, List<Slot> in) {
    long size = node.type().shape().size();
    if (size < LARGE || node.type().number() != FloatType.F32) {
      return Optional.empty();
    }
    return switch (node.op()) {
      case Transpose _, Reshape _ -> of(in.get(0)).flatMap(it -> it.moved(node));
      case Cast cast -> of(in.get(0)).flatMap(it -> it.mapped(cast, node, in, 0));
      case Elementwise op -> {
        for (int i = 0; i < in.size(); i++) {
          if (in.get(i).size() == size && in.get(i).type().number() == FloatType.F32) {
            int index = i;
            yield of(in.get(i)).flatMap(it -> it.mapped(op, node, in, index));
          }
        }
        yield Optional.empty();
      }
      case Op _ -> Optional.empty();
    };
  }

  /** A constant as codes of at most a byte, where it is that. */
  private static Optional<Folding> of(Slot slot) {
    return switch (slot.weight()) {
      case Codebook(_, int bits, var table, var codes) when bits <= Byte.SIZE ->
          Optional.of(new Folding(table, codes));
      case Dense(var tensor)
          when tensor.type().number() instanceof Fixed fixed && fixed.carrierBytes() == 1 ->
          Optional.of(integers(tensor, fixed));
      case Dense(var tensor)
          when tensor.type().number() instanceof Affine affine
              && affine.carrierBytes() == 1
              && affine.channels() == 1 ->
          Optional.of(integers(tensor, affine.raw()));
      case Dense _, Codebook _, Sparse _ -> Optional.empty();
      case null -> Optional.empty();
    };
  }

  /** Integers as their own codes. */
  private static Folding integers(Tensor tensor, Fixed raw) {
    TensorWriter table = Tensor.writer(tensor.type().with(Shape.of(1 << Byte.SIZE)));
    for (int code = 0; code < 1 << Byte.SIZE; code++) {
      table.setRaw(code, raw.wrap(code));
    }
    TensorType codes = new TensorType(Fixed.UINT8, tensor.shape());
    return new Folding(table.finish(), Tensor.viewOf(codes, tensor.segment()));
  }

  /** The codes elsewhere. */
  private Optional<Weight> moved(Node node) {
    TensorType type = codes.type().with(node.type().shape());
    return new Folding(table, node.op().eval(List.of(codes), type)).weight(node.type());
  }

  /** What an operation makes of each number together with single numbers. */
  private Optional<Weight> mapped(Op op, Node node, List<Slot> in, int index) {
    TensorType type = node.type().with(table.shape());
    List<Tensor> operands = new ArrayList<>();
    for (int i = 0; i < in.size(); i++) {
      if (i != index && in.get(i).size() != 1) {
        return Optional.empty();
      }
      operands.add(i == index ? table : in.get(i).tensor().reshaped(Shape.of()));
    }
    Tensor mapped = op.eval(operands, type);
    return new Folding(mapped, codes.reshaped(node.type().shape())).weight(node.type());
  }

  /** A codebook, whose code 0 is a zero; empty where there is none. */
  private Optional<Weight> weight(TensorType type) {
    int zero = 0;
    while (table.valueAt(zero) != 0) {
      zero++;
      if (zero == table.size()) {
        return Optional.empty();
      }
    }
    int bits = codes.type().fixed().width();
    if (zero == 0) {
      return Optional.of(new Codebook(type, bits, table, codes));
    }
    TensorWriter numbers = Tensor.writer(table.type());
    for (long code = 0; code < table.size(); code++) {
      numbers.setValue(swapped(code, zero), table.valueAt(code));
    }
    TensorWriter places = Tensor.writer(codes.type());
    for (long i = 0; i < codes.size(); i++) {
      places.setRaw(i, swapped(codes.rawAt(i), zero));
    }
    return Optional.of(new Codebook(type, bits, numbers.finish(), places.finish()));
  }

  private static long swapped(long code, int zero) {
    return code == 0 ? zero : code == zero ? 0 : code;
  }
}
