// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.operator;

import dev.cinch.frontend.proto.SparseTensorProto;
import dev.cinch.frontend.proto.TensorProto;
import dev.cinch.frontend.tensor.ElementType;
import dev.cinch.ir.Result;
import dev.cinch.ir.Value;
import dev.cinch.ir.number.Fixed;
import dev.cinch.ir.number.NumberType;
import dev.cinch.ir.op.TypeException;
import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import dev.cinch.ir.tensor.TensorWriter;
import dev.cinch.ir.weight.Dense;
import java.util.List;
import java.util.Optional;

/** Numbers that nodes hold, and nodes that hand on what they get. */
final class Constants {

  private static final long FIRST_WITH_TRAINING_MODE = 12;
  private static final long FIRST_WITH_TRUTH_MASK = 10;
  private static final long MOST_REPEATED = 1L << 26;

  private Constants() {}

  /** Constant, in each of the forms that hold numbers. */
  static Operand constant(Call call) {
    Attributes attributes = call.attributes();
    Optional<TensorProto> tensor = attributes.tensor("value");
    if (tensor.isPresent()) {
      return call.scope().stored(call.name(), tensor.get(), call.origin());
    }
    Optional<SparseTensorProto> sparse = attributes.sparse("sparse_value");
    if (sparse.isPresent()) {
      return call.scope().stored(call.name(), sparse.get(), call.origin());
    }
    if (attributes.has("value_float")) {
      return floats(call, Shape.of(), List.of(attributes.real("value_float", 0)));
    }
    if (attributes.has("value_int")) {
      return integers(call, Shape.of(), List.of(attributes.integer("value_int", 0)));
    }
    Optional<List<Float>> reals = attributes.reals("value_floats");
    if (reals.isPresent()) {
      return floats(call, Shape.of(reals.get().size()), reals.get());
    }
    Optional<List<Long>> integers = attributes.integers("value_ints");
    if (integers.isPresent()) {
      return integers(call, Shape.of(integers.get().size()), integers.get());
    }
    attributes.refuseUnread();
    throw new Refusal("onnx.constant.empty", "it holds no numbers", "");
  }

  /**
   * ConstantOfShape: one number, as often as known extents say; 0 where none is given. A few bytes
   * of a file can ask for any amount of memory here, so there is a limit.
   */
  static Operand constantOfShape(Call call) {
    Optional<TensorProto> given = call.attributes().tensor("value");
    Tensor value =
        given.isPresent()
            ? call.readable(call.scope().stored(call.name(), given.get(), call.origin())).decode()
            : Tensor.ofFloats(Shape.of(1), 0);
    List<Long> extents = call.integers(0, "the shape");
    if (value.size() != 1 || extents.stream().anyMatch(extent -> extent < 0)) {
      String text = value.size() + " numbers for the extents " + extents;
      throw new Refusal("onnx.constant.extents", text, "give one number, and no negative extent");
    }
    long most = MOST_REPEATED;
    for (long extent : extents) {
      most = extent == 0 ? Long.MAX_VALUE : most / extent;
    }
    if (most == 0) {
      String text = "extents " + extents + " are more than 2^26 numbers";
      throw new Refusal("onnx.constant.extents", text, "store them as an initializer");
    }
    Shape shape = Shape.of(extents);
    return Stored.of(call.name(), () -> Result.ok(new Dense(repeated(value, shape))));
  }

  private static Tensor repeated(Tensor value, Shape shape) {
    TensorWriter out = Tensor.writer(value.type().with(shape));
    for (long i = 0; i < shape.size(); i++) {
      if (value.type().isFloat()) {
        out.setValue(i, value.valueAt(0));
      } else {
        out.setRaw(i, value.rawAt(0));
      }
    }
    return out.finish();
  }

