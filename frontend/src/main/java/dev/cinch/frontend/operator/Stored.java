// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.operator;

import com.google.protobuf.ByteString;
import dev.cinch.frontend.proto.SparseTensorProto;
import dev.cinch.frontend.proto.TensorProto;
import dev.cinch.frontend.tensor.ElementType;
import dev.cinch.frontend.tensor.ExternalData;
import dev.cinch.frontend.tensor.SparseDecoder;
import dev.cinch.frontend.tensor.TensorDecoder;
import dev.cinch.ir.Origin;
import dev.cinch.ir.Result;
import dev.cinch.ir.Value;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.weight.Dense;
import dev.cinch.ir.weight.Weight;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Numbers that the model holds. They are decoded when a node asks for them, and join the graph when
 * a node computes with them; shapes never do, and what nobody uses is never decoded.
 */
final class Stored implements Operand {

  private final String name;
  private final Optional<TensorProto> proto;
  private final Supplier<Result<Weight>> decoder;
  private @Nullable Result<Weight> decoded;
  private @Nullable Tensor tensor;
  private @Nullable Value value;
  private @Nullable Value transposed;

  private Stored(String name, Optional<TensorProto> proto, Supplier<Result<Weight>> decoder) {
    this.name = name;
    this.proto = proto;
    this.decoder = decoder;
  }

  static Stored of(String name, TensorProto proto, Origin origin, ExternalData external) {
    return new Stored(
        name,
        Optional.of(proto),
        () -> TensorDecoder.decode(proto, origin, external).map(Dense::new));
  }

  static Stored of(String name, SparseTensorProto proto, Origin origin, ExternalData external) {
    return of(name, () -> SparseDecoder.decode(proto, origin, external).map(weight -> weight));
  }

  static Stored of(String name, Supplier<Result<Weight>> decoder) {
    return new Stored(name, Optional.empty(), decoder);
  }

  static Stored of(String name, Weight weight) {
    return new Stored(name, Optional.empty(), () -> Result.ok(weight));
  }

  static Stored of(String name, Tensor tensor) {
    return of(name, new Dense(tensor));
  }

  /** The initializer's or constant's name. */
  String name() {
    return name;
  }

  /** The message that holds the numbers; empty for weights from elsewhere. */
  Optional<TensorProto> proto() {
    return proto;
  }

  /** Whether this is a single boolean that is false. */
  boolean isFalse() {
    if (proto.isEmpty() || proto.get().getDataType() != ElementType.BOOL.number()) {
      return false;
    }
    ByteString raw = proto.get().getRawData();
    return raw.size() == 1
        ? raw.byteAt(0) == 0
        : proto.get().getInt32DataCount() == 1 && proto.get().getInt32Data(0) == 0;
  }

  /** The numbers in their form, or what is wrong with them. */
  Result<Weight> weight() {
    if (decoded == null) {
      decoded = decoder.get();
    }
    return decoded;
  }

  /** The decoded numbers of a weight that can be read. */
  Tensor tensor() {
    if (tensor == null) {
      tensor = weight().orThrow().decode();
    }
    return tensor;
  }

  /** The graph's constant with these numbers, made on first use. */
  Value value(Scope scope) {
    if (value == null) {
      value = scope.constant(name, weight().orThrow());
    }
    return value;
  }

  /** The graph's constant with this matrix transposed, made on first use. */
  Value transposed(Scope scope) {
    if (transposed == null) {
      transposed = scope.constant(name, new Dense(Matrices.transposed(tensor())));
      // Nobody else may want the numbers as they were; decoding them again costs little.
      decoded = null;
      tensor = null;
    }
    return transposed;
  }
}