  /** Range: numbers from a start to below a limit. */
  static Operand range(Call call) {
    Tensor start = call.decided(0, "the start");
    Tensor limit = call.decided(1, "the limit");
    Tensor delta = call.decided(2, "the step");
    List<Tensor> all = List.of(start, limit, delta);
    boolean alike = all.stream().map(it -> it.type().number()).distinct().count() == 1;
    if (!alike || all.stream().anyMatch(it -> it.size() != 1)) {
      throw new TypeException(
          "from " + start.type() + " to " + limit.type() + " by " + delta.type());
    }
    double exact = (limit.valueAt(0) - start.valueAt(0)) / delta.valueAt(0);
    double count = Math.max(0, Math.ceil(exact));
    if (!(count <= MOST_REPEATED)) {
      throw new Refusal("onnx.constant.extents", count + " numbers are more than 2^26", "");
    }
    TensorWriter out = Tensor.writer(start.type().with(Shape.of((long) count)));
    for (long i = 0; i < (long) count; i++) {
      if (start.type().isFloat()) {
        out.setValue(i, start.valueAt(0) + i * delta.valueAt(0));
      } else {
        out.setRaw(i, start.rawAt(0) + i * delta.rawAt(0));
      }
    }
    return Stored.of(call.name(), out.finish());
  }

  /** EyeLike: ones on a diagonal of a matrix of the operand's extents. */
  static Operand eyeLike(Call call) {
    long k = call.attributes().integer("k", 0);
    long stated = call.attributes().integer("dtype", 0);
    NumberType number =
        stated == 0
            ? call.type(0).number()
            : ElementType.ofNumber(Math.clamp(stated, 0, 1000))
                .flatMap(ElementType::format)
                .orElseThrow(() -> new Refusal("onnx.tensor.type", "dtype " + stated, ""));
    call.ignoreOperand(0);
    Shape shape = call.shape(0);
    if (shape.rank() != 2) {
      throw new Refusal("onnx.type", "a diagonal of [" + shape + "]", "");
    }
    TensorWriter out = Tensor.writer(new TensorType(number, shape));
    for (long row = 0; row < shape.dim(0); row++) {
      long column = row + k;
      if (column >= 0 && column < shape.dim(1)) {
        long at = row * shape.dim(1) + column;
        if (out.type().isFloat()) {
          out.setValue(at, 1);
        } else {
          out.setRaw(at, 1);
        }
      }
    }
    return Stored.of(call.name(), out.finish());
  }

  private static Operand floats(Call call, Shape shape, List<Float> values) {
    float[] numbers = new float[values.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = values.get(i);
    }
    return Stored.of(call.name(), Tensor.ofFloats(shape, numbers));
  }

  private static Operand integers(Call call, Shape shape, List<Long> values) {
    long[] numbers = values.stream().mapToLong(Long::longValue).toArray();
    return Stored.of(call.name(), Tensor.ofRaws(new TensorType(Fixed.INT64, shape), numbers));
  }

  /** Identity: the operand under another name. */
  static Operand identity(Call call) {
    return call.operand(0);
  }

  /**
   * Dropout, which does nothing at inference, nor in training with ratio 0; its second result says
   * that every number was kept.
   */
  static Operand dropout(Call call) {
    call.attributes().ignore("ratio", "seed", "is_test", "consumed_inputs");
    if (call.opset() >= FIRST_WITH_TRAINING_MODE) {
      boolean trains = call.has(2) && call.integer(2, "its training mode") != 0;
      if (!trains) {
        call.ignoreOperand(1);
      } else if (!call.has(1) || call.number(1, "its ratio") != 0) {
        throw new Refusal(
            "onnx.operator.training", "its training mode is on", "export the model for inference");
      }
    }
    if (!call.wants(1)) {
      return call.operand(0);
    }
    NumberType number = call.opset() < FIRST_WITH_TRUTH_MASK ? call.type(0).number() : Fixed.BOOL;
    Expansion out = new Expansion(call);
    Value one = out.scalar(1, number);
    return Operand.Several.of(call.operand(0), Expansion.part(out.expand(one, call.shape(0))));
  }
}
